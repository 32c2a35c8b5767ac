using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Which checklists an order gets, whether its site is ready, and what a completed one leaves to do.</summary>
internal sealed class OrderChecklists(AppDb db, IDesk desk, Numbers numbers)
{
    private const string FollowUpKind = "repair";
    private const int FollowUpMinutes = 90;

    /// <summary>Gives a new order the versions in force for its kind on its day, and asks whether its site is ready (R416).</summary>
    public async Task Give(WorkOrder order, LocalDate day, CancellationToken ct)
    {
        foreach (var template in (await db.All<ChecklistTemplate>().Where(template => template.Active).ToListAsync(ct)).Where(template => template.Kinds.Contains(order.Kind)).OrderBy(template => template.Code))
            if (template.On(day) is { } version)
                order.Checklists.Add(new() { OrderId = order.Id, Code = template.Code, TemplateVersion = version.Number, Chinese = template.Chinese, English = template.English, Use = template.Use, Definition = version.Definition });
        await Settle(order, ct);
    }

    /// <summary>The last survey of the ticket that was not cancelled decides whether its crews may be sent (R416).</summary>
    public async Task Settle(WorkOrder changed, CancellationToken ct)
    {
        var orders = (await db.All<WorkOrder>().Where(order => order.TicketId == changed.TicketId && order.Id != changed.Id).ToListAsync(ct)).Append(changed).ToList();
        var survey = orders.Where(order => order.Status is not WorkOrderStatus.Cancelled && order.Readiness is not null).MaxBy(order => (order.CreatedAt, order.Id.Value));
        foreach (var order in orders.Where(order => order.IsOpen)) order.AwaitSite(survey?.Readiness is { } list && list.Blocks.Contains(order.Kind) ? list : null);
    }

    /// <summary>Items that failed and call for more work become a repair of their own, so that the ticket is not solved over them.</summary>
    /// <returns>Whether more work was ordered.</returns>
    public async Task<bool> FollowUp(WorkOrder done, LocalDate day, CancellationToken ct)
    {
        var failed = done.Checklists.SelectMany(list => list.Lines()).Where(line => line.State is CheckState.Failed && line.Item.OnFail is OnFail.FollowUp).ToList();
        if (failed.Count == 0) return false;
        var note = string.Join('\n', failed.Select(line => $"{line.Item.Chinese} / {line.Item.English}: {line.Reply!.Value} {line.Item.Unit} {line.Reply.Note}".TrimEnd()));
        var order = new WorkOrder
        {
            Id = db.NewId<WorkOrderId>(), Number = await numbers.Next(db, "WO", day, ct), TicketId = done.TicketId, TicketNumber = done.TicketNumber, Kind = FollowUpKind, UnitId = done.UnitId,
            CustomerId = done.CustomerId, SiteId = done.SiteId, ContactId = done.ContactId, AssetId = done.AssetId, Priority = done.Priority, Request = done.Request, Note = note.Length > 2000 ? note[..2000] : note,
            CreatedAt = db.Now, OrderedBy = db.Caller.Person, RequiredSkill = done.RequiredSkill, EstimatedMinutes = FollowUpMinutes,
        };
        await Give(order, day, ct);
        db.Add(order);
        await desk.PlaceHold(order.TicketId, order.Id.Value, "field.hold.open-work-order", ct);
        db.Announce(new WorkOrderCreated(order.Id, order.TicketId, order.UnitId, db.Now));
        return true;
    }
}
