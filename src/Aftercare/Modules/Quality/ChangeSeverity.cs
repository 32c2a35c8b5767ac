using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Make a complaint a major case, or an ordinary one again. Management hears of a major case at once, and nothing else moves until measures are recorded (R803).</summary>
internal static class ChangeSeverity
{
    [Needs("quality.read")]
    internal sealed record Command(ComplaintSeverity Severity, [property: Required, StringLength(1000)] string Reason, int? Version = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/severity", Post);

    /// <summary>Makes a complaint a major case, or an ordinary one again.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            Complaint.RequireHand(caller);
            var complaint = await books.Load(command.Id, command.Version, ct);
            if (complaint.WhyNotSeverity(command.Severity, Complaint.MayLower(caller)) is { } why) throw why;

            complaint.ChangeSeverity(command.Severity, command.Reason.Trim(), Act.Of(db));
            if (command.Severity is ComplaintSeverity.Major) db.Announce(new ComplaintMajor(complaint.Id, db.Now));
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
