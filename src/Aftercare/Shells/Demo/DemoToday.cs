using Aftercare.Modules.Desk;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Step five: the day the visitor sees. The board is half full, some orders wait for a technician, some for the answer of a region, and some callers for ours.</summary>
internal static class DemoToday
{
    public static Task Play(DemoStage stage) => stage.EachPoint(async (lane, point) =>
    {
        var yesterday = DemoStage.At(stage.Today.PlusDays(-1), 14, 0);
        foreach (var (index, technician) in stage.World.At(point.Name, "P20").SelectMany(technician => new[] { technician, technician }).Index())
        {
            var booked = new DemoRequest(lane, point, yesterday + Duration.FromMinutes(8 * index));
            if (await booked.Call()) await new DemoVisit(booked).Play(1, technician);
        }
        for (var i = 0; i < 1 + (point.Technicians / 4); i++) await Wait(new(lane, point, stage.World.Arrival - Duration.FromMinutes(70 + (25 * i))));
        if (point.Technicians < 9) return;
        // Somebody who has been waiting for an answer for a while.
        var unanswered = new DemoRequest(lane, point, stage.World.Arrival - Duration.FromMinutes(28));
        await unanswered.Do(new RegisterTicket.Command("repair", DemoWork.Fault(lane, unanswered.Customer.Skill), Unit: stage.World.Units[point.Name], Customer: unanswered.Customer.Id, Contact: unanswered.Customer.Contact,
            Site: unanswered.Customer.Site, CallerName: unanswered.Customer.Name, CallerPhone: unanswered.Customer.Phone, Asset: unanswered.Customer.Asset, Handler: unanswered.Agent.Id), unanswered.Agent);
    });

    /// <summary>An order nobody has yet; the large points ask their region to take it.</summary>
    private static async Task Wait(DemoRequest request)
    {
        if (!await request.Call() || !request.Reached(request.Minutes(4, 10))) return;
        var order = (await request.Do(new CreateWorkOrder.Command(request.Ticket, RequiredSkill: request.Customer.Skill, EstimatedMinutes: 90), request.Agent)).WorkOrder;
        if (request.Point.Technicians >= 9 && request.Reached(Duration.FromMinutes(3)))
            await request.Do(new HandOverWorkOrder.Command(request.Stage.World.Units[request.Point.Region], "本网点今天排满，请大区协调。") { Id = order }, request.Agent);
    }
}
