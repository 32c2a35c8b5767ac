using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>A policy version takes effect: open tickets follow it, a few at a time. Repeating it changes nothing.</summary>
internal static class AdoptPolicy
{
    /// <summary>So many tickets hold the writer a few milliseconds.</summary>
    private const int Chunk = 25;

    [Needs("desk.manage")]
    internal sealed record Command(SlaPolicyId Policy) : ICommand<Done>;

    internal const string Timer = "desk.policy-effective";

    internal static Command At(DueTimer timer) => new(new(timer.Record));

    internal sealed class Handler(AppDb db, Reckoner reckoner, DeskRules rules, ICustomers customers) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var policy = (await rules.Policies(ct)).Single(policy => policy.Id == command.Policy);
            var version = policy.At(db.Now)!;
            var behind = await db.All<Ticket>()
                .Where(ticket => ticket.NextDueAt <= Ticket.Never && (ticket.Policy == policy.Code || ticket.Policy.StartsWith(policy.Code + ":")) && ticket.PolicyVersion < version.Version)
                .OrderBy(ticket => ticket.Id).Take(Chunk).ToListAsync(ct);

            foreach (var ticket in behind)
            {
                await reckoner.Whole(ticket, ct);
                var customer = await customers.Customer(ticket.CustomerId, ct);
                ticket.AdoptPolicy(new(PolicyName.Of(policy.Code, PolicyDefinition.FromJson(version.Definition), customer.Class), version.Version), Act.Of(db, version.EffectiveAt));
                await reckoner.Reckon(ticket, ct);
            }
            var next = policy.Versions.Where(later => later.EffectiveAt > db.Now).MinBy(later => later.EffectiveAt);
            if (behind.Count == Chunk) await db.SetTimer(Timer, policy.Id.Value, db.Now, ct);
            else if (next is not null) await db.SetTimer(Timer, policy.Id.Value, next.EffectiveAt, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
