using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Quality;

/// <summary>Everything that happened to a complaint, in order (R804).</summary>
internal static class TellComplaintStory
{
    [Needs("quality.read")]
    internal sealed record Query(ComplaintId Id) : IQuery<IReadOnlyList<StoryEntry>>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{id:long}/story", Get);

    /// <summary>Everything that happened to a complaint, in order.</summary>
    internal static async Task<Ok<IReadOnlyList<StoryEntry>>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IEnumerable<IStorySource> sources) : IHandle<Query, IReadOnlyList<StoryEntry>>
    {
        public async Task<IReadOnlyList<StoryEntry>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            await db.Load<Complaint>(query.Id.Value, "complaint", ct);
            return await sources.Tell(db, "complaint", query.Id.Value, caller.Language, ct);
        }
    }
}

/// <summary>Complaints in the story of a complaint, a ticket, a customer or an asset; colleagues only.</summary>
internal sealed class ComplaintStory(Texts texts) : IStorySource
{
    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        if (kind == "complaint") return Lines(await db.Visible<Complaint>().Include(complaint => complaint.Steps).SingleOrDefaultAsync(Complaint.WithKey(record), ct), language);
        var about = kind switch
        {
            "ticket" => db.Visible<Complaint>().Where(complaint => complaint.TicketId == new TicketId(record)),
            "customer" => db.Visible<Complaint>().Where(complaint => complaint.CustomerId == new CustomerId(record)),
            "asset" => db.Visible<Complaint>().Where(complaint => complaint.AssetId == new AssetId(record)),
            _ => null,
        };
        if (about is null || !db.Caller.May("quality.read")) return [];
        var found = await about.OrderByDescending(complaint => complaint.ReceivedAt).Take(50).ToListAsync(ct);
        return [.. found.Select(complaint => new StoryEntry(
            complaint.ReceivedAt, complaint.CallerName, texts.In(language, "quality.story.complained", complaint.Number, new TextKey($"quality.status.{complaint.Status}")), "message-report", complaint.Words,
            complaint.Status is ComplaintStatus.Closed ? Tone.Neutral : complaint.Severity is ComplaintSeverity.Major ? Tone.Bad : Tone.Warn, $"/complaints/{complaint.Id}", Internal: true))];
    }

    public IReadOnlyList<StoryEntry> Lines(Complaint? complaint, string language) => complaint is null ? [] :
    [
        .. complaint.Steps.OrderBy(step => step.Sequence).Select(step => new StoryEntry(step.At, step.Who, Title(step, language), IconOf(step.Kind), step.Kind is StepKind.Received ? complaint.Words : step.Note, ToneOf(step))),
    ];

    private string Title(ComplaintStep step, string language)
    {
        var value = step.Kind switch
        {
            StepKind.SeverityChanged => texts.In(language, $"quality.severity.{step.Value}"),
            StepKind.Verified => texts.In(language, $"quality.valid.{step.Value == "valid"}"),
            StepKind.Told or StepKind.Accepted or StepKind.NotAccepted => texts.In(language, $"quality.way.{step.Value}"),
            _ => step.Value ?? "",
        };
        var title = texts.In(language, $"quality.step.{step.Kind}", value);
        return step.EnteredAt - step.At > NodaTime.Duration.FromMinutes(1) ? texts.In(language, "quality.step.entered-later", title) : title;
    }

    private static string IconOf(StepKind kind) => kind switch
    {
        StepKind.Received => "inbox", StepKind.SeverityChanged => "flag", StepKind.MeasuresRecorded => "urgent", StepKind.OwnerChanged => "user", StepKind.EvidenceSupplied => "paperclip",
        StepKind.Verified => "file-search", StepKind.OpinionAsked => "users-group", StepKind.OpinionGiven => "message-2", StepKind.Told => "message", StepKind.Accepted => "mood-smile",
        StepKind.NotAccepted => "mood-sad", StepKind.Escalated => "trending-up", StepKind.Closed => "archive", _ => "note",
    };

    private static Tone ToneOf(ComplaintStep step) => step.Kind switch
    {
        StepKind.Received => Tone.Info, StepKind.Verified or StepKind.Told => Tone.Active, StepKind.Accepted or StepKind.Closed => Tone.Good, StepKind.NotAccepted => Tone.Warn, StepKind.Escalated => Tone.Bad,
        StepKind.SeverityChanged when step.Value == nameof(ComplaintSeverity.Major) => Tone.Bad, _ => Tone.Neutral,
    };
}
