using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Charges;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Aftercare.Tests.Charges.ChargesWorld;

namespace Aftercare.Tests.Charges;

/// <summary>Money from the customer's hand to the cashier's: TakePayment, CorrectPayment, GetReceipt, ListCharges, ListPayments, ExportLedger, ListCashBoxes, GetCashBox, TakeHandIn, ListHandIns, SeeDifference, MoveCashBox.</summary>
public sealed class CashTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R704"), Trait("Requirement", "B06")]
    public async Task Cash_80_collected_at_10_30_is_open_against_the_technician_until_it_is_paid_in()
    {
        var world = await ChargesWorld.Open(app);
        var order = await world.Agreed(world.Field.Zhao, (Part, 1));
        await app.Run(world.Field.Dispatcher, FieldWorld.Book(order, world.Field.Zhao, "10:00"));
        app.Time.SetShanghai("2026-03-03 10:30");
        var taken = await (await app.ClientFor(world.Zhao).PostAsJsonAsync($"/api/work-orders/{order}/payments", new TakePayment.Command(PaymentMethod.Cash), PlatformJson.Options)).Read<TakePayment.Response>();
        Assert.Equal(("SK2026-000001", 80.00m, 0.00m), (taken.Receipt, taken.Amount, taken.Due));

        app.Time.SetShanghai("2026-03-03 17:59");
        var open = (await app.Ask(world.Manager, new ListCashBoxes.Query())).Page.Items.Single();
        Assert.Equal(("赵工", 80m, 80m, DeskWorld.Shanghai("2026-03-03 10:30")), (open.PersonName, open.Open, open.Today, open.Since));
        var box = await app.Ask(world.Zhao, new GetCashBox.Query());
        Assert.Equal((80m, "SK2026-000001", false), (box.Open, box.Items.Single().Receipt!, box.MayTake));

        app.Time.SetShanghai("2026-03-03 18:00");
        var handed = await (await app.ClientFor(world.Cashier).PostAsJsonAsync($"/api/cash-boxes/{open.Id}/hand-ins", new TakeHandIn.Command(80m, Version: open.Version), PlatformJson.Options)).Read<TakeHandIn.Response>();
        Assert.Equal((80m, 80m, 0m, 0m), (handed.Expected, handed.Counted, handed.Difference, handed.Open));
        Assert.Empty((await app.Ask(world.Manager, new ListCashBoxes.Query())).Page.Items);
        Assert.Empty((await app.Ask(world.Zhao, new GetCashBox.Query(open.Id))).Items);
        Assert.Equal("李会计", (await app.Ask(world.Zhao, new GetCashBox.Query(open.Id))).HandIns.Single().ReceivedBy);
        Assert.Equal(1, await world.Field.Counted("charges.received"));
    }

    [Fact, Trait("Requirement", "B06")]
    public async Task A_hand_in_that_does_not_balance_needs_a_reason_stays_open_and_is_seen_by_the_manager()
    {
        var world = await ChargesWorld.Open(app);
        await Collect(world, world.Zhao, 200m);
        var box = await world.Box(world.Field.Zhao);
        Task<string> Code(Caller caller, TakeHandIn.Command command) => TestApp.CodeOf(() => app.Run(caller, command with { Box = box }));

        Assert.Equal("hand-in.difference-unexplained", await Code(world.Cashier, new(195m)));
        Assert.Equal("hand-in.own-cash", await Code(world.Zhao, new(200m)));
        Assert.Equal("cash-box.not-found", await Code(world.Qian, new(200m)));
        Assert.Equal("cash-box.not-found", await Code(world.Company.PersonOf(await world.Company.AddUnit("苏州网点"), "charges.do"), new(200m)));
        Assert.Equal("permission.missing", await Code(world.Manager, new(200m)));
        Assert.Equal("changed-meanwhile", await Code(world.Cashier, new(200m, Version: 77)));
        Assert.Equal("amount.malformed", await Code(world.Cashier, new(200.001m)));
        Assert.Equal("request.invalid", await Code(world.Cashier, new(-1m)));
        var handed = await app.Run(world.Cashier, new TakeHandIn.Command(195m, "少收 5 元，客户明日补") { Box = box });
        Assert.Equal((-5m, 5m), (handed.Difference, handed.Open));
        Assert.Equal(5m, await world.Open(world.Field.Zhao));

        var unseen = (await app.Ask(world.Manager, new ListHandIns.Query(Unseen: true))).Items.Single();
        Assert.Equal(("少收 5 元，客户明日补", -5m, "赵工"), (unseen.Reason, unseen.Difference, unseen.PersonName));
        Assert.Contains((await app.Ask(world.Manager, new TodayQueues.Query("zh-CN"))).Queues, queue => queue.Title == "charges.queue.differences");
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Cashier, new SeeDifference.Command { Id = handed.HandIn })));
        await app.Run(world.Manager, new SeeDifference.Command(unseen.Version) { Id = handed.HandIn });
        Assert.Equal("hand-in.seen-already", await TestApp.CodeOf(() => app.Run(world.Manager, new SeeDifference.Command { Id = handed.HandIn })));
        Assert.Empty((await app.Ask(world.Manager, new ListHandIns.Query(Unseen: true))).Items);

        // The missing five come, and three too many: they are credited to what comes next.
        await app.Run(world.Cashier, new TakeHandIn.Command(8m, "多交 3 元") { Box = box });
        Assert.Equal(-3m, await world.Open(world.Field.Zhao));
        await Collect(world, world.Zhao, 80m);
        Assert.Equal(77m, await world.Open(world.Field.Zhao));
        await app.Run(world.Cashier, new TakeHandIn.Command(77m) { Box = box });
        Assert.Equal("hand-in.nothing-open", await Code(world.Cashier, new(0m)));
        Assert.Equal("hand-in.no-difference", await TestApp.CodeOf(async () => await app.Run(world.Manager, new SeeDifference.Command { Id = (await app.Ask(world.Manager, new ListHandIns.Query())).Items[0].Id })));
        Assert.Equal(3, (await app.Ask(world.Cashier, new ListHandIns.Query())).Items.Count);
        Assert.Empty((await app.Ask(world.Qian, new ListHandIns.Query())).Items);
    }

    [Fact, Trait("Requirement", "R704")]
    public async Task Open_cash_is_shown_by_age_and_goes_with_its_holder_to_another_unit()
    {
        var world = await ChargesWorld.Open(app);
        app.Time.SetShanghai("2026-03-03 10:00");
        await Collect(world, world.Zhao, 10m);
        app.Time.SetShanghai("2026-03-06 10:00");
        await Collect(world, world.Zhao, 20m);
        app.Time.SetShanghai("2026-03-07 10:00");
        await Collect(world, world.Zhao, 40m);
        await Collect(world, world.Qian, 5m);

        var answer = await app.Ask(world.Manager, new ListCashBoxes.Query());
        Assert.Equal([("赵工", 70m, 40m, 20m, 10m), ("钱工", 5m, 5m, 0m, 0m)], answer.Page.Items.Select(row => (row.PersonName, row.Open, row.Today, row.Recent, row.Older)));
        Assert.Equal(75m, answer.Open);
        Assert.Equal(5m, (await app.Ask(world.Qian, new ListCashBoxes.Query())).Open);
        Assert.Contains((await app.Ask(world.Cashier, new TodayQueues.Query("zh-CN"))).Queues.Single(queue => queue.Title == "charges.queue.cash").Items, item => item.Title == "赵工" && item.Tone == global::Aftercare.UiKit.Tone.Warn);

        var suzhou = await world.Company.AddUnit("苏州网点");
        await app.Run(world.Company.System, new ChangePerson.Command(suzhou, "赵工", "13900000001", Version: 1) { Id = world.Field.Zhao });
        await app.Settle();
        Assert.Equal(["钱工"], (await app.Ask(world.Cashier, new ListCashBoxes.Query())).Page.Items.Select(row => row.PersonName));
        Assert.Equal(["赵工"], (await app.Ask(world.Manager, new ListCashBoxes.Query(Unit: suzhou))).Page.Items.Select(row => row.PersonName));
    }

    [Fact]
    public async Task Money_is_taken_only_for_what_was_agreed_with_a_reference_when_it_is_not_cash()
    {
        var world = await ChargesWorld.Open(app);
        var order = await world.Agreed(world.Field.Zhao);
        Task<string> Code(TakePayment.Command command, Caller? caller = null) => TestApp.CodeOf(() => app.Run(caller ?? world.Supervisor, command with { Order = order }));

        Assert.Equal("payment.reference-missing", await Code(new(PaymentMethod.WeChat)));
        Assert.Equal("payment.more-than-due", await Code(new(PaymentMethod.Cash, 200.01m)));
        Assert.Equal("payment.not-positive", await Code(new(PaymentMethod.Cash, 0m)));
        Assert.Equal("payment.not-positive", await Code(new(PaymentMethod.Cash, -5m)));
        Assert.Equal("work-order.not-found", await Code(new(PaymentMethod.Cash), world.Zhao));
        Assert.Equal("permission.missing", await Code(new(PaymentMethod.Cash), world.Manager));
        Assert.Equal("caller.no-person", await Code(new(PaymentMethod.Cash), world.Supervisor with { Person = null }));

        for (var time = 0; time < 2; time++)
            Assert.Equal("SK2026-000001", (await app.Run(world.Supervisor, new TakePayment.Command(PaymentMethod.WeChat, 150m, "4200001") { Order = order }, "once")).Receipt);
        var rest = await app.Run(world.Supervisor, new TakePayment.Command(PaymentMethod.Cash) { Order = order });
        Assert.Equal(("SK2026-000002", 50m), (rest.Receipt, rest.Amount));
        Assert.Equal("payment.nothing-due", await Code(new(PaymentMethod.Cash)));
        Assert.Equal("quote.below-paid", await TestApp.CodeOf(async () => await app.Run(world.Supervisor, Set(order, (Labour, 1)) with { Version = (await world.Get(order)).Version })));
        Assert.Equal(50m, await world.Open(world.CashierId));

        var receipt = await (await app.ClientFor(world.Supervisor).GetAsync($"/api/payments/{rest.Payment}")).Read<GetReceipt.Response>();
        Assert.Equal(("SK2026-000002", "上海服务中心", 50m, 200m, 0m, "李会计"), (receipt.Receipt, receipt.UnitName, receipt.Amount, receipt.Total, receipt.Due, receipt.CollectorName));
        Assert.Equal("payment.not-found", await TestApp.CodeOf(() => app.Ask(world.Zhao, new GetReceipt.Query(rest.Payment))));
    }

    [Fact, Trait("Requirement", "R704")]
    public async Task A_payment_is_taken_back_by_a_counter_entry_once_and_nothing_is_changed()
    {
        var world = await ChargesWorld.Open(app);
        var order = await world.Agreed(world.Field.Zhao);
        var taken = await app.Run(world.Supervisor, new TakePayment.Command(PaymentMethod.Cash) { Order = order });
        Task<CorrectPayment.Response> Correct(PaymentId payment, Caller? caller = null, string reason = "金额录错") => app.Run(caller ?? world.Supervisor, new CorrectPayment.Command(reason) { Id = payment });

        Assert.Equal("permission.missing", await TestApp.CodeOf(() => Correct(taken.Payment, world.Zhao)));
        Assert.Equal("request.invalid", await TestApp.CodeOf(() => Correct(taken.Payment, reason: "")));
        var counter = await Correct(taken.Payment);
        Assert.Equal("SK2026-000002", counter.Receipt);
        Assert.Equal("payment.corrected-already", await TestApp.CodeOf(() => Correct(taken.Payment)));
        Assert.Equal("payment.is-counter-entry", await TestApp.CodeOf(() => Correct(counter.Payment)));

        var charges = await world.Get(order);
        Assert.Equal((200m, 0m), (charges.Due, charges.Paid));
        Assert.Equal([(200m, false, true), (-200m, true, false)], charges.Payments.Select(payment => (payment.Amount, payment.Correction, payment.Corrected)));
        Assert.Equal(0m, await world.Open(world.CashierId));
        Assert.Equal(0, await world.Field.Counted("charges.received"));
        var rows = await app.Look(world.Company.Id, db => db.Set<AuditEntry>().Where(entry => entry.CompanyId == world.Company.Id && entry.RecordKind == "payments").GroupBy(entry => entry.RecordId).Select(record => record.Count()).ToListAsync());
        Assert.Equal([1, 1], rows);
        var stranger = (await ChargesWorld.Open(app)).Supervisor;
        Assert.Equal("payment.not-found", await TestApp.CodeOf(() => Correct(taken.Payment, stranger)));
    }

    [Fact, Trait("Requirement", "R1409")]
    public async Task The_ledgers_are_filtered_paged_by_key_scoped_and_given_out_as_files()
    {
        var world = await ChargesWorld.Open(app);
        var orders = new[] { await world.Agreed(world.Field.Zhao), await world.Agreed(world.Field.Zhao, (VisitFee, 1)), await world.Order() };
        await app.Run(world.Supervisor, Set(orders[2], (Part, 1)));
        await app.Run(world.Supervisor, new TakePayment.Command(PaymentMethod.Alipay, 60m, "=2026") { Order = orders[0] });
        app.Time.Pass(Duration.FromMinutes(1));
        await app.Run(world.Supervisor, new TakePayment.Command(PaymentMethod.Cash) { Order = orders[1] });
        var client = app.ClientFor(world.Supervisor);
        async Task<PageOf<ListCharges.Row>> Charges(string query) => await (await client.GetAsync("/api/charges" + query)).Read<PageOf<ListCharges.Row>>();
        async Task<PageOf<ListPayments.Row>> Payments(string query) => await (await client.GetAsync("/api/payments" + query)).Read<PageOf<ListPayments.Row>>();

        var first = await Charges("?size=2");
        Assert.Equal([orders[2], orders[1], orders[0]], first.Items.Concat((await Charges($"?size=2&after={first.Next}")).Items).Select(row => row.Order));
        Assert.Equal([140m], (await Charges("?open=true&state=Agreed")).Items.Select(row => row.Due));
        Assert.Equal([orders[2]], (await Charges("?state=ToConsent&from=2026-03-03&to=2026-03-03")).Items.Select(row => row.Order));
        Assert.Empty((await Charges("?to=2026-03-02")).Items);
        Assert.Equal([30m, 60m], (await Payments("")).Items.Select(row => row.Amount));
        Assert.Equal(["SK2026-000001"], (await Payments("?method=Alipay&q=sk2026")).Items.Select(row => row.Receipt));

        var file = await client.GetAsync("/api/lists/payments/export?format=csv");
        var text = await file.Content.ReadAsStringAsync();
        Assert.Equal(("text/csv", 3), (file.Content.Headers.ContentType!.MediaType, text.Trim().Split('\n').Length));
        Assert.Contains("'=2026", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/lists/charges/export?state=Agreed")).StatusCode);
        Assert.Equal("export.format-unknown", await (await client.GetAsync("/api/lists/charges/export?format=pdf")).Code());
        foreach (var caller in new[] { world.Zhao, world.Company.PersonOf(await world.Company.AddUnit("苏州网点"), "charges.read"), (await ChargesWorld.Open(app)).Supervisor })
        {
            Assert.Empty((await app.Ask(caller, new ListCharges.Query(new()))).Items);
            Assert.Empty((await app.Ask(caller, new ListPayments.Query(new()))).Items);
            Assert.DoesNotContain("SK2026", await app.ClientFor(caller).GetStringAsync("/api/lists/payments/export?format=csv"), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.CreateClient().GetAsync("/api/charges")).StatusCode);
    }

    [Theory, Trait("Requirement", "R704")]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task Whatever_happens_what_is_open_is_what_was_collected_minus_what_was_handed_in(int seed)
    {
        var world = await ChargesWorld.Open(app);
        app.Time.SetShanghai("2026-03-03 08:00");
        var chance = new Random(seed);
        var order = await world.Agreed(world.Field.Zhao, (Labour, 100));
        await app.Run(world.Field.Dispatcher, FieldWorld.Book(order, world.Field.Zhao, "10:00"));
        var people = new[] { world.Zhao, world.Supervisor };
        var (cashier, taken, sums) = (world.Manager with { Permissions = ["charges.do"] }, new List<(PersonId Who, PaymentId Payment, long Amount)>(), people.ToDictionary(person => person.Person!.Value, _ => 0L));

        for (var step = 0; step < 25; step++)
        {
            app.Time.Pass(Duration.FromMinutes(1));
            var who = people[chance.Next(people.Length)];
            var person = who.Person!.Value;
            switch (chance.Next(4))
            {
                case 0 or 1:
                    var amount = chance.Next(1, 30_000);
                    taken.Add((person, (await app.Run(who, new TakePayment.Command(PaymentMethod.Cash, amount / 100m) { Order = order })).Payment, amount));
                    sums[person] += amount;
                    break;
                case 2 when taken.Count > 0:
                    var wrong = taken[chance.Next(taken.Count)];
                    taken.Remove(wrong);
                    await app.Run(world.Supervisor, new CorrectPayment.Command("录错") { Id = wrong.Payment });
                    sums[wrong.Who] -= wrong.Amount;
                    break;
                case 3 when sums[person] > 0:
                    var counted = chance.Next(3) == 0 ? sums[person] : chance.Next(0, (int)sums[person] + 500);
                    await app.Run(cashier, new TakeHandIn.Command(counted / 100m, "随机") { Box = await world.Box(person) });
                    sums[person] -= counted;
                    break;
            }
            await Check();
        }

        async Task Check()
        {
            var rows = await app.Look(world.Company.Id, db => db.Set<CashEntry>().Join(db.Set<CashBox>(), entry => entry.BoxId, box => box.Id, (entry, box) => new { box.PersonId, box.Balance, entry.Amount, entry.Open }).ToListAsync());
            foreach (var (person, sum) in sums)
            {
                var own = rows.Where(row => row.PersonId == person).ToList();
                Assert.Equal((sum, sum), (own.Sum(row => row.Open), own.Sum(row => row.Amount)));
                Assert.All(own, row => Assert.Equal(sum, row.Balance));
                Assert.Equal(sum / 100m, await world.Open(person));
            }
        }
    }

    private static async Task Collect(ChargesWorld world, Caller technician, decimal amount)
    {
        var order = await world.Agreed(technician.Person!.Value, (Labour, 2));
        await world.App.Run(technician with { OwnOnly = false, SeesAllUnits = true }, new TakePayment.Command(PaymentMethod.Cash, amount) { Order = order });
    }
}
