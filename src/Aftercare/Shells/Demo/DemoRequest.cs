using Aftercare.Modules.Desk;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>The life of one request, as far as it has come when the visitor arrives.</summary>
internal sealed class DemoRequest(DemoStage stage, Instant calledAt)
{
    private Instant _now = calledAt;

    public async Task Play()
    {
        if (!Reached(Duration.Zero)) return;
        var customer = stage.World.Customers[stage.Chance.Next(stage.World.Customers.Count)];
        var agent = stage.World.At(customer.Unit, "P39").First();
        var opened = await Do(new RegisterTicket.Command("repair", DemoWork.Fault(stage, customer.Skill), Unit: stage.World.Units[customer.Unit], Customer: customer.Id, Contact: customer.Contact, Site: customer.Site,
            CallerName: customer.Name, CallerPhone: customer.Phone, Asset: customer.Asset, Handler: agent.Id), agent);

        if (!Reached(Minutes(5, stage.Chance.Next(10) == 0 ? 600 : 25))) return;
        await Do(new RespondToTicket.Command("已与客户电话联系，了解故障情况。") { Id = opened.Id }, agent);
        await DemoVisit.Play(this, stage, customer, opened.Id, agent);
    }

    /// <summary>Lets time pass; false when the visitor arrives before.</summary>
    public bool Reached(Duration later)
    {
        _now += later;
        return _now < stage.World.Arrival - Duration.FromMinutes(1);
    }

    public Instant Now => _now;

    public Duration Minutes(int least, int most) => Duration.FromMinutes(stage.Chance.Next(least, most));

    /// <summary>Does it at this moment of the request's life.</summary>
    public Task<TResponse> Do<TResponse>(ICommand<TResponse> command, DemoPerson who) => stage.Replay(_now, command, who.Caller);
}
