using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>Ask to excuse a broken promise, with evidence (B32): grounds in words, files if there are any. A refused one may be asked again.</summary>
internal static class AskExemption
{
    /// <param name="Grounds">What shows that it could not be helped.</param>
    /// <param name="Evidence">Files sent beforehand.</param>
    [Needs("desk.do")]
    internal sealed record Command([property: Required, StringLength(2000, MinimumLength = 4)] string Grounds, IReadOnlyList<FileId>? Evidence = null, int? Version = null) : ICommand<ExplainBreach.Response>
    {
        /// <summary>Which review; over HTTP the address says it.</summary>
        public BreachReviewId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/breaches/{id:long}/exemption", Post);

    /// <summary>Asks to excuse a broken promise.</summary>
    internal static async Task<Ok<ExplainBreach.Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IFiles files) : IHandle<Command, ExplainBreach.Response>
    {
        public async Task<ExplainBreach.Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var review = await db.Load<BreachReview>(command.Id.Value, "breach", ct);
            review.Expect(command.Version);
            if (review.WhyNotAsk() is { } why) throw why;

            review.Ask(command.Grounds.Trim(), caller, db.Now);
            await files.Attach(db, command.Evidence ?? [], BreachReview.FileKind, review.Key, ct);
            await db.SaveChangesAsync(ct);
            return new(review.Id, review.Version, review.State);
        }
    }
}
