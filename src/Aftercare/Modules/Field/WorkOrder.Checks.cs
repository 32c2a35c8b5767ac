using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>What is checked on an order, whether its site is ready for it, and the day by which it is to be done.</summary>
internal sealed partial class WorkOrder
{
    /// <summary>Counts an order on the day agreed for it; taken back when the day is moved or the order cancelled.</summary>
    public const string PlanDue = "field.plan.due";

    /// <summary>Counts an order that was completed by the day agreed, on that day.</summary>
    public const string PlanMet = "field.plan.met";

    /// <summary>The local day by which it is to be done, as agreed with the customer (R411).</summary>
    public LocalDate? PlannedOn { get; private set; }

    /// <summary>The unit whose figure the plan is.</summary>
    public UnitId? PlannedUnitId { get; private set; }

    /// <summary>How many items of the survey's checklist are in order, where one decides whether a crew may be sent (R416).</summary>
    public int? SiteReady { get; private set; }

    public int? SiteItems { get; private set; }

    public bool SiteBlocked => SiteReady < SiteItems;

    /// <summary>When the client comes to accept the work (R420).</summary>
    public Instant? AcceptanceAt { get; private set; }

    /// <summary>What was known to be wrong when that was set, one a line.</summary>
    public string? AcceptanceDefects { get; private set; }

    /// <summary>The checklist of a survey that says whether the site is ready.</summary>
    public OrderChecklist? Readiness => Checklists.FirstOrDefault(list => list.Use is ChecklistUse.Readiness);

    /// <summary>The site is as ready as this checklist says; null when nobody asks.</summary>
    public void AwaitSite(OrderChecklist? list) => (SiteReady, SiteItems) = (list?.InOrder, list?.Items.Count);

    public void Answer(Caller caller, string checklist, CheckReply reply, string field, Instant now)
    {
        Allow(WhyNotRecord(caller) ?? WhyNotTime(reply.At, null, now));
        var list = Checklists.SingleOrDefault(list => list.Code == checklist) ?? throw Refusal.NotFound("checklist", checklist);
        list.Answer(reply, field);
    }

    /// <summary>Every required item is answered, and none that stands against completion has failed.</summary>
    private Refusal? WhyNotLeaveChecklists()
    {
        var lines = Checklists.SelectMany(list => list.Lines()).ToList();
        return Against("work-order.checklist-open", line => line.Item.Required && line.State is CheckState.Open)
            ?? Against("work-order.checklist-failed", line => line.Item.OnFail is OnFail.Block && line.State is CheckState.Failed);

        Refusal? Against(string code, Func<(CheckItem Item, CheckReply? Reply, CheckState State), bool> stands) => lines.Where(stands).Select(line => line.Item).ToList() is { Count: > 0 } items
            ? new(code) { Arguments = [BothWords.Join(items.Select(item => item.Name))], Extensions = { ["items"] = items.ConvertAll(item => item.Code) } }
            : null;
    }

    /// <summary>The client is invited when the crew's own check passed in every item, or what is wrong is listed.</summary>
    public Refusal? WhyNotInvite(string? defects) => Status is WorkOrderStatus.Cancelled ? new("work-order.already-cancelled")
        : string.IsNullOrWhiteSpace(defects) && Checklists.FirstOrDefault(list => list.Use is ChecklistUse.SelfInspection && list.InOrder < list.Items.Count) is { } list
            ? new("work-order.self-inspection") { Field = "Defects", Arguments = [list.InOrder, list.Items.Count] } : null;

    public void InviteToAcceptance(Instant at, string? defects, Instant now)
    {
        Allow(WhyNotInvite(defects));
        if (at <= now) throw Refusal.Invalid("work-order.acceptance-in-the-past", "At");
        (AcceptanceAt, AcceptanceDefects) = (at, string.IsNullOrWhiteSpace(defects) ? null : defects.Trim());
    }

    /// <summary>Agrees the day by which it is to be done; another day than before needs its reason.</summary>
    public void Plan(AppDb db, LocalDate day, string? reason)
    {
        Allow(Status switch { WorkOrderStatus.Completed => new("work-order.already-completed"), WorkOrderStatus.Cancelled => new("work-order.already-cancelled"), _ => null });
        if (day == PlannedOn) return;
        if (PlannedOn is not null && string.IsNullOrWhiteSpace(reason)) throw Refusal.Invalid("work-order.plan-reason", "Reason");
        DropPlan(db);
        (PlannedOn, PlannedUnitId) = (day, UnitId);
        CountPlan(db, PlanDue, 1);
    }

    public void KeepPlan(AppDb db, LocalDate done)
    {
        if (done <= PlannedOn) CountPlan(db, PlanMet, 1);
    }

    public void DropPlan(AppDb db) => CountPlan(db, PlanDue, -1);

    private void CountPlan(AppDb db, string measure, int count)
    {
        if (PlannedOn is { } day && PlannedUnitId is { } unit) db.Count(new(measure, day, null, unit, Kind, count, 0, Id.Value));
    }
}
