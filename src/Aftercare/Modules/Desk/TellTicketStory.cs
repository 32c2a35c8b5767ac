using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Everything that happened to a ticket, from every module, in order (R318).</summary>
internal static class TellTicketStory
{
    [Needs("desk.read")]
    internal sealed record Query(TicketId Id) : IQuery<IReadOnlyList<StoryEntry>>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets/{id:long}/story", Get);

    /// <summary>Everything that happened to a ticket, in order.</summary>
    internal static async Task<Ok<IReadOnlyList<StoryEntry>>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IEnumerable<IStorySource> sources) : IHandle<Query, IReadOnlyList<StoryEntry>>
    {
        public async Task<IReadOnlyList<StoryEntry>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            await db.Load<Ticket>(query.Id.Value, "ticket", ct);
            return await sources.Tell(db, "ticket", query.Id.Value, caller.Language, ct);
        }
    }
}

/// <summary>What the desk knows of a ticket, a customer or an asset.</summary>
internal sealed class DeskStory(Texts texts, DeskRules rules, TicketStrains strains) : IStorySource
{
    public Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct) => kind switch
    {
        "ticket" => OfTicket(db, new(record), language, ct),
        "customer" => Tickets(db.Visible<Ticket>().Where(ticket => ticket.CustomerId == new Customers.Face.CustomerId(record)), language, ct),
        "asset" => Tickets(db.Visible<Ticket>().Where(ticket => ticket.AssetId == new Assets.Face.AssetId(record)), language, ct),
        _ => Task.FromResult<IReadOnlyList<StoryEntry>>([]),
    };

    private async Task<IReadOnlyList<StoryEntry>> Tickets(IQueryable<Ticket> tickets, string language, CancellationToken ct) =>
        (await tickets.OrderByDescending(ticket => ticket.OpenedAt).Take(100).ToListAsync(ct)).ConvertAll(ticket => new StoryEntry(
            ticket.OpenedAt, ticket.CallerName, $"{ticket.Number} {texts.In(language, $"desk.status.{ticket.Status}")}", "headset", ticket.Fault, Href: $"/tickets/{ticket.Id}"));

    private async Task<IReadOnlyList<StoryEntry>> OfTicket(AppDb db, TicketId id, string language, CancellationToken ct)
    {
        var facts = await db.All<TicketFact>().Where(fact => fact.TicketId == id).OrderBy(fact => fact.Sequence).ToListAsync(ct);
        var messages = await db.All<TicketMessage>().Where(message => message.TicketId == id).ToListAsync(ct);
        var attempts = await db.All<ContactAttempt>().Where(attempt => attempt.TicketId == id).ToListAsync(ct);
        var urges = await db.All<TicketUrge>().Where(urge => urge.TicketId == id).ToListAsync(ct);
        var types = await rules.Types(ct);
        var reasons = (await rules.Policies(ct)).SelectMany(policy => policy.Versions).SelectMany(version => PolicyDefinition.FromJson(version.Definition).PauseReasons).DistinctBy(reason => reason.Code).ToList();

        string Value(TicketFact fact) => fact.Kind switch
        {
            FactKind.Paused or FactKind.Resumed => reasons.Find(reason => reason.Code == fact.Value)?.In(language) ?? fact.Value ?? "",
            FactKind.Stopped => texts.In(language, $"desk.clock.{fact.Value}"),
            FactKind.Opened or FactKind.TypeChanged => types.FirstOrDefault(type => type.Code == fact.Value)?.NameIn(language) ?? fact.Value ?? "",
            FactKind.PriorityChanged => fact.Priority.ToString()!,
            FactKind.PolicyChanged => fact.PolicyRef.ToString()!,
            FactKind.CalendarChanged => fact.CalendarRef.ToString()!,
            _ => fact.Value ?? "",
        };
        string Title(TicketFact fact)
        {
            var title = texts.In(language, fact.Kind is FactKind.Stopped ? $"desk.story.stopped.{fact.Value}" : $"desk.story.{fact.Kind}", Value(fact));
            return fact.EnteredAt - fact.At > NodaTime.Duration.FromMinutes(1) ? texts.In(language, "desk.story.entered-later", title) : title;
        }
        return
        [
            .. await strains.Tell(db, id, language, ct),
            .. facts.Select(fact => new StoryEntry(fact.At, fact.Who, Title(fact), IconOf(fact), fact.Note, ToneOf(fact.Kind), Internal: !CustomerSees(fact))),
            .. messages.Select(message => new StoryEntry(message.At, message.Who, texts.In(language, $"desk.story.message.{message.Kind}"), "message", message.Text, Internal: message.Kind is MessageKind.Note)),
            .. urges.Select(urge => new StoryEntry(urge.At, urge.Who, texts.In(language, "desk.story.urged", urge.Sequence, new TextKey($"desk.channel.{urge.Channel}")), "bell-ringing", urge.Note, Tone.Warn, Internal: false)),
            .. attempts.Select(attempt => new StoryEntry(attempt.At, attempt.Who, texts.In(language, $"desk.story.attempt.{attempt.Outcome}", texts.In(language, $"desk.way.{attempt.Way}")), "phone-call", attempt.Note, Internal: true)),
        ];
    }

    private static string IconOf(TicketFact fact) => fact.Kind switch
    {
        FactKind.Opened => "inbox", FactKind.Paused => "player-pause", FactKind.Resumed => "player-play", FactKind.Stopped => "circle-check", FactKind.Closed => "archive",
        FactKind.Cancelled => "ban", FactKind.Reopened => "rotate-clockwise", FactKind.OwnerChanged => "user", FactKind.PriorityChanged => "flag", _ => "settings",
    };

    private static Tone ToneOf(FactKind kind) => kind switch
    {
        FactKind.Opened => Tone.Info, FactKind.Stopped => Tone.Active, FactKind.Closed => Tone.Good, FactKind.Reopened => Tone.Warn, _ => Tone.Neutral,
    };

    private static bool CustomerSees(TicketFact fact) => fact.Kind is FactKind.Opened or FactKind.Paused or FactKind.Resumed or FactKind.Closed or FactKind.Reopened or FactKind.Cancelled
        || (fact.Kind is FactKind.Stopped && fact.Value is "respond" or "arrive" or "solve");
}
