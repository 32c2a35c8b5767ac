using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>Write down the solution the customer was told: stops the solve clock (R802, R804).</summary>
internal static class AnswerComplaint
{
    /// <param name="How">`phone`, `message`, `email`, `letter` or `visit`.</param>
    /// <param name="At">When the customer was told, if that was earlier.</param>
    [Needs("quality.do")]
    internal sealed record Command(
        [property: Required, StringLength(4000)] string Solution, [property: Required, StringLength(40)] string How, int? Version = null, Instant? At = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/answer", Post);

    /// <summary>Writes down the solution the customer was told.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (complaint, act) = (await books.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if (!ComplaintWays.Told.Contains(command.How)) throw Refusal.Invalid("field.invalid", nameof(command.How));
            if ((complaint.WhyNotTell() ?? complaint.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            complaint.Tell(command.Solution.Trim(), command.How, act);
            await books.Reckon(complaint, ct);
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
