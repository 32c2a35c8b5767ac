using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Customers the caller has to call now, the longest waiting first.</summary>
internal sealed class CallbackQueue(CallbackList list) : IQueueSource
{
    public string Title => "satisfaction.callback.queue";

    public string Permission => "satisfaction.do";

    public int Order => 45;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var due = await (await list.Chosen(new(Mine: true), ct)).Where(row => row.State == CallbackState.Waiting && row.DueAt <= db.Now).OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(20).ToListAsync(ct);
        return ([.. (await list.Lines(due, ct)).Select(line => new QueueItem($"{line.CustomerName} {line.Phone}", $"{line.Number} · {line.Work ?? line.Request}", $"/callbacks/{line.Id}", line.DueAt, Tone.Info))], "/callbacks?mine=true");
    }
}

/// <summary>What the caller has to put right with a customer, by its time limit.</summary>
internal sealed class FollowUpQueue(Texts texts) : IQueueSource
{
    public string Title => "satisfaction.follow-up.queue";

    public string Permission => "satisfaction.do";

    public int Order => 40;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var mine = await db.Visible<FollowUp>().Where(row => row.DoneAt == null && row.PersonId != null && row.PersonId == db.Caller.Person).OrderBy(row => row.DueAt).Take(20).ToListAsync(ct);
        return ([.. mine.Select(row => new QueueItem(
            $"{texts.In(language, $"satisfaction.follow-up.kind.{row.Kind}")} {row.Number}", row.Reason ?? "", "/follow-ups?mine=true", row.DueAt, row.DueAt < db.Now ? Tone.Bad : Tone.Warn))], "/follow-ups?mine=true");
    }
}
