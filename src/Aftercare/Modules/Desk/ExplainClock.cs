using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>Why a clock is due when it is (B31): the windows counted, the pauses left out, the facts that shaped it, to check by hand.</summary>
internal static class ExplainClock
{
    [Needs("desk.read")]
    internal sealed record Query(TicketId Id, ClockKind Clock) : IQuery<Response>;

    /// <param name="Why">The explanation as data: segments run without a gap, and the counted ones add up to the target.</param>
    /// <param name="Chinese">The same in lines a person can check with a pencil.</param>
    /// <param name="English">The same in English.</param>
    internal sealed record Response(WhyThen Why, string Chinese, string English)
    {
        internal string In(string language) => language == Texts.English ? English : Chinese;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets/{id:long}/clocks/{clock}/why", Get);

    /// <summary>Why a clock of a ticket is due when it is, as data, and in Chinese and English.</summary>
    internal static async Task<Ok<Response>> Get(long id, string clock, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Ask(new Query(new(id), Enum.TryParse<ClockKind>(clock, ignoreCase: true, out var kind) ? kind : throw Refusal.NotFound("clock", clock)), ct));

    internal sealed class Handler(Reckoner reckoner, DeskRules rules, Texts texts) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var ticket = await reckoner.Read(query.Id, ct);
            var reading = (await reckoner.Readings(ticket, ct)).FirstOrDefault(reading => reading.Clock == Ticket.NameOf(query.Clock)) ?? throw Refusal.NotFound("clock", query.Clock);
            var why = reading.Explain();
            var (policy, definition) = await rules.Definition(why.Policy, ct);
            var types = await rules.Types(ct);

            string Text(string language) => (why with { PolicyName = policy.NameIn(language) }).ToText(language, code =>
                types.FirstOrDefault(type => type.Code == code)?.NameIn(language)
                ?? definition.PauseReasons.FirstOrDefault(reason => reason.Code == code)?.In(language)
                ?? (texts.Has($"desk.clock.{code}") ? texts.In(language, $"desk.clock.{code}") : code));
            return new(why, Text(Texts.Chinese), Text(Texts.English));
        }
    }
}
