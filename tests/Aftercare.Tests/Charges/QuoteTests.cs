using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Charges;
using Aftercare.Modules.Field;
using Aftercare.Platform;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Aftercare.Tests.Charges.ChargesWorld;

namespace Aftercare.Tests.Charges;

/// <summary>Quotes, why they are free or paid, and what the customer says: SetQuote, GetOrderCharges, FindPriceItems, OverrideCharge, AnswerQuote, AskForQuote.</summary>
public sealed class QuoteTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R702"), Trait("Requirement", "B06")]
    public async Task Labour_120_and_part_80_are_200_out_of_warranty_and_nothing_inside()
    {
        var world = await ChargesWorld.Open(app);
        var client = app.ClientFor(world.Zhao);
        var (outside, inside) = (await world.OnSite(world.Field.Zhao), await world.OnSite(world.Field.Zhao, world.Covered, at: "14:00"));

        var paid = await (await client.PutAsJsonAsync($"/api/work-orders/{outside}/quote", Set(outside, (Labour, 1), (Part, 1)), PlatformJson.Options)).Read<SetQuote.Response>();
        var free = await (await client.PutAsJsonAsync($"/api/work-orders/{inside}/quote", Set(inside, (Labour, 1), (Part, 1)), PlatformJson.Options)).Read<SetQuote.Response>();

        Assert.Equal((200.00m, 200.00m, QuoteState.ToConsent), (paid.Total, paid.Due, paid.State));
        Assert.Equal((0.00m, QuoteState.Free), (free.Total, free.State));
        Assert.Contains("\"total\":200.00", await client.GetStringAsync($"/api/work-orders/{outside}/quote"), StringComparison.Ordinal);
        var lines = (await world.Get(inside, world.Zhao)).Lines;
        Assert.Equal([(120m, 0m, "warranty-in"), (80m, 0m, "warranty-in")], lines.Select(line => (line.Amount, line.Payable, line.Rule!)));
        Assert.All(lines, line => Assert.Equal("Free within the warranty", line.Why));
        Assert.Equal("已过保修期，按价目表收费", (await world.Get(outside, world.Zhao with { Language = "zh-CN" })).Lines[0].Why);
    }

    [Fact, Trait("Requirement", "R702")]
    public async Task Misuse_is_paid_inside_the_warranty_and_a_machine_of_unknown_warranty_until_somebody_decides()
    {
        var world = await ChargesWorld.Open(app);
        var (misused, unknown) = (await world.Order(world.Covered), await world.Order(world.Field.Asset));

        await app.Run(world.Supervisor, Set(misused, (VisitFee, 1), (Hour, 45)) with { Cause = "misuse" });
        await app.Run(world.Supervisor, Set(unknown, (Labour, 1)));

        Assert.Equal((30m + 75m, "misuse"), ((await world.Get(misused)).Total, (await world.Get(misused)).Lines[1].Rule));
        Assert.Equal(("warranty-unknown", 120m), ((await world.Get(unknown)).Lines[0].Rule, (await world.Get(unknown)).Total));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Zhao, new OverrideCharge.Command(Labour, true, "凭证") { Order = unknown })));
        Assert.Equal("request.invalid", await TestApp.CodeOf(() => app.Run(world.Supervisor, new OverrideCharge.Command(Labour, true, "") { Order = unknown })));
        Assert.Equal("quote-line.not-found", await TestApp.CodeOf(() => app.Run(world.Supervisor, new OverrideCharge.Command(Part, true, "凭证") { Order = unknown })));
        await app.Run(world.Supervisor, new OverrideCharge.Command(Labour, true, "客户出示购机发票") { Order = unknown });
        await app.Run(world.Supervisor, Set(unknown, (Labour, 2), (VisitFee, 1)) with { Version = 2 });
        var line = (await world.Get(unknown)).Lines[0];
        Assert.Equal((240m, 0m, "客户出示购机发票", 30m), (line.Amount, line.Payable, line.OverrideReason, (await world.Get(unknown)).Total));
        var reasons = await app.Look(world.Company.Id, db => db.Set<AuditEntry>().Where(entry => entry.RecordKind == "quotes").Select(entry => entry.Reason).ToListAsync());
        Assert.Contains("客户出示购机发票", reasons);
    }

    [Fact, Trait("Requirement", "R703"), Trait("Requirement", "B06")]
    public async Task Parts_15_percent_over_the_quote_need_a_new_consent_before_completion()
    {
        var world = await ChargesWorld.Open(app);
        var (order, zhao) = (await world.OnSite(world.Field.Zhao), world.Zhao);
        await app.Run(zhao, FieldWorld.Findings(order));
        await world.Field.SignBoth(order, world.Field.Zhao);
        var complete = () => app.Run(zhao, new CompleteWorkOrder.Command { Id = order });

        await app.Run(zhao, Set(order, (Labour, 1), (Part, 1)));
        Assert.Equal("work-order.held", await TestApp.CodeOf(complete));
        Assert.Equal(["charges.hold.consent"], (await world.Field.Get(order)).Holds);
        var signature = await world.Field.Upload(zhao, "同意.png", 3);
        await app.Run(zhao, new AnswerQuote.Command(true, ConsentWay.Signature, "王小二", signature) { Order = order });
        Assert.Empty((await world.Field.Get(order)).Holds);

        // 80 becomes 92: 15 % more for parts, though only 6 % more in all.
        var changed = await app.Run(zhao, Set(order, (Labour, 1), ("P92", 1)) with { Version = (await world.Get(order)).Version });
        Assert.Equal((212m, QuoteState.ToConsent), (changed.Total, changed.State));
        Assert.Equal("work-order.held", await TestApp.CodeOf(complete));
        await app.Run(zhao, new AnswerQuote.Command(true, ConsentWay.Phone, "王小二", null, "客户已下楼，电话同意") { Order = order });
        await complete();

        var answers = (await world.Get(order)).Answers;
        Assert.Equal([(200m, 80m, signature), (212m, 92m, null)], answers.Select(answer => (answer.Total, answer.Parts, answer.Signature)));
        Assert.Equal("赵工", answers[0].TakenBy);
        Assert.Equal(HttpStatusCode.OK, (await app.ClientFor(world.Field.Dispatcher).GetAsync($"/api/files/{signature}")).StatusCode);
        Assert.Equal("quote.order-closed", await TestApp.CodeOf(() => app.Run(zhao, Set(order, (VisitFee, 1)) with { Version = changed.Version + 1 })));
        Assert.Equal("quote.order-closed", await TestApp.CodeOf(() => app.Run(zhao, new AnswerQuote.Command(false, Reason: "贵") { Order = order })));
    }

    [Fact, Trait("Requirement", "R703")]
    public async Task A_refusal_is_recorded_and_stands_until_the_price_falls_or_the_customer_changes_their_mind()
    {
        var world = await ChargesWorld.Open(app);
        var order = await world.OnSite(world.Field.Zhao);
        await app.Run(world.Zhao, Set(order, (Labour, 1), (Part, 1)));

        Assert.Equal("consent.refusal-unexplained", await TestApp.CodeOf(() => app.Run(world.Zhao, new AnswerQuote.Command(false) { Order = order })));
        Assert.Equal("consent.way-missing", await TestApp.CodeOf(() => app.Run(world.Zhao, new AnswerQuote.Command(true) { Order = order })));
        Assert.Equal("consent.signature-missing", await TestApp.CodeOf(() => app.Run(world.Zhao, new AnswerQuote.Command(true, ConsentWay.Signature) { Order = order })));
        Assert.Equal("consent.phone-unexplained", await TestApp.CodeOf(() => app.Run(world.Zhao, new AnswerQuote.Command(true, ConsentWay.Phone) { Order = order })));
        await app.Run(world.Zhao, new AnswerQuote.Command(false, Name: "王小二", Reason: "嫌贵，自己找人修") { Order = order });
        Assert.Equal((QuoteState.Refused, "嫌贵，自己找人修"), ((await world.Get(order)).State, (await world.Get(order)).Answers[0].Reason));
        Assert.Equal(["charges.hold.refused"], (await world.Field.Get(order)).Holds);
        Assert.Equal("payment.no-consent", await TestApp.CodeOf(() => app.Run(world.Zhao, new TakePayment.Command(Modules.Charges.Face.PaymentMethod.Cash) { Order = order })));

        async Task<QuoteState> After(params (string, int)[] items) => (await app.Run(world.Zhao, Set(order, items) with { Version = (await world.Get(order)).Version })).State;
        Assert.Equal(QuoteState.Refused, await After((Labour, 1), ("P92", 1)));
        Assert.Equal(QuoteState.ToConsent, await After((VisitFee, 1)));
        Assert.Equal(QuoteState.Free, await After());
        Assert.Empty((await world.Field.Get(order)).Holds);
        Assert.Equal("quote.nothing-to-consent", await TestApp.CodeOf(() => app.Run(world.Zhao, new AnswerQuote.Command(true, ConsentWay.Phone, Reason: "电话") { Order = order })));
    }

    [Fact]
    public async Task A_quote_is_for_who_sees_the_order_and_nonsense_is_refused_with_its_place()
    {
        var world = await ChargesWorld.Open(app);
        var order = await world.OnSite(world.Field.Zhao);
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("苏州网点"), "charges.read", "charges.do", "field.read");
        var stranger = (await ChargesWorld.Open(app)).Supervisor;

        foreach (var caller in new[] { world.Qian, elsewhere, stranger })
        {
            Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(caller, Set(order, (VisitFee, 1)))));
            Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Ask(caller, new GetOrderCharges.Query(order))));
            Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Ask(caller, new FindPriceItems.Query(order))));
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.CreateClient().GetAsync($"/api/work-orders/{order}/quote")).StatusCode);
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Field.Technician(world.Field.Zhao), Set(order, (VisitFee, 1)))));

        var answer = await app.ClientFor(world.Zhao).PutAsJsonAsync($"/api/work-orders/{order}/quote", Set(order, (VisitFee, 1), ("NO-SUCH", 1)), PlatformJson.Options);
        Assert.Equal((HttpStatusCode.BadRequest, "quote.item-unknown"), (answer.StatusCode, await answer.Code()));
        Assert.Equal("quote.item-twice", await TestApp.CodeOf(() => app.Run(world.Zhao, Set(order, (VisitFee, 1), (VisitFee, 2)))));
        Assert.Equal("quote.cause-unknown", await TestApp.CodeOf(() => app.Run(world.Zhao, Set(order, (VisitFee, 1)) with { Cause = "ghosts" })));
        Assert.Equal("request.invalid", await TestApp.CodeOf(() => app.Run(world.Zhao, Set(order, (VisitFee, 0)))));
        Assert.Equal("quote.not-found", await TestApp.CodeOf(() => app.Run(world.Zhao, new AnswerQuote.Command(true, ConsentWay.Phone, Reason: "电话") { Order = order })));
        await app.Run(world.Zhao, Set(order, (VisitFee, 1)));
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(world.Zhao, Set(order, (VisitFee, 2)) with { Version = 7 })));
        Assert.Equal([Part], (await app.Ask(world.Zhao, new FindPriceItems.Query(order, "fan"))).Select(item => item.Value));
        Assert.Equal(("VF Visit fee", "30.00 each"), (await app.Ask(world.Zhao, new FindPriceItems.Query(order))).Select(item => (item.Text, item.Hint)).First());
    }

    [Fact]
    public async Task A_quote_written_while_the_order_is_being_completed_loses_or_holds_it()
    {
        var world = await ChargesWorld.Open(app);
        var order = await world.OnSite(world.Field.Zhao);
        await app.Run(world.Zhao, FieldWorld.Findings(order));
        await world.Field.SignBoth(order, world.Field.Zhao);

        // Both read the order as it is; then one saves, and the other must find that out.
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(world.Zhao, null, app.Time.Now);
        var seen = await db.Load<WorkOrder>(order.Value, "work-order", default);
        await app.Run(world.Zhao, Set(order, (Labour, 1)));

        Assert.True((await world.Field.Get(order)).Version > seen.Version, "the hold must change the order's version, or a completion that read it before would not notice");
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(world.Zhao, new CompleteWorkOrder.Command(Version: seen.Version) { Id = order })));
        Assert.Equal("work-order.held", await TestApp.CodeOf(() => app.Run(world.Zhao, new CompleteWorkOrder.Command { Id = order })));
    }

    [Fact, Trait("Requirement", "R704")]
    public async Task Where_the_rules_want_a_quote_first_paid_work_cannot_be_completed_without_one()
    {
        var world = await ChargesWorld.Open(app);
        await app.Run(world.Supervisor, new PublishChargeRules.Command(new(2026, 3, 1), StandardCharges.Rules with { QuoteFirst = true }));
        var (outside, inside) = (await world.OnSite(world.Field.Zhao), await world.OnSite(world.Field.Zhao, world.Covered, at: "14:00"));
        await app.Settle();

        Assert.Equal(["charges.hold.no-quote"], (await world.Field.Get(outside)).Holds);
        Assert.Empty((await world.Field.Get(inside)).Holds);
        await app.Run(world.Zhao, Set(outside));
        Assert.Empty((await world.Field.Get(outside)).Holds);
        Assert.Equal(1, (await world.Get(outside)).RuleSet);
    }
}
