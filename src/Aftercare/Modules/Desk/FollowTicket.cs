using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>The progress of one request, for whoever holds its key: what the customer may see, and nothing else (R318).</summary>
internal static class FollowTicket
{
    [Needs("portal.report")]
    internal sealed record Query([property: Required, StringLength(40)] string Key) : IQuery<Response>;

    /// <param name="Advice">What the customer was told at once.</param>
    /// <param name="MayUrge">It is not solved yet: the customer may ask when it goes on.</param>
    /// <param name="Story">Without colleagues' notes and names.</param>
    internal sealed record Response(string Number, TicketStatus Status, string TypeName, string Fault, Instant OpenedAt, Instant? SolveDueAt, string? Solution, string? Advice, int Urgings, bool MayUrge, IReadOnlyList<StoryEntry> Story);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/portal/reports/{key}", Get);

    /// <summary>The progress of a reported fault, by the key that was given with its number.</summary>
    internal static async Task<Ok<Response>> Get(string key, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(key), ct));

    internal sealed class Handler(AppDb db, DeskRules rules, IEnumerable<IStorySource> sources) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            // Whoever knows the key may see: it is as long as a session's.
            var ticket = await db.All<Ticket>().Include(ticket => ticket.Clocks).SingleOrDefaultAsync(ticket => ticket.FollowKey == query.Key, ct) ?? throw Refusal.NotFound("ticket", query.Key);
            var story = await sources.Tell(db, "ticket", ticket.Id.Value, caller.Language, ct);
            var type = (await rules.Types(ct)).FirstOrDefault(type => type.Code == ticket.Type)?.NameIn(caller.Language) ?? ticket.Type;
            var advice = await db.All<TicketMessage>().Where(message => message.TicketId == ticket.Id && message.Kind == MessageKind.Answer).OrderBy(message => message.At).Select(message => message.Text).FirstOrDefaultAsync(ct);
            return new(ticket.Number, ticket.Status, type, ticket.Fault, ticket.OpenedAt, ticket.ToCard().SolveDueAt, ticket.Solution, advice, ticket.Urgings, ticket.WhyNotUrge() is null,
                [.. story.Where(entry => entry.Internal is false).Select(entry => entry with { Who = null, Href = null })]);
        }
    }
}
