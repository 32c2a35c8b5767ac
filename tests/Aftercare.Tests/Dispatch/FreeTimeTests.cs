using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Tests.Dispatch;

/// <summary>What a withdrawn visit took is free again: FreeTime.</summary>
public sealed class FreeTimeTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_fact_that_comes_late_or_again_frees_the_withdrawn_visit_and_no_newer_one()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Accepted(world.Zhao, "09:00");
        var withdrawn = (await world.Get(order)).Visits.Single().Id;
        await app.Run(world.Technician(world.Zhao), new DeclineWorkOrder.Command("车坏了") { Id = order });
        // Given to the same technician for the same hours before the fact was delivered.
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "09:00"));
        var stands = (await world.Get(order)).Visits.Single(visit => visit.Stands).Id;

        await app.Settle();
        for (var time = 0; time < 2; time++) await app.Run(world.Company.System, new FreeTime.Command(withdrawn));
        Assert.Equal([stands], await Booked(world));

        await app.Run(world.Company.System, new FreeTime.Command(stands));
        Assert.Empty(await Booked(world));
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, "09:00"));
    }

    [Fact]
    public async Task Nobody_frees_time_by_hand_who_may_not_manage_field_work()
    {
        var world = await FieldWorld.Open(app);
        var visit = (await world.Get(await world.Accepted(world.Zhao, "09:00"))).Visits.Single().Id;

        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Technician(world.Zhao), new FreeTime.Command(visit))));
        await app.Run((await FieldWorld.Open(app)).Company.System, new FreeTime.Command(visit));
        Assert.Equal([visit], await Booked(world));
    }

    private Task<List<Modules.Field.Face.VisitId>> Booked(FieldWorld world) => app.Look(world.Company.Id, db => db.Set<Appointment>().Select(row => row.VisitId).ToListAsync());
}
