using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>The life of one request, as far as it has come when the visitor arrives.</summary>
internal sealed class DemoRequest(DemoStage stage, DemoPoint point, Instant calledAt)
{
    public DemoStage Stage { get; } = stage;

    public DemoPoint Point { get; } = point;

    public DemoCustomer Customer { get; } = stage.Pick(stage.World.Customers[point.Name]);

    public DemoPerson Agent { get; } = stage.World.Agent(point.Name);

    public TicketId Ticket { get; private set; }

    public Instant Now { get; private set; } = calledAt;

    public async Task Play()
    {
        if (!await Call()) return;
        if (Stage.Chance.Next(5) < 3)
        {
            await new DemoVisit(this).Play(Stage.Chance.Next(0, 3));
            return;
        }
        if (!Reached(Minutes(20, 600))) return;
        await Do(new SolveTicket.Command(Stage.Pick("指导客户清洗滤网后恢复正常。", "远程复位后恢复正常。", "客户断电重启后正常，已说明使用方法。"), Stage.Pick("使用不当", "参数设置", "偶发故障"), Remotely: true) { Id = Ticket }, Agent);
        await Close();
    }

    /// <summary>The call, and the answer to it.</summary>
    public async Task<bool> Call()
    {
        if (!Reached(Duration.Zero)) return false;
        var channel = Stage.Chance.Next(4) switch { 0 => Channel.Portal, 1 => Channel.Field, _ => Channel.Hotline };
        Ticket = (await Do(new RegisterTicket.Command("repair", DemoWork.Fault(Stage, Customer.Skill), channel, Stage.World.Units[Point.Name], Customer.Id, Customer.Contact, Customer.Site,
            Customer.Name, Customer.Phone, Asset: Customer.Asset, Handler: Agent.Id), Agent)).Id;
        if (!Reached(Minutes(5, Stage.Chance.Next(12) == 0 ? 600 : 25))) return false;
        await Do(new RespondToTicket.Command("已与客户电话联系，了解故障情况。") { Id = Ticket }, Agent);
        return true;
    }

    /// <summary>The customer says that it works; the request is closed.</summary>
    public async Task Close()
    {
        if (!Reached(Minutes(30, 600))) return;
        await Do(new ConfirmSolution.Command("phone") { Id = Ticket }, Agent);
        await Do(new CloseTicket.Command { Id = Ticket }, Agent);
    }

    /// <summary>Lets time pass; false when the visitor arrives before.</summary>
    public bool Reached(Duration later) => Until(Now + later);

    /// <summary>Lets time pass until then, if it is later; false when the visitor arrives before.</summary>
    public bool Until(Instant then)
    {
        Now = Instant.Max(Now, then);
        return Now < Stage.World.Arrival - Duration.FromMinutes(1);
    }

    public Duration Minutes(int least, int most) => Duration.FromMinutes(Stage.Chance.Next(least, most));

    /// <summary>Does it at this moment of the request's life.</summary>
    public Task<TResponse> Do<TResponse>(ICommand<TResponse> command, DemoPerson who) => Stage.Replay(Now, command, who.Caller);
}
