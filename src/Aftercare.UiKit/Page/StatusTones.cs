using System.Collections.Frozen;

namespace Aftercare.UiKit;

/// <summary>
/// The usual tone of a state's code word, so that the same state looks the same on every page.
/// A page that knows better passes its own tone.
/// </summary>
public static class StatusTones
{
    private static readonly FrozenDictionary<string, Tone> Known = Build(
        (Tone.Neutral, "Draft Archived Inactive Retired Closed Cancelled Canceled Void Withdrawn Superseded Returned"),
        (Tone.Info, "New Open Received Submitted Pending Unassigned ToDispatch Dispatched Offered Planned Scheduled Waiting Requested Sent Queued"),
        (Tone.Active, "Accepted EnRoute OnSite InService InProgress Started Working Repairing Testing Running Reviewing InReview InTransit Picking"),
        (Tone.Good, "Completed Done Solved Resolved Approved Paid Settled Met Active Passed Published Delivered Signed Confirmed Available Effective"),
        (Tone.Warn, "OnHold Held Paused Suspended Expiring Late AtRisk PartsMissing WaitingParts Unconfirmed Partial Reopened FollowUp"),
        (Tone.Bad, "Breached Overdue Failed Rejected Refused Expired Escalated Blocked Lost Scrapped Locked Parked"));

    /// <summary>The tone of a state's code word; neutral when the word is not known.</summary>
    public static Tone Of(string? status) => status is not null && Known.TryGetValue(status, out var tone) ? tone : Tone.Neutral;

    private static FrozenDictionary<string, Tone> Build(params (Tone Tone, string Words)[] groups) => groups
        .SelectMany(g => g.Words.Split(' ').Select(w => (w, g.Tone)))
        .ToFrozenDictionary(p => p.w, p => p.Tone, StringComparer.OrdinalIgnoreCase);
}
