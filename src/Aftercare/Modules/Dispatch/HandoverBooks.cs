using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Dispatch;

/// <summary>What every end of an offer has in common, in the running command. Saves nothing. Measure `dispatch.handover`, by how it ended (`Refused.no-skill`).</summary>
internal sealed class HandoverBooks(AppDb db, IField field, IOrganisation organisation)
{
    public async Task End(Handover handover, HandoverState state, CancellationToken ct, ListedReason? reason = null, string? words = null)
    {
        handover.End(state, db.Now, db.Caller.Person, reason?.Code, words);
        await field.EndOffer(handover.OrderId, handover.Holder, ct);
        await db.ClearTimer(RemindHandover.Timer, handover.Key, ct);
        await db.ClearTimer(ReturnHandover.Timer, handover.Key, ct);
        await Tell(handover, ct);
    }

    /// <summary>Counts and announces where it stands.</summary>
    public async Task Tell(Handover handover, CancellationToken ct)
    {
        var day = db.Now.InZone((await organisation.Unit(handover.ToUnitId, ct)).Zone).Date;
        var type = handover.ReasonCode is { } code ? $"{handover.State}.{code}" : handover.State.ToString();
        db.Count(new("dispatch.handover", day, handover.AnsweredBy ?? handover.HandedBy, handover.ToUnitId, type, 1, 0, handover.OrderId.Value));
        db.Announce(new HandoverChanged(handover.OrderId, handover.Id, handover.FromUnitId, handover.ToUnitId, handover.State, handover.Reason, handover.AnswerBy, db.Now));
    }
}
