using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Close a complaint with what is to be learned from it. Against the customer's will only leadership closes it, after it was escalated (R804).</summary>
internal static class CloseComplaint
{
    [Needs("quality.read")]
    internal sealed record Command([property: Required, StringLength(4000)] string Summary, int? Version = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/close", Post);

    /// <summary>Closes a complaint.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            Complaint.RequireHand(caller);
            var complaint = await books.Load(command.Id, command.Version, ct);
            if (complaint.WhyNotClose(Complaint.MayDecide(caller)) is { } why) throw why;

            complaint.Close(command.Summary.Trim(), Act.Of(db));
            await books.Reckon(complaint, ct);
            db.Announce(new ComplaintClosed(complaint.Id, complaint.Valid is true, db.Now));
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
