using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;

namespace Aftercare.Shells.Demo;

/// <summary>From the decision to send somebody to the closed ticket.</summary>
internal static class DemoVisit
{
    public static async Task Play(DemoRequest request, DemoStage stage, DemoCustomer customer, TicketId ticket, DemoPerson agent)
    {
        if (!request.Reached(request.Minutes(60, 1200))) return;
        await request.Do(new SolveTicket.Command("已排除故障，试机正常。", "worn-part", Remotely: true) { Id = ticket }, agent);
        if (!request.Reached(request.Minutes(30, 600))) return;
        await request.Do(new ConfirmSolution.Command("phone") { Id = ticket }, agent);
        await request.Do(new CloseTicket.Command { Id = ticket }, agent);
    }
}
