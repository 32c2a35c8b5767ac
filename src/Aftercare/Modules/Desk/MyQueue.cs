using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>My tickets by due time, on the home page.</summary>
internal sealed class MyQueue(TicketPages pages, TicketRows rows, Texts texts) : IQueueSource
{
    public string Title => "desk.my-tickets";

    public string Permission => "desk.do";

    public int Order => 10;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        if (db.Caller.Person is null) return ([], "/tickets");
        var mine = await rows.Of(await pages.Read(new(Mine: true), null, 20, ct), language, ct);
        return ([.. mine.Select(row => new QueueItem(
            $"{row.Number} {row.CustomerName}", $"{row.Priority} · {texts.In(language, $"desk.status.{row.Status}")} · {row.Fault}", $"/tickets/{row.Id}", row.Clock?.DueAt, ToneOf(row, db.Now)))], "/tickets?mine=true");
    }

    private static Tone ToneOf(ListTickets.Row row, Instant now) =>
        row.Clock?.DueAt is not { } due ? Tone.Neutral : due < now ? Tone.Bad : row.Clock.Left < 1800 ? Tone.Warn : row.Status is TicketStatus.New ? Tone.Info : Tone.Active;
}
