using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Field;

public sealed class CompletionCodeTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "B07")]
    public async Task Without_the_code_the_customer_got_there_is_no_completion()
    {
        var (world, order) = await Coded();
        var (technician, client) = (world.Technician(world.Zhao), app.ClientFor(world.Technician(world.Zhao)));
        await app.Settle();
        // TellCompletionCode sends it to the registered number; what is kept of it is sealed.
        var sms = await Sms(world);
        Assert.Equal("13812345678", sms.To);
        Assert.DoesNotMatch("[0-9]{6}", Regex.Replace(sms.Body, "WO[0-9-]+", "", RegexOptions.None));
        var code = CodeIn(sms);

        Assert.Equal("work-order.held", await (await client.PostAsJsonAsync($"/api/work-orders/{order}/complete", new { })).Code());
        var seen = await (await client.GetAsync($"/api/work-orders/{order}/completion-code")).Read<GetCompletionCode.Response>();
        Assert.Equal((true, "138****5678", 5), (seen.Needed, seen.SentTo, seen.TriesLeft));
        Assert.DoesNotContain(code, await (await client.GetAsync($"/api/work-orders/{order}/completion-code")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var wrong = await Enter(client, order, Other(code));
        Assert.Equal((HttpStatusCode.Conflict, "completion-code.wrong"), (wrong.StatusCode, await wrong.Code()));
        Assert.Equal(4, (await app.Ask(technician, new GetCompletionCode.Query(order))).TriesLeft);
        Assert.Equal(HttpStatusCode.BadRequest, (await Enter(client, order, "12a456")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Enter(client, order, code)).StatusCode);
        Assert.Equal("completion-code.settled", await (await Enter(client, order, code)).Code());

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync($"/api/work-orders/{order}/complete", new { })).StatusCode);
    }

    [Fact, Trait("Requirement", "B07")]
    public async Task A_reason_approved_by_somebody_else_stands_for_the_code()
    {
        var (world, order) = await Coded();
        var technician = world.Technician(world.Zhao);
        await app.Run(technician, new ExcuseCompletionCode.Command("客户手机停机") { Id = order });

        Assert.Equal(HttpStatusCode.Forbidden, (await app.ClientFor(technician).PostAsJsonAsync($"/api/work-orders/{order}/completion-code/decide", new { approve = true })).StatusCode);
        Assert.Equal("completion-code.own-excuse", await TestApp.CodeOf(() => app.Run(world.Dispatcher with { Person = world.Zhao }, new DecideCodeExcuse.Command(true) { Id = order })));
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(world.Dispatcher, null, app.Time.Now);
        Assert.Equal("客户手机停机", Assert.Single((await new CodeExcusesQueue().Today(db, Texts.Chinese, default)).Items).Detail);
        await app.Run(world.Dispatcher, new DecideCodeExcuse.Command(false, "请再联系一次") { Id = order });
        Assert.Equal("work-order.held", await TestApp.CodeOf(() => app.Run(technician, new CompleteWorkOrder.Command { Id = order })));
        Assert.Equal("completion-code.nothing-to-decide", await TestApp.CodeOf(() => app.Run(world.Dispatcher, new DecideCodeExcuse.Command(true) { Id = order })));
        await app.Run(technician, new ExcuseCompletionCode.Command("客户手机停机，已请邻居作证") { Id = order });
        await app.Run(world.Dispatcher, new DecideCodeExcuse.Command(true) { Id = order });
        await app.Run(technician, new CompleteWorkOrder.Command { Id = order });

        var kept = await app.Ask(world.Dispatcher, new GetCompletionCode.Query(order));
        Assert.Equal((true, "张敏", "赵工"), (kept.Approved, kept.DecidedBy, kept.ExcusedBy));
    }

    [Fact, Trait("Requirement", "B07")]
    public async Task Tries_and_sending_are_limited_and_a_new_code_ends_the_one_before()
    {
        var (world, order) = await Coded();
        await app.Settle();
        var first = CodeIn(await Sms(world));
        var client = app.ClientFor(world.Technician(world.Zhao));
        for (var i = 0; i < CompletionCode.Tries; i++) Assert.Equal("completion-code.wrong", await (await Enter(client, order, Other(first))).Code());
        Assert.Equal((HttpStatusCode)429, (await Enter(client, order, first)).StatusCode);

        Task<HttpResponseMessage> Send() => client.PostAsync($"/api/work-orders/{order}/completion-code", null);
        Assert.Equal("completion-code.too-soon", await (await Send()).Code());
        for (var i = 1; i < CompletionCode.MostSent; i++)
        {
            app.Time.Pass(Duration.FromMinutes(1));
            var sent = await (await Send()).Read<SendCompletionCode.Response>();
            Assert.Equal(("138****5678", 5), (sent.SentTo, sent.TriesLeft));
        }
        app.Time.Pass(Duration.FromMinutes(1));
        Assert.Equal("completion-code.too-often", await (await Send()).Code());
        await app.Settle();
        var last = CodeIn(await Sms(world));
        if (last != first) Assert.Equal("completion-code.wrong", await (await Enter(client, order, first)).Code());
        Assert.Equal(HttpStatusCode.OK, (await Enter(client, order, last)).StatusCode);
    }

    [Fact, Trait("Requirement", "B07")]
    public async Task No_code_is_asked_for_unless_the_policy_of_the_day_names_the_kind_of_work()
    {
        var world = await FieldWorld.Open(app);
        Assert.Empty((await app.Ask(world.Dispatcher, new GetFieldPolicy.Query())).CodeKinds);
        await app.Run(world.Dispatcher, new SetFieldPolicy.Command(new(2026, 3, 1), 20, 9, ["installation"]));
        await app.Run(world.Dispatcher, new SetFieldPolicy.Command(new(2026, 3, 2), 15));
        var policy = await (await app.ClientFor(world.Dispatcher).GetAsync("/api/field-policy")).Read<GetFieldPolicy.Response>();
        Assert.Equal((15, "installation"), (policy.ToleranceMinutes, Assert.Single(policy.CodeKinds)));
        var order = await world.OnSite(world.Zhao);
        var technician = world.Technician(world.Zhao);

        Assert.False((await app.Ask(technician, new GetCompletionCode.Query(order))).Needed);
        Assert.Equal("completion-code.not-found", await TestApp.CodeOf(() => app.Run(technician, new SendCompletionCode.Command { Id = order })));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(world.Technician(world.Qian), new EnterCompletionCode.Command("123456") { Id = order })));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(async () => await app.Run((await FieldWorld.Open(app)).Dispatcher, new EnterCompletionCode.Command("123456") { Id = order })));
    }

    private async Task<(FieldWorld World, WorkOrderId Order)> Coded()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, new SetFieldPolicy.Command(new(2026, 3, 1), 15, CodeKinds: ["repair"]));
        var order = await world.OnSite(world.Zhao);
        await app.Run(world.Technician(world.Zhao), FieldWorld.Findings(order));
        await world.SignBoth(order, world.Zhao);
        return (world, order);
    }

    private Task<Message> Sms(FieldWorld world) => app.Look(world.Company.Id, db => db.Set<Message>().Where(row => row.Template == "completion-code").OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).FirstAsync());

    private string CodeIn(Message sms) => Regex.Match(app.Services.GetRequiredService<MessageSecrets>().Reveal(sms.Body, sms.SealedSecret), "：([0-9]{6})").Groups[1].Value;

    private static string Other(string code) => ((int.Parse(code, CultureInfo.InvariantCulture) + 1) % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);

    private static Task<HttpResponseMessage> Enter(HttpClient client, WorkOrderId order, string code) => client.PostAsJsonAsync($"/api/work-orders/{order}/completion-code/enter", new { code });
}
