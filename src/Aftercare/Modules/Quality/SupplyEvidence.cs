using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Hand in evidence for a complaint (R801).</summary>
internal static class SupplyEvidence
{
    [Needs("quality.do")]
    internal sealed record Command([property: Required, MinLength(1)] IReadOnlyList<FileId> Evidence, [property: StringLength(1000)] string? Note = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/evidence", Post);

    /// <summary>Adds evidence that was sent as files before.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books, IFiles files) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var complaint = await books.Load(command.Id, null, ct);
            if (complaint.WhyNotWork() is { } why) throw why;

            await files.Attach(db, command.Evidence, ComplaintIntake.FileKind, complaint.Key, ct);
            complaint.SupplyEvidence(command.Note, Act.Of(db));
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
