using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Why a promise of a complaint is due when it is: the windows counted and the steps that shaped it, to check by hand (R802, B31).</summary>
internal static class ExplainComplaintClock
{
    [Needs("quality.read")]
    internal sealed record Query(ComplaintId Id, ComplaintClockKind Clock) : IQuery<Response>;

    /// <param name="Why">The explanation as data: segments run without a gap, and the counted ones add up to the target.</param>
    /// <param name="Chinese">The same in lines a person can check with a pencil.</param>
    /// <param name="English">The same in English.</param>
    internal sealed record Response(WhyThen Why, string Chinese, string English)
    {
        internal string In(string language) => language == Texts.English ? English : Chinese;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{id:long}/clocks/{clock}/why", Get);

    /// <summary>Why a promise of a complaint is due when it is, as data, and in Chinese and English.</summary>
    internal static async Task<Ok<Response>> Get(long id, string clock, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Ask(new Query(new(id), Enum.TryParse<ComplaintClockKind>(clock, ignoreCase: true, out var kind) ? kind : throw Refusal.NotFound("clock", clock)), ct));

    internal sealed class Handler(ComplaintBooks books, Texts texts) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var complaint = await books.Read(query.Id, ct);
            var why = (await books.Readings(complaint, ct)).Single(reading => reading.Clock == ComplaintClock.NameOf(query.Clock)).Explain();

            string Text(string language) => (why with { PolicyName = texts.In(language, "quality.policy") }).ToText(language, code =>
                new[] { $"quality.clock.{code}", $"quality.severity.{code}", $"quality.type.{code}" }.FirstOrDefault(texts.Has) is { } key ? texts.In(language, key) : code);
            return new(why, Text(Texts.Chinese), Text(Texts.English));
        }
    }
}
