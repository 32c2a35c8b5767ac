using Aftercare.Modules.Dispatch.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Dispatch;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Handovers { get; } = ListExport.Of<ListHandovers.Row>("handovers", "dispatch.handovers.title",
        (filter, after) => new ListHandovers.Query(filter.Word<HandoverState>("state"), filter.Id<UnitId>("unit"), filter.Text("q"), after, 200),
        ("dispatch.number", row => row.Number), ("dispatch.handover", row => new TextKey($"dispatch.handover.{row.State}")), ("dispatch.holder", row => row.HolderName), ("dispatch.holder.since", row => row.Since),
        ("dispatch.handover.sender", row => row.FromName), ("dispatch.handover.to", row => row.ToName), ("dispatch.handovers.handed-at", row => row.HandedAt), ("dispatch.handover.answer-by", row => row.AnswerBy),
        ("dispatch.handovers.answered-at", row => row.AnsweredAt), ("dispatch.reason", row => row.Reason), ("dispatch.handover.by", row => row.AnsweredBy));
}
