using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>A clock warned or ran out, or has been out for a while: the levels that are due are told, each promise once a level (R315). Repeating it tells nobody twice.</summary>
internal static class WatchEscalations
{
    /// <summary>Promises that somebody must keep by working; the others are kept by answering the phone and by closing the file.</summary>
    private static readonly ClockKind[] Watched = [ClockKind.Respond, ClockKind.Arrive, ClockKind.Solve];

    [Needs("desk.manage")]
    internal sealed record Command(TicketId Ticket) : ICommand<Done>;

    internal const string Timer = "desk.escalate";

    internal static Command At(DueTimer timer) => new(new(timer.Record));

    internal static Command On(ClockDueSoon fact) => new(fact.Ticket);

    internal static Command On(ClockBreached fact) => new(fact.Ticket);

    internal sealed class Handler(AppDb db, Reckoner reckoner, Ladder ladder) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await reckoner.Find(command.Ticket, ct);
            if (ticket.WhyNotUrge() is not null) return Done.Instance;
            var levels = (await ladder.Terms(ticket.UnitId, ct)).Terms.Service;
            var told = await db.All<Escalation>().Where(one => one.TicketId == ticket.Id && one.Path == EscalationPath.Service && one.DueAt != null).Select(one => new { one.Clock, one.DueAt, one.Step }).ToListAsync(ct);

            var later = new List<Instant>();
            foreach (var clock in ticket.Clocks.Where(clock => Watched.Contains(clock.Kind) && clock is { IsLive: true, DueAt: not null }).OrderBy(clock => clock.Kind))
                for (var (step, reached) = (0, told.Where(one => one.Clock == clock.Kind && one.DueAt == clock.DueAt).Select(one => one.Step).DefaultIfEmpty(-1).Max()); step < levels.Count; step++)
                {
                    if (step <= reached || levels[step].When is EscalateWhen.ByHand) continue;
                    var at = levels[step].When is EscalateWhen.Warning ? clock.WarnAt : clock.DueAt + Duration.FromMinutes(levels[step].AfterMinutes);
                    if (at > db.Now || (levels[step].When is EscalateWhen.Breach && clock.State is not ClockState.Overdue)) later.Add(at ?? clock.DueAt!.Value);
                    else reached = (await ladder.Raise(ticket, EscalationPath.Service, step, levels[step].When, Act.Of(db), ct, clock.Kind, clock.DueAt)).Step;
                }
            if (later.Where(at => at > db.Now).DefaultIfEmpty(Instant.MinValue).Min() is var next && next > db.Now) await db.SetTimer(Timer, ticket.Key, next, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
