using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Dispatch;

public sealed class DispatchWorkOrderTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R402")]
    public async Task Somebody_booked_from_09_00_to_11_00_cannot_be_sent_elsewhere_then()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, "09:00"));
        var second = await world.Order();

        foreach (var from in new[] { "09:00", "10:00", "10:59" })
            Assert.Equal("technician.busy", await TestApp.CodeOf(() => app.Run(world.Dispatcher, FieldWorld.Book(second, world.Zhao, from))));
        await app.Run(world.Dispatcher, FieldWorld.Book(second, world.Zhao, "11:00", minutes: 60));

        Assert.Equal(WorkOrderStatus.Scheduled, (await world.Get(second)).Status);
    }

    [Fact, Trait("Requirement", "R402")]
    public async Task Candidates_are_ranked_with_reasons_and_those_who_cannot_say_why_not()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        var sick = await world.Company.AddPerson(world.Unit, "孙工");
        var apprentice = await world.Company.AddPerson(world.Unit, "李工");
        var sickTechnician = await world.Company.MakeTechnician(sick, "washing");
        await world.Company.MakeTechnician(apprentice, "lifts");
        await app.Run(world.Company.System, new TakeTimeOff.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 00:00"), DeskWorld.Shanghai("2026-03-04 00:00")) { Id = sickTechnician });
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, "09:00"));

        var answer = await app.ClientFor(world.Dispatcher).GetAsync($"/api/work-orders/{order}/candidates?day={FieldWorld.Tuesday}");
        var ranked = (await answer.Read<Candidates.Response>()).Ranked;

        Assert.Equal(["赵工", "钱工"], ranked.Take(2).Select(candidate => candidate.Name)); // Zhao lives 3 km away, Qian 30.
        Assert.Equal(["technician.absent", "technician.unskilled"], ranked.Skip(2).Select(candidate => candidate.WhyNot).Order(StringComparer.Ordinal));
        var zhao = ranked[0];
        Assert.Equal(120, zhao.LoadMinutes);
        Assert.InRange(zhao.Km!.Value, 0, 5);
        Assert.Equal(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 13:30"), zhao.Windows[0].Start); // 11:00 to the lunch break is too short for two hours.
        Assert.Contains(zhao.Reasons, reason => reason is { Code: "skill", For: true });
        Assert.Contains(zhao.Reasons, reason => reason.Code == "free" && reason.Text.Contains("13:30", StringComparison.Ordinal));
        Assert.Contains(zhao.Reasons, reason => reason.Code == "distance" && reason.Text.Contains("estimated", StringComparison.Ordinal));
        Assert.All(ranked.Skip(2), candidate => Assert.Contains(candidate.Reasons, reason => reason.For is false));
    }

    [Fact]
    public async Task Refusals_name_their_rule()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        var lift = await world.Order(skill: "lifts");
        var technician = await app.Look(world.Company.Id, db => db.Set<Technician>().Where(row => row.PersonId == world.Qian).Select(row => row.Id).SingleAsync());
        await app.Run(world.Company.System, new TakeTimeOff.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 13:00"), DeskWorld.Shanghai($"{FieldWorld.Tuesday} 15:00")) { Id = technician });
        Task<string> Code(DispatchWorkOrder.Command command) => TestApp.CodeOf(() => app.Run(world.Dispatcher, command));

        Assert.Equal("technician.unskilled", await Code(FieldWorld.Book(lift, world.Zhao)));
        Assert.Equal("technician.absent", await Code(FieldWorld.Book(order, world.Qian, "14:00")));
        Assert.Equal("slot.in-the-past", await Code(FieldWorld.Book(order, world.Zhao, "15:00", "2026-03-02")));
        Assert.Equal("work-order.not-found", await Code(FieldWorld.Book(new(1), world.Zhao)));
        Assert.Equal("technician.not-found", await Code(FieldWorld.Book(order, world.Intake)));
        Assert.Equal("technician.off-shift", await Code(FieldWorld.Book(order, world.Zhao, "22:00")));
        Assert.Equal("override.needs-reason", await Code(FieldWorld.Book(order, world.Zhao, "22:00") with { Override = true }));
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "22:00") with { Override = true, Reason = "夜间抢修，客户同意" });
        Assert.Equal("work-order.not-open", await Code(FieldWorld.Book(order, world.Qian)));
    }

    [Fact]
    public async Task Slots_over_midnight_and_shifts_by_night_do_not_slip_through_a_change_of_date()
    {
        var world = await FieldWorld.Open(app);
        var night = FieldWorld.Book(await world.Order(), world.Zhao, "23:00") with { Override = true, Reason = "夜班" };
        await app.Run(world.Dispatcher, night);
        var second = await world.Order();

        Assert.Equal("technician.busy", await TestApp.CodeOf(() => app.Run(world.Dispatcher, FieldWorld.Book(second, world.Zhao, "00:30", "2026-03-04") with { Override = true, Reason = "夜班" })));
        await app.Run(world.Dispatcher, FieldWorld.Book(second, world.Zhao, "01:00", "2026-03-04") with { Override = true, Reason = "夜班" });

        var days = await app.Look(world.Company.Id, db => db.Set<TechnicianDay>().OrderBy(day => day.Date).Select(day => new { day.Date, day.Changes }).ToListAsync());
        Assert.Equal([(new LocalDate(2026, 3, 3), 1), (new LocalDate(2026, 3, 4), 2)], days.Select(day => (day.Date, day.Changes)));
    }

    [Fact]
    public async Task Morning_slots_that_fall_on_two_days_in_utc_are_still_on_one_day_in_Shanghai()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, "07:00") with { Override = true, Reason = "早班" });
        var second = FieldWorld.Book(await world.Order(), world.Zhao, "08:00") with { Override = true, Reason = "早班" };

        Assert.Equal("technician.busy", await TestApp.CodeOf(() => app.Run(world.Dispatcher, second)));
    }

    [Fact]
    public async Task Of_two_dispatchers_who_book_the_same_hour_of_a_fresh_day_exactly_one_wins()
    {
        var world = await FieldWorld.Open(app);
        var (boiler, chiller) = (await world.Order(), await world.Order());

        var codes = await Task.WhenAll(Outcome(world, FieldWorld.Book(boiler, world.Zhao, "09:00")), Outcome(world, FieldWorld.Book(chiller, world.Zhao, "10:00")));

        Assert.Equal(["technician.busy", "won"], codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_dispatchers_who_give_the_same_order_to_two_technicians_exactly_one_wins()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();

        var codes = await Task.WhenAll(Outcome(world, FieldWorld.Book(order, world.Zhao)), Outcome(world, FieldWorld.Book(order, world.Qian)));

        Assert.Equal(["won", "work-order.not-open"], codes.Order(StringComparer.Ordinal));
    }

    /// <summary>Two sessions load, then both save: by hand, never by luck.</summary>
    [Fact]
    public async Task Two_sessions_that_both_saw_a_free_day_cannot_both_take_it()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, "16:00")); // The day exists; now race on it.
        var (boiler, chiller) = (await world.Order(), await world.Order());

        await Assert.ThrowsAnyAsync<DbUpdateException>(() => world.Interleave(Take(boiler, "09:00"), Take(chiller, "10:00")));

        Func<AppDb, IServiceProvider, Task> Take(WorkOrderId order, string from) => (db, services) => services.GetRequiredService<Bookings>().Take(
            world.Zhao, DateTimeZoneProviders.Tzdb["Asia/Shanghai"], FieldWorld.Book(order, world.Zhao, from).Slot, order, db.NewId<VisitId>(), null, default);
    }

    [Fact]
    public async Task Two_sessions_that_both_saw_an_open_order_cannot_both_give_it_away()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();

        await Assert.ThrowsAnyAsync<DbUpdateException>(() => world.Interleave(Give(world.Zhao), Give(world.Qian)));

        Func<AppDb, IServiceProvider, Task> Give(PersonId technician) => (db, services) => services.GetRequiredService<IField>().Schedule(order, technician, FieldWorld.Book(order, technician).Slot, null, default);
    }

    [Fact]
    public async Task What_is_declined_moved_or_taken_back_frees_the_time()
    {
        var world = await FieldWorld.Open(app);
        var first = await world.Accepted(world.Zhao, "09:00");
        await app.Run(world.Technician(world.Zhao), new DeclineWorkOrder.Command("车坏了") { Id = first });
        await app.Settle();
        var second = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(second, world.Zhao, "09:00"));
        await app.Run(world.Dispatcher, new MoveAppointment.Command(world.Qian, DeskWorld.Shanghai($"{FieldWorld.Tuesday} 09:00"), 120, "赵工请假") { Id = second });
        await app.Run(world.Dispatcher, FieldWorld.Book(first, world.Zhao, "09:00"));
        await app.Run(world.Dispatcher, new Unschedule.Command("客户取消") { Id = first });
        await app.Settle();

        var booked = await app.Look(world.Company.Id, db => db.Set<Appointment>().Select(row => new { row.OrderId, row.TechnicianId }).ToListAsync());
        Assert.Equal([(second, world.Qian)], booked.Select(row => (row.OrderId, row.TechnicianId)));
        Assert.Equal(WorkOrderStatus.Unscheduled, (await world.Get(first)).Status);
        Assert.Equal(1, await world.Counted("dispatch.moved"));
    }

    [Fact]
    public async Task An_order_declined_a_moment_ago_can_be_given_away_before_its_time_was_freed()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Accepted(world.Zhao, "09:00");
        await app.Run(world.Technician(world.Zhao), new DeclineWorkOrder.Command("车坏了") { Id = order });

        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Qian, "09:00"));
        await app.Settle();

        var booked = await app.Look(world.Company.Id, db => db.Set<Appointment>().Select(row => row.TechnicianId).ToListAsync());
        Assert.Equal([world.Qian], booked);
    }

    [Fact]
    public async Task A_dispatcher_sends_only_technicians_of_units_in_sight()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        var north = await world.Company.AddUnit("北京", world.Unit);
        var person = await world.Company.AddPerson(north, "周工");
        await world.Company.MakeTechnician(person, "washing");
        var northern = world.Company.PersonOf(north, "field.read", "field.manage");

        Assert.Equal("technician.not-found", await TestApp.CodeOf(() => app.Run(world.Dispatcher, FieldWorld.Book(order, person))));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(northern, FieldWorld.Book(order, person))));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Ask(northern, new Candidates.Query(order))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Technician(world.Zhao), FieldWorld.Book(order, world.Zhao))));
    }

    [Fact]
    public async Task Over_http_a_booking_answers_and_a_malformed_one_never_reaches_the_handler()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        var client = app.ClientFor(world.Dispatcher);

        var malformed = await client.PostAsJsonAsync($"/api/work-orders/{order}/dispatch", new { technician = world.Zhao.Value, start = $"{FieldWorld.Tuesday}T01:00:00Z", minutes = 5 });
        var booked = await client.PostAsJsonAsync($"/api/work-orders/{order}/dispatch", new { technician = world.Zhao.Value, start = $"{FieldWorld.Tuesday}T01:00:00Z", minutes = 120 });

        Assert.Equal((HttpStatusCode.BadRequest, "request.invalid"), (malformed.StatusCode, await malformed.Code()));
        Assert.Equal(HttpStatusCode.OK, booked.StatusCode);
        Assert.Equal(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 09:00"), (await world.Get(order)).SlotStart);
    }

    [Fact]
    public async Task The_days_plan_shows_what_waits_and_who_has_what()
    {
        var world = await FieldWorld.Open(app);
        var waiting = await world.Order();
        var planned = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(planned, world.Zhao));

        var plan = await app.Ask(world.Dispatcher, new DayPlan.Query(new LocalDate(2026, 3, 3)));

        Assert.Equal([waiting], plan.Pool.Select(row => row.Order.Id));
        Assert.Equal([planned], plan.Technicians.Single(line => line.Technician == world.Zhao).Visits.Select(card => card.Order.Id));
        Assert.Empty(plan.Technicians.Single(line => line.Technician == world.Qian).Visits);
        Assert.All(plan.Technicians, line => Assert.NotEmpty(line.Shifts));
    }

    private async Task<string> Outcome(FieldWorld world, DispatchWorkOrder.Command command)
    {
        try
        {
            await app.Run(world.Dispatcher, command);
            return "won";
        }
        catch (Refusal refusal)
        {
            return refusal.Code;
        }
    }
}
