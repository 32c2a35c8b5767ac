using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>From the answer on the phone to the closed ticket: solved from afar, or by a visit that the visitor may find on the board.</summary>
internal static class DemoVisit
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    public static async Task Play(DemoRequest request, DemoStage stage, DemoCustomer customer, TicketId ticket, DemoPerson agent)
    {
        var recent = stage.World.Arrival - request.Now < Duration.FromDays(4);
        if (recent && stage.Chance.Next(3) > 0)
        {
            await Send(request, stage, customer, ticket, agent);
            return;
        }
        if (!request.Reached(request.Minutes(60, 1200))) return;
        await request.Do(new SolveTicket.Command("已排除故障，试机正常。", "部件老化", Remotely: true) { Id = ticket }, agent);
        if (!request.Reached(request.Minutes(30, 600))) return;
        await request.Do(new ConfirmSolution.Command("phone") { Id = ticket }, agent);
        await request.Do(new CloseTicket.Command { Id = ticket }, agent);
    }

    /// <summary>A work order, and a slot of today or tomorrow with the first technician of the point who can and has time.</summary>
    private static async Task Send(DemoRequest request, DemoStage stage, DemoCustomer customer, TicketId ticket, DemoPerson agent)
    {
        if (!request.Reached(request.Minutes(5, 30))) return;
        var order = await request.Do(new CreateWorkOrder.Command(ticket, RequiredSkill: customer.Skill, EstimatedMinutes: 90), agent);
        if (stage.Chance.Next(4) == 0) return;
        var day = stage.Today.PlusDays(stage.Chance.Next(0, 2));
        var slot = day.At(new(9, 0)).PlusHours(2 * stage.Chance.Next(0, 4)).InZoneLeniently(Zone).ToInstant();
        foreach (var technician in stage.World.At(customer.Unit, "P20"))
        {
            try
            {
                await request.Do(new DispatchWorkOrder.Command(technician.Id, slot, 90) { Id = order.WorkOrder }, stage.World.People["赵磊"]);
                return;
            }
            catch (Refusal no) when (no.Code.StartsWith("technician.", StringComparison.Ordinal) || no.Code == "slot.in-the-past")
            {
                // The next one may do; when none does the order waits in the pool, as on a real day.
            }
        }
    }
}
