using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Calendars;

/// <summary>A unit hangs elsewhere in the tree now: it and what is below it may take their calendar from there.</summary>
internal static class FollowMovedUnit
{
    [Needs("organisation.manage")]
    internal sealed record Command(UnitId Unit) : ICommand<Done>;

    internal static Command On(UnitMoved fact) => new(fact.Unit);

    internal sealed class Handler(AppDb db, Kept<Shelf> shelves, CalendarMoves moves) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await moves.Tell(command.Unit, await shelves.Of(db, ct), ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
