using System.Globalization;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Field;
using Aftercare.Modules.Messages;
using Aftercare.Tests.Field;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Messages;

/// <summary>An application whose mail and SMS go to servers on the loopback.</summary>
public sealed class ConnectedApp : TestApp
{
    internal SmtpSink Mail { get; } = new();

    internal SmsSink Sms { get; } = new();

    protected override void Configure(IWebHostBuilder builder)
    {
        builder.UseSetting("Mail:Host", "127.0.0.1");
        builder.UseSetting("Mail:Port", Mail.Port.ToString(CultureInfo.InvariantCulture));
        builder.UseSetting("Mail:Tls", "none");
        builder.UseSetting("Mail:From", "无忧售后 <service@aftercare.example>");
        builder.UseSetting("Sms:Url", Sms.Url);
        builder.UseSetting("Sms:Token", "sms-token");
        builder.UseSetting("PublicUrl", "https://care.example");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mail.DisposeAsync();
        await Sms.DisposeAsync();
    }
}

public sealed class DeliveryTests(ConnectedApp app) : IClassFixture<ConnectedApp>
{
    [Fact]
    public async Task A_text_message_reaches_the_gateway_with_its_id_and_the_provider_answer_is_kept()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao));
        await app.Settle();

        var message = await One(world, "visit-scheduled");
        var (key, authorization, body) = app.Sms.Requests.Single(request => request.Key == message.DeliveryId);
        Assert.Equal("Bearer sms-token", authorization);
        Assert.Equal((message.DeliveryId, "13812345678"), (body.GetProperty("id").GetString(), body.GetProperty("to").GetString()));
        Assert.Contains("2026-03-03 09:00–11:00", body.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((MessageState.Sent, 1, "202 taken"), (message.State, message.Attempts, message.Answer));
        Assert.Equal(message.DeliveryId, key);
    }

    [Fact]
    public async Task A_customer_without_a_number_gets_an_e_mail_over_a_real_smtp_dialogue()
    {
        var world = await FieldWorld.Open(app);
        var customer = await app.Run(world.Company.System, new RegisterCustomer.Command("韩梅梅", Unit: world.Unit, Contact: new("韩梅梅", Phone: null!, Email: "han@example.org")));
        var ticket = await app.Run(world.Dispatcher, new RegisterTicket.Command("repair", "不制冷", Unit: world.Unit, Customer: customer.Id, Contact: customer.Contact, Product: "WM-10"));
        var order = await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket.Id, EstimatedMinutes: 60));
        app.Mail.Refusals = 1;
        await app.Run(world.Dispatcher, FieldWorld.Book(order.WorkOrder, world.Zhao));
        await app.Settle();
        Assert.Equal((MessageState.Failed, 1), ((await One(world, "visit-scheduled")).State, (await One(world, "visit-scheduled")).Attempts));

        app.Time.Pass(Duration.FromSeconds(11));
        await app.Settle();

        var message = await One(world, "visit-scheduled");
        var mail = app.Mail.Received.Single(mail => mail.MessageId == $"{message.DeliveryId}@aftercare.example");
        Assert.Equal((MessageState.Sent, 2), (message.State, message.Attempts));
        Assert.Equal(("han@example.org", $"服务单 {order.Number} 的上门时间"), (mail.To.Mailboxes.Single().Address, mail.Subject));
        Assert.Contains("赵工", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(app.Mail.Dialogue, line => line.StartsWith("RCPT TO:<han@example.org>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failures_are_tried_again_with_growing_gaps_then_parked_and_can_be_retried_by_hand()
    {
        var world = await FieldWorld.Open(app);
        app.Sms.Failures = int.MaxValue;
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, day: "2026-03-12"));
        await app.Settle();
        var first = await One(world, "visit-scheduled");
        Assert.Equal((MessageState.Failed, 1, "503 taken"), (first.State, first.Attempts, first.Answer));
        await app.Settle();
        Assert.Equal(1, (await One(world, "visit-scheduled")).Attempts); // Not before the gap is over.

        for (var attempt = 2; attempt <= 8; attempt++)
        {
            app.Time.Pass(Duration.FromHours(1));
            await app.Settle();
        }
        Assert.Equal((MessageState.Parked, 8), ((await One(world, "visit-scheduled")).State, (await One(world, "visit-scheduled")).Attempts));

        app.Sms.Failures = 0;
        await app.Run(world.Company.System, new RetryMessage.Command(first.Id));
        await app.Settle();
        Assert.Equal((MessageState.Sent, 9), ((await One(world, "visit-scheduled")).State, (await One(world, "visit-scheduled")).Attempts));
        Assert.Equal("message.not-failed", await TestApp.CodeOf(() => app.Run(world.Company.System, new RetryMessage.Command(first.Id))));
        Assert.Single(app.Sms.Requests.Where(request => request.Key == first.DeliveryId).Select(request => request.Key).Distinct());
    }

    [Fact]
    public async Task A_rating_link_leaves_whole_and_is_masked_on_screens()
    {
        var world = await FieldWorld.Open(app);
        await world.Completed(world.Zhao);
        await app.Settle();

        var message = await One(world, "rating-asked");
        var sent = app.Sms.Requests.Single(request => request.Key == message.DeliveryId).Body.GetProperty("text").GetString();
        Assert.Matches("https://care\\.example/r/[A-Za-z0-9_-]{43}$", sent);
        var shown = await app.Ask(world.Company.System, new GetMessage.Query(message.Id));
        Assert.False(shown.Sandbox);
        Assert.DoesNotContain("/r/", shown.Body, StringComparison.Ordinal);
        Assert.Contains("••••••", shown.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_can_use_any_more_is_not_sent()
    {
        var world = await FieldWorld.Open(app);
        app.Sms.Failures = 1;
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao));
        await app.Settle();
        app.Time.SetShanghai("2026-03-03 11:01"); // The visit is over.
        await app.Settle();

        Assert.Equal((MessageState.Parked, "expired"), ((await One(world, "visit-scheduled")).State, (await One(world, "visit-scheduled")).Answer));
    }

    private Task<Message> One(FieldWorld world, string template) => app.Look(world.Company.Id, db => db.Set<Message>().SingleAsync(message => message.Template == template));
}
