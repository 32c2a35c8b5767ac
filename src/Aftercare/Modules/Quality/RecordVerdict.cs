using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>Write down whether the customer accepts the solution. Not accepted twice, company leadership takes it up with its whole story (R804).</summary>
internal static class RecordVerdict
{
    /// <param name="How">`phone`, `message`, `email`, `letter`, `visit`, or `no-objection` when the customer was told and said nothing.</param>
    /// <param name="Words">Why not, in the customer's words; needed when not accepted.</param>
    /// <param name="At">When the customer said so, if that was earlier.</param>
    [Needs("quality.do")]
    internal sealed record Command(
        bool Accepted, [property: Required, StringLength(40)] string How, [property: StringLength(2000)] string? Words = null, int? Version = null, Instant? At = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/verdict", Post);

    /// <summary>Writes down whether the customer accepts the solution.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (complaint, act) = (await books.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if (!ComplaintWays.Settled.Contains(command.How)) throw Refusal.Invalid("field.invalid", nameof(command.How));
            if (!command.Accepted && string.IsNullOrWhiteSpace(command.Words)) throw Refusal.Invalid("complaint.reason-missing", nameof(command.Words));
            if ((complaint.WhyNotSettle() ?? complaint.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            if (command.Accepted) complaint.Accept(command.How, command.Words, act);
            else if (complaint.Refuse(command.How, command.Words!, (await books.PolicyOf(complaint, ct)).EscalateAfter, act)) db.Announce(new ComplaintEscalated(complaint.Id, complaint.Refusals, db.Now));
            await books.Reckon(complaint, ct);
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
