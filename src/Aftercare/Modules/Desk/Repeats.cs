using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// Finds faults that come back (返修, R326): the same symptom on the same machine not long after it was solved. Counts it
/// (`desk.repeat`) for the first engineer, on the day it came in. Saves nothing.
/// </summary>
internal sealed class Repeats(AppDb db, Ladder ladder, IOrganisation organisation)
{
    internal const string Measure = "desk.repeat";

    /// <summary>Looks again after machine or symptom became known; what a person refuted stays refuted.</summary>
    public async Task Detect(Ticket ticket, CancellationToken ct)
    {
        if (ticket.RepeatRefuted is not null) return;
        var first = await Earlier(ticket, ct);
        if (first?.Id == ticket.RepeatOfId) return;
        await Count(ticket, -1, ct);
        if (first is null) ticket.IsNoRepeat();
        else ticket.IsRepeatOf(first);
        await Count(ticket, 1, ct);
    }

    /// <summary>Takes it out of the first engineer's figures, or puts it in.</summary>
    public async Task Count(Ticket ticket, int by, CancellationToken ct)
    {
        if (ticket.RepeatById is not { } engineer) return;
        var day = ticket.OpenedAt.InZone((await organisation.Unit(ticket.UnitId, ct)).Zone).Date;
        db.Count(new(Measure, day, engineer, ticket.UnitId, ticket.Type, by, 0, ticket.Key));
    }

    private async Task<Ticket?> Earlier(Ticket ticket, CancellationToken ct)
    {
        if (ticket.AssetId is not { } asset || ticket.Symptom is not { } symptom) return null;
        var since = ticket.OpenedAt - Duration.FromDays((await ladder.Terms(ticket.UnitId, ct)).Terms.RepeatDays);
        return await db.All<Ticket>().Where(one => one.AssetId == asset && one.Symptom == symptom && one.Id != ticket.Id && one.SolvedAt >= since && one.SolvedAt <= ticket.OpenedAt)
            .OrderByDescending(one => one.SolvedAt).FirstOrDefaultAsync(ct);
    }
}
