using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>Rename, move, close or reopen a unit (R101).</summary>
internal static class ChangeUnit
{
    /// <param name="Parent">Where it hangs; null makes it a top unit.</param>
    /// <param name="To">Its last day; null while it stays open.</param>
    /// <param name="Version">The version the editor saw.</param>
    [Needs("organisation.manage")]
    internal sealed record Command(
        [property: Required, StringLength(200)] string Name,
        [property: Required, RegularExpression("[a-z][a-z0-9-]{1,39}")] string Kind,
        UnitId? Parent, [property: Required, StringLength(60)] string Zone, LocalDate From, LocalDate? To = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which one; over HTTP the address says it.</summary>
        public UnitId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/units/{id:long}", Put);

    /// <summary>Renames, moves, closes or reopens a unit. It cannot hang below itself, nor close over open units.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, UnitTrees trees) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var unit = await db.Load<Unit>(command.Id.Value, "unit", ct);
            unit.Expect(command.Version);
            if (command.Parent != unit.ParentId) await CheckParent(caller, unit, command, ct);
            if (command.To < command.From) throw Refusal.Invalid("unit.ends-before-start", nameof(command.To));
            var tree = await UnitTree.Change(db, ct);

            unit.Name = command.Name.Trim();
            unit.Kind = command.Kind;
            if (unit.ParentId != command.Parent) db.Announce(new UnitMoved(unit.Id));
            unit.ParentId = command.Parent;
            unit.Zone = TimeZones.Checked(command.Zone, nameof(command.Zone));
            (unit.From, unit.To) = (command.From, command.To);
            await CheckNeighbours(unit, ct);

            await db.SaveChangesAsync(ct);
            return new(unit.Version);
        }

        private async Task CheckParent(Caller caller, Unit unit, Command command, CancellationToken ct)
        {
            if (command.Parent is not { } parent)
            {
                if (!caller.SeesAllUnits) throw Refusal.Invalid("unit.needs-parent", nameof(command.Parent));
                return;
            }
            await db.Load<Unit>(parent.Value, "unit", ct);
            if ((await trees.Of(db, ct)).Above(parent).Any(above => above.Id == unit.Id)) throw Refusal.Invalid("unit.below-itself", nameof(command.Parent));
        }

        private async Task CheckNeighbours(Unit unit, CancellationToken ct)
        {
            var children = await db.All<Unit>().Where(child => child.ParentId == unit.Id).ToListAsync(ct);
            if (children.Find(child => child.OutlivesUnit(unit)) is { } open) throw Refusal.Invalid("unit.has-open-children", "To", open.Name);
            if (unit.To is not null && await db.All<Post>().FirstOrDefaultAsync(post => post.UnitId == unit.Id && !post.Closed, ct) is { } post) throw Refusal.Invalid("unit.has-open-posts", "To", post.Name);
            var parent = unit.ParentId is { } id ? await db.All<Unit>().SingleAsync(row => row.Id == id, ct) : null;
            if (parent is not null && unit.OutlivesUnit(parent)) throw Refusal.Invalid("unit.parent-closed", "Parent", parent.Name);
        }
    }
}
