using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Charges;

/// <summary>
/// The cashier counts the cash of a technician and takes it in (日结交款, B06). It is set against what is open, the oldest
/// first: what is missing stays open, what is too much is credited; a difference needs a reason and waits for a manager.
/// </summary>
internal static class TakeHandIn
{
    /// <param name="Counted">Yuan.</param>
    /// <param name="Reason">Why it is not what was open.</param>
    /// <param name="Version">Of the cash box: the cashier counted against this balance.</param>
    [Needs("charges.do")]
    internal sealed record Command([property: Range(0, 10_000_000)] decimal Counted, [property: StringLength(500)] string? Reason = null, int? Version = null) : ICommand<Response>, IReasoned
    {
        /// <summary>Whose cash; over HTTP the address says it.</summary>
        public CashBoxId Box { get; init; }
    }

    internal sealed record Response(HandInId HandIn, string Number, decimal Expected, decimal Counted, decimal Difference, decimal Open);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/cash-boxes/{id:long}/hand-ins", Post);

    /// <summary>Take in the cash of a technician</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Box = new(id) }, ct));

    internal sealed class Handler(AppDb db, QuoteDesk desk, Numbers numbers) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var box = await db.Visible<CashBox>().Include(box => box.Entries.Where(entry => entry.Open != 0)).SingleOrDefaultAsync(box => box.Id == command.Box, ct) ?? throw Refusal.NotFound("cash-box", command.Box);
            box.Expect(command.Version);
            var day = await desk.Today(box.UnitId, ct);

            var taken = HandIn.Of(db.NewId<HandInId>(), await numbers.Next(db, "JK", day, ct), box, Yuan.ToMinor(command.Counted, nameof(command.Counted)), command.Reason, caller.RequirePerson(), db.Now, day);

            db.Add(taken);
            if (taken.Counted != 0) box.Post(new() { Id = db.NewId<CashEntryId>(), BoxId = box.Id, Kind = CashEntryKind.HandedIn, Amount = -taken.Counted, At = db.Now, HandInId = taken.Id });
            await db.SaveChangesAsync(ct);
            return new(taken.Id, taken.Number, Yuan.Of(taken.Expected), Yuan.Of(taken.Counted), Yuan.Of(taken.Difference), Yuan.Of(box.Balance));
        }
    }
}
