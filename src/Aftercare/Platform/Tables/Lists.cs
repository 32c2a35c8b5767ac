namespace Aftercare.Platform;

/// <summary>The platform's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Audit { get; } = ListExport.Of<AuditTrail.Entry>("audit", "platform.audit.title",
        (filter, after) => new AuditTrail.Query(long.TryParse(filter.Text("record"), out var record) ? record : null, filter.Text("actor"), after, 100),
        ("platform.audit.at", entry => entry.At), ("platform.audit.actor", entry => entry.Actor), ("platform.audit.use", entry => entry.Use), ("platform.audit.record", entry => $"{entry.RecordKind} {entry.RecordId}"), ("platform.audit.sequence", entry => entry.Sequence),
        ("platform.audit.changes", entry => string.Join("; ", entry.Changes.Select(change => $"{change.Field}: {change.Old} → {change.New}"))), ("platform.audit.reason", entry => entry.Reason));

    public static ListExport Jobs { get; } = ListExport.Of<ReadJob.Response>("jobs", "platform.jobs.title", (_, after) => new ListJobs.Query(after, 100),
        ("platform.jobs.kind", job => job.Kind), ("platform.jobs.state", job => new TextKey($"platform.jobs.state.{job.State}")), ("platform.jobs.progress", job => job.Done), ("platform.jobs.by", job => job.StartedBy),
        ("platform.jobs.started", job => job.CreatedAt), ("platform.jobs.finished", job => job.FinishedAt), ("platform.jobs.message", job => job.Error ?? job.Message));

    public static ListExport Deliveries { get; } = ListExport.Of<Stuck>("deliveries", "platform.deliveries.title", (filter, after) => new ListDeliveries.Query(filter.Flag("waiting") is true, after, 200),
        ("platform.deliveries.name", row => row.Name), ("platform.deliveries.fact", row => row.Fact), ("platform.deliveries.about", row => row.About), ("platform.deliveries.since", row => row.Since), ("platform.deliveries.attempts", row => row.Attempts),
        ("platform.deliveries.behind", row => row.Behind), ("platform.deliveries.error", row => row.Error));
}
