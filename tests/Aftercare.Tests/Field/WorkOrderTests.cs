using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Field;

public sealed class WorkOrderTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R401")]
    public async Task One_ticket_may_have_an_installation_and_a_later_training_order_each_with_its_own_status()
    {
        var world = await FieldWorld.Open(app);
        var ticket = await world.Ticket();
        var installation = await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "installation"));
        var training = await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "training"));
        await app.Run(world.Dispatcher, FieldWorld.Book(installation.WorkOrder, world.Zhao));

        Assert.Equal(("installation", WorkOrderStatus.Scheduled), ((await world.Get(installation.WorkOrder)).Kind, (await world.Get(installation.WorkOrder)).Status));
        Assert.Equal(("training", WorkOrderStatus.Unscheduled), ((await world.Get(training.WorkOrder)).Kind, (await world.Get(training.WorkOrder)).Status));
        Assert.StartsWith("WO260302-", training.Number, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_knows_the_unit_its_place_and_the_skill_it_needs()
    {
        var world = await FieldWorld.Open(app);

        var order = await world.Get(await world.Order());

        Assert.Equal(("SN-0001", "王小二", "washing"), (order.Asset?.SerialNumber, order.Customer.Name, order.RequiredSkill));
    }

    [Fact]
    public async Task While_an_order_is_open_its_ticket_cannot_be_closed()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.OnSite(world.Zhao);
        var ticket = (await world.Get(order)).Ticket;

        var held = await app.Look(world.Company.Id, db => Task.FromResult(db.Set<Ticket>().Where(row => row.Id == ticket).SelectMany(row => row.Holds).Select(hold => hold.Holder).ToList()));
        Assert.Equal([order.Value], held);

        await Finish(world, order);
        held = await app.Look(world.Company.Id, db => Task.FromResult(db.Set<Ticket>().Where(row => row.Id == ticket).SelectMany(row => row.Holds).Select(hold => hold.Holder).ToList()));
        Assert.Empty(held);
    }

    [Fact]
    public async Task Completion_solves_the_ticket_but_only_with_the_last_open_order()
    {
        var world = await FieldWorld.Open(app);
        var first = await world.OnSite(world.Zhao);
        var ticket = (await world.Get(first)).Ticket;
        var second = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "training"))).WorkOrder;
        await Finish(world, first);
        Assert.Equal(TicketStatus.InProgress, (await world.TicketOf(ticket)).Status);

        await app.Run(world.Dispatcher, new CancelWorkOrder.Command("Customer needs no training") { Id = second });
        Assert.Equal(WorkOrderStatus.Cancelled, (await world.Get(second)).Status);
        Assert.Equal((TicketStatus.Solved, world.Zhao), await app.Ask(world.Dispatcher, new GetTicket.Query(ticket)) is var solved ? (solved.Status, solved.Technician) : default);
        app.Time.SetShanghai("2026-03-02 16:00");
        var third = await world.OnSite(world.Qian);
        await Finish(world, third, world.Qian);
        Assert.Equal(TicketStatus.Solved, (await world.TicketOf((await world.Get(third)).Ticket)).Status);
    }

    [Fact]
    public async Task Completion_is_refused_without_findings_result_and_both_signatures()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.OnSite(world.Zhao);
        var zhao = world.Technician(world.Zhao);
        Task Complete(string? unsigned = null) => app.Run(zhao, new CompleteWorkOrder.Command(unsigned) { Id = order });

        Assert.Equal("work-order.no-findings", await TestApp.CodeOf(() => Complete()));
        await app.Run(zhao, FieldWorld.Findings(order) with { Result = null });
        Assert.Equal("work-order.no-result", await TestApp.CodeOf(() => Complete()));
        await app.Run(zhao, FieldWorld.Findings(order));
        Assert.Equal("work-order.technician-unsigned", await TestApp.CodeOf(() => Complete()));
        await app.Run(zhao, new Sign.Command(Signer.Technician, "赵工", await world.Upload(zhao, "s.png", 2)) { Id = order });
        Assert.Equal("work-order.customer-unsigned", await TestApp.CodeOf(() => Complete()));
        Assert.Equal("work-order.customer-unsigned", await TestApp.CodeOf(() => Complete("  ")));

        await Complete("客户临时外出，电话确认");
        Assert.Equal((WorkOrderStatus.Completed, "客户临时外出，电话确认"), ((await world.Get(order)).Status, (await world.Get(order)).UnsignedReason));
        Assert.Equal("work-order.not-on-site", await TestApp.CodeOf(() => Complete()));
    }

    [Theory, Trait("Requirement", "R404")]
    [InlineData("14:15", false)]
    [InlineData("14:25", true)]
    public async Task Agreed_14_00_with_15_minutes_of_tolerance_is_late_at_14_25_and_not_at_14_15(string arrival, bool late)
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Accepted(world.Zhao, "14:00");
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 15:00");

        var answer = await app.Run(world.Technician(world.Zhao), new ArriveOnSite.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} {arrival}")) { Id = order });

        Assert.Equal(late, answer.Late);
        Assert.Equal((1, late ? 0 : 1), (await world.Counted("field.visit.arrived"), await world.Counted("field.visit.kept")));
    }

    [Fact, Trait("Requirement", "R404")]
    public async Task The_tolerance_is_a_parameter_and_a_change_the_customer_agreed_to_resets_the_target()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, new SetFieldPolicy.Command(new LocalDate(2026, 3, 3), 30));
        var patient = await world.Accepted(world.Zhao, "14:00");
        var moved = await world.Accepted(world.Qian, "14:00");
        await app.Run(world.Dispatcher, new Aftercare.Modules.Dispatch.MoveAppointment.Command(world.Qian, DeskWorld.Shanghai($"{FieldWorld.Tuesday} 15:00"), 120, "客户要求改到 15:00") { Id = moved });
        await app.Run(world.Technician(world.Qian), new AcceptWorkOrder.Command { Id = moved });
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 16:00");

        Assert.False((await app.Run(world.Technician(world.Zhao), new ArriveOnSite.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 14:25")) { Id = patient })).Late);
        Assert.False((await app.Run(world.Technician(world.Qian), new ArriveOnSite.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 15:10")) { Id = moved })).Late);
    }

    [Fact]
    public async Task A_job_done_in_a_basement_keeps_the_devices_times_and_a_repeat_changes_nothing()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Accepted(world.Zhao);
        var zhao = world.Technician(world.Zhao);
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 18:00");
        var arrive = new ArriveOnSite.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 14:02"), new(31.2, 121.5)) { Id = order };

        await app.Run(zhao, arrive, "phone-1");
        await app.Run(zhao, arrive, "phone-1");

        var visit = Assert.Single((await world.Get(order)).Visits);
        Assert.Equal(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 14:02"), visit.ArrivedAt);
        Assert.Equal(1, await world.Counted("field.visit.arrived"));
        Assert.Equal("visit.time-in-future", await TestApp.CodeOf(async () =>
        {
            await app.Run(zhao, FieldWorld.Findings(order));
            await world.SignBoth(order, world.Zhao);
            await app.Run(zhao, new CompleteWorkOrder.Command(At: DeskWorld.Shanghai($"{FieldWorld.Tuesday} 18:10")) { Id = order });
        }));
        Assert.Equal("visit.out-of-order", await TestApp.CodeOf(() => app.Run(zhao, new CompleteWorkOrder.Command(At: DeskWorld.Shanghai($"{FieldWorld.Tuesday} 14:01")) { Id = order })));
    }

    [Fact]
    public async Task Steps_come_in_order_and_travel_can_be_taken_back()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao));
        var zhao = world.Technician(world.Zhao);

        Assert.Equal("work-order.not-accepted", await TestApp.CodeOf(() => app.Run(zhao, new ArriveOnSite.Command { Id = order })));
        await app.Run(zhao, new AcceptWorkOrder.Command { Id = order });
        await app.Run(zhao, new StartTravel.Command { Id = order });
        Assert.Equal("work-order.already-travelling", await TestApp.CodeOf(() => app.Run(zhao, new StartTravel.Command { Id = order })));
        await app.Run(zhao, new UndoTravel.Command { Id = order });
        await app.Run(zhao, new StartTravel.Command { Id = order });
        Assert.Equal("work-order.not-on-site", await TestApp.CodeOf(() => app.Run(zhao, FieldWorld.Findings(order))));
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(zhao, new ArriveOnSite.Command(Version: 1) { Id = order })));
    }

    [Fact, Trait("Requirement", "B03")]
    public async Task A_visit_that_ends_for_a_missing_part_sends_the_order_back_and_a_second_visit_completes_it()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.OnSite(world.Zhao);
        await app.Run(world.Technician(world.Zhao), new EndVisit.Command(VisitOutcome.PartMissing, "缺二极管") { Id = order });
        Assert.Equal(WorkOrderStatus.Unscheduled, (await world.Get(order)).Status);
        await app.Settle();

        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Qian, "09:00", "2026-03-04"));
        await app.Run(world.Technician(world.Qian), new AcceptWorkOrder.Command { Id = order });
        app.Time.SetShanghai("2026-03-04 09:00");
        await app.Run(world.Technician(world.Qian), new ArriveOnSite.Command { Id = order });
        await Finish(world, order, world.Qian);

        Assert.Equal([VisitOutcome.PartMissing, VisitOutcome.Done], (await world.Get(order)).Visits.Select(visit => visit.Outcome));
    }

    [Fact]
    public async Task Only_the_technician_of_an_order_or_a_dispatcher_handles_it()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Accepted(world.Zhao);
        var colleague = world.Company.PersonOf(world.Unit, "field.read", "field.do") with { Person = world.Qian };

        Assert.Equal("work-order.not-yours", await TestApp.CodeOf(() => app.Run(colleague, new StartTravel.Command { Id = order })));
        await app.Run(world.Dispatcher, new StartTravel.Command { Id = order });
    }

    [Fact]
    public async Task Orders_are_seen_by_their_unit_and_their_technician_and_by_nobody_else()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Accepted(world.Zhao);
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("北京", world.Unit), "field.read", "field.do");
        var otherCompany = (await FieldWorld.Open(app)).Dispatcher;

        foreach (var stranger in new[] { elsewhere, otherCompany, world.Technician(world.Qian), Caller.Anonymous(world.Company.Id, "field.read", "field.do") })
        {
            Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => world.Get(order, stranger)));
            Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(stranger, new StartTravel.Command { Id = order })));
            Assert.DoesNotContain((await app.Ask(stranger, new ListWorkOrders.Query())).Items, row => row.Id == order);
            Assert.Empty(await app.Hits(stranger, "work-order", order.Value));
        }
        Assert.Equal([order], (await app.Ask(world.Technician(world.Zhao), new ListWorkOrders.Query())).Items.Select(row => row.Id));
        Assert.Equal([order], (await app.Ask(world.Dispatcher, new ListWorkOrders.Query())).Items.Select(row => row.Id));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => world.Get(order, Caller.Anonymous(world.Company.Id))));
        Assert.Single(await app.Hits(world.Technician(world.Zhao), "work-order", order.Value));
    }

    [Fact]
    public async Task My_day_lists_the_visits_in_order_with_the_next_step()
    {
        var world = await FieldWorld.Open(app);
        var late = await world.Accepted(world.Zhao, "14:00");
        var early = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(early, world.Zhao, "09:00"));
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 08:00");

        var day = await app.Ask(world.Technician(world.Zhao), new MyDay.Query());

        Assert.Equal([(early, "accept"), (late, "travel")], day.Visits.Select(row => (row.Id, row.Next)));
        Assert.Equal(("王小二", "13812345678"), (day.Visits[0].CustomerName, day.Visits[0].Phone));
    }

    [Fact]
    public async Task A_list_is_paged_without_gap_or_repeat()
    {
        var world = await FieldWorld.Open(app);
        var ticket = await world.Ticket();
        var made = new List<WorkOrderId>();
        for (var i = 0; i < 7; i++) made.Add((await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket))).WorkOrder);

        var seen = new List<WorkOrderId>();
        string? after = null;
        do
        {
            var page = await app.Ask(world.Dispatcher, new ListWorkOrders.Query(After: after, Size: 3));
            seen.AddRange(page.Items.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(made.AsEnumerable().Reverse(), seen);
    }

    [Fact, Trait("Requirement", "B13")]
    public async Task A_model_unknown_at_intake_is_read_off_the_plate_before_the_work_can_be_completed()
    {
        var world = await FieldWorld.Open(app);
        var ticket = (await app.Run(world.Dispatcher, new RegisterTicket.Command("repair", "不脱水", Unit: world.Unit, Customer: world.Customer, ProductOpen: true))).Id;
        var order = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket))).WorkOrder;
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "14:00"));
        var zhao = world.Technician(world.Zhao);
        await app.Run(zhao, new AcceptWorkOrder.Command { Id = order });
        Assert.Equal("work-order.not-on-site", await Refused(new("SN-NEW") { Id = order }));
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 14:05");
        await app.Run(zhao, new ArriveOnSite.Command { Id = order });
        await app.Run(zhao, FieldWorld.Findings(order));
        await world.SignBoth(order, world.Zhao);

        Assert.Equal("work-order.held", await TestApp.CodeOf(() => app.Run(zhao, new CompleteWorkOrder.Command { Id = order })));
        Assert.Equal("asset.model-needed", await Refused(new("SN-NEW") { Id = order }));
        await world.Company.RegisterAsset(world.Unit, "SN-THEIRS", await world.Company.AddModel("X9"), (await world.Company.RegisterCustomer(world.Unit, "别人")).Id);
        Assert.Equal("asset.of-another-customer", await Refused(new("SN-THEIRS") { Id = order }));
        var model = long.Parse(Assert.Single((await app.Ask(zhao, new FindModels.Query("X9"))).Models).Value, System.Globalization.CultureInfo.InvariantCulture);
        var http = app.ClientFor(zhao);
        var made = await (await http.PostAsJsonAsync($"/api/work-orders/{order}/product", new { serialNumber = " sn-new ", model })).Read<ConfirmProduct.Response>();

        await app.Run(zhao, new CompleteWorkOrder.Command { Id = order });
        Assert.Equal(("sn-new", made.Asset), (await world.Get(order)).Asset is { } asset ? (asset.SerialNumber, asset.Id) : default);
        Assert.Equal((made.Asset, false), await world.TicketOf(ticket) is var told ? (told.Asset!.Value, told.ProductOpen) : default);
        Assert.Equal("work-order.not-yours", await TestApp.CodeOf(() => app.Run(world.Technician(world.Qian) with { SeesAllUnits = true, OwnOnly = false }, new ConfirmProduct.Command("SN-0001") { Id = order })));

        Task<string> Refused(ConfirmProduct.Command command) => TestApp.CodeOf(() => app.Run(zhao, command));
    }

    [Fact]
    public async Task A_ticket_stays_with_the_technician_of_its_other_order_when_one_gives_his_back()
    {
        var world = await FieldWorld.Open(app);
        var first = await world.Accepted(world.Zhao);
        var ticket = (await world.Get(first)).Ticket;
        var second = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "training", EstimatedMinutes: 60))).WorkOrder;
        await app.Run(world.Dispatcher, FieldWorld.Book(second, world.Qian, "16:00"));

        await app.Run(world.Technician(world.Zhao), new DeclineWorkOrder.Command("车坏了") { Id = first });
        Assert.Equal(world.Qian, (await app.Ask(world.Dispatcher, new GetTicket.Query(ticket))).Technician);
        await app.Run(world.Dispatcher, new Unschedule.Command("客户改期") { Id = second });

        Assert.Null((await app.Ask(world.Dispatcher, new GetTicket.Query(ticket))).Technician);
    }

    /// <summary>Two sessions each see the other's order still open, then both save: by hand, never by luck.</summary>
    [Fact]
    public async Task Of_two_last_orders_that_end_at_once_one_must_look_again()
    {
        var world = await FieldWorld.Open(app);
        var first = await world.Order();
        var ticket = (await world.Get(first)).Ticket;
        var second = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "training"))).WorkOrder;

        await Assert.ThrowsAnyAsync<DbUpdateException>(() => world.Interleave(Cancel(first), Cancel(second)));

        Func<AppDb, IServiceProvider, Task> Cancel(WorkOrderId order) => async (db, services) =>
        {
            var row = await db.All<WorkOrder>().SingleAsync(row => row.Id == order);
            row.Cancel("不需要", db.Now);
            await services.GetRequiredService<OtherOrders>().Ended(row, db.Now, default);
        };
    }

    private static async Task Finish(FieldWorld world, WorkOrderId order, PersonId? technician = null)
    {
        var who = technician ?? world.Zhao;
        await world.App.Run(world.Technician(who), FieldWorld.Findings(order));
        await world.SignBoth(order, who);
        await world.App.Run(world.Technician(who), new CompleteWorkOrder.Command { Id = order });
    }
}
