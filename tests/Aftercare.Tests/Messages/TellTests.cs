using Aftercare.Modules.Customers;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Field;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Messages;

/// <summary>What facts make the product say, and how a message's fate is written down: TellVisitScheduled, TellRatingAsked, TellSignInCode, ReadForSending, RecordDelivery.</summary>
public sealed class TellTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "B09")]
    public async Task A_customer_nobody_can_reach_is_not_written_to_but_the_technician_is()
    {
        var world = await FieldWorld.Open(app);
        var customer = await app.Run(world.Company.System, new RegisterCustomer.Command("无号", Unit: world.Unit));
        var ticket = await app.Run(world.Dispatcher, new RegisterTicket.Command("repair", "不制冷", Unit: world.Unit, Customer: customer.Id, Product: "WM-10"));
        var order = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket.Id, EstimatedMinutes: 60))).WorkOrder;

        await app.Run(world.Company.System, new TellVisitScheduled.Command(order, world.Zhao, Instant.FromUtc(2026, 3, 3, 1, 0), Instant.FromUtc(2026, 3, 3, 3, 0)));

        var told = Assert.Single(await Written(world.Company));
        Assert.Equal(("visit-assigned", MessageChannel.InApp, world.Zhao, MessageState.Sent, $"/my-day/{order}"), (told.Template, told.Channel, told.PersonId!.Value, told.State, told.Href));
        Assert.Contains("2026-03-03 09:00–11:00", told.Body, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "R410")]
    public async Task A_rating_is_asked_for_in_the_customers_language_and_the_link_stays_sealed()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        var path = await world.Company.AskFace<Modules.Satisfaction.RatingLinks, string>(links => Task.FromResult(links.Seal("/r/secret-of-the-customer")));

        foreach (var language in new[] { "zh-CN", "en" })
            await app.Run(world.Company.System, new TellRatingAsked.Command(order, "13812345678", path, language, app.Time.Now + Duration.FromDays(30)));

        var asked = await Written(world.Company);
        Assert.Equal(["zh-CN", "en"], asked.Select(message => message.Language));
        Assert.All(asked, message => Assert.DoesNotContain("secret-of-the-customer", message.Body + message.SealedSecret, StringComparison.Ordinal));
        Assert.NotEqual(asked[0].Body, asked[1].Body);
        var read = await app.Ask(world.Company.System, new ReadForSending.Query(asked[1].Id));
        Assert.Equal((asked[1].DeliveryId, MessageChannel.Sms, "13812345678"), (read.DeliveryId, read.Channel, read.To));
        Assert.EndsWith("/r/secret-of-the-customer", app.Services.GetRequiredService<MessageSecrets>().Reveal(read.Body, read.SealedSecret), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_code_says_how_long_it_holds_and_is_not_written_once_it_is_worthless()
    {
        var company = await app.FoundCompany();
        var codes = app.Services.GetRequiredService<CodeDigest>();
        Task Tell(Duration left) => app.Run(company.System, new TellSignInCode.Command("13812345678", codes.SealCode("042042"), "zh-CN", app.Time.Now + left));

        await Tell(Duration.Zero);
        Assert.Empty(await Written(company));
        await Tell(Duration.FromSeconds(241));

        var message = Assert.Single(await Written(company));
        Assert.Equal((app.Time.Now + Duration.FromSeconds(241), (UnitId?)null), (message.ExpiresAt!.Value, message.UnitId));
        Assert.DoesNotContain("042042", message.Body + message.SealedSecret, StringComparison.Ordinal);
        var text = app.Services.GetRequiredService<MessageSecrets>().Reveal(message.Body, message.SealedSecret);
        Assert.Contains("042042", text, StringComparison.Ordinal);
        Assert.Contains("5", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_attempt_is_counted_with_the_providers_answer_until_it_is_sent_or_given_up()
    {
        var company = await app.FoundCompany();
        var codes = app.Services.GetRequiredService<CodeDigest>();
        await app.Run(company.System, new TellSignInCode.Command("13812345678", codes.SealCode("1"), "en", app.Time.Now + Duration.FromMinutes(5)));
        var id = (await Written(company)).Single().Id;
        async Task<(MessageState, int, string?, Instant?)> After(bool sent, string answer, bool giveUp)
        {
            await app.Run(company.System, new RecordDelivery.Command(id, sent, answer, giveUp));
            return (await Written(company)).Single() is var message ? (message.State, message.Attempts, message.Answer, message.SentAt) : default;
        }

        Assert.Equal((MessageState.Failed, 1, "503", null), await After(false, "503", giveUp: false));
        Assert.Equal((MessageState.Parked, 2, "no such number", null), await After(false, "no such number", giveUp: true));
        Assert.Equal((MessageState.Sent, 3, "202", app.Time.Now), await After(true, "202", giveUp: false));
    }

    [Fact]
    public async Task Nobody_but_the_product_sends_reads_a_sealed_message_or_writes_down_its_fate()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        var administrator = world.Company.Person([.. RoleBook.AllPermissions]);
        Func<Task>[] attempts =
        [
            () => app.Run(administrator, new TellVisitScheduled.Command(order, world.Zhao, app.Time.Now, app.Time.Now)),
            () => app.Run(administrator, new TellRatingAsked.Command(order, "13812345678", "x", "en", app.Time.Now)),
            () => app.Run(administrator, new TellSignInCode.Command("13812345678", "x", "en", app.Time.Now)),
            () => app.Ask(administrator, new ReadForSending.Query(new(1))),
            () => app.Run(administrator, new RecordDelivery.Command(new(1), true, "x", false)),
        ];

        foreach (var attempt in attempts) Assert.Equal("permission.missing", await TestApp.CodeOf(attempt));
    }

    private Task<List<Message>> Written(TestCompany company) => app.Look(company.Id, db => db.Set<Message>().OrderBy(message => message.Id).ToListAsync());
}
