using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Write down what the customer said, or something for colleagues. Possible on closed complaints too.</summary>
internal static class AddComplaintNote
{
    [Needs("quality.read")]
    internal sealed record Command([property: Required, StringLength(4000)] string Text) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/notes", Post);

    /// <summary>Adds a note.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            Complaint.RequireHand(caller);
            var complaint = await books.Load(command.Id, null, ct);

            complaint.AddNote(command.Text.Trim(), Act.Of(db));
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
