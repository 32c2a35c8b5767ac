using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>One work order with everything the technician needs at the door, and what may be done next.</summary>
internal static class GetWorkOrder
{
    [Needs("field.read")]
    internal sealed record Query(WorkOrderId Id) : IQuery<Response>;

    /// <param name="WhyNot">By step (`accept`, `contact`, `decline`, `travel`, `undo-travel`, `arrive`, `record`, `complete`, `cancel`): the code of the rule against it; a step that is absent may be done.</param>
    /// <param name="CustomerLanguage">What to print for the customer in; null for the company's.</param>
    /// <param name="Holds">Text keys of what stands against completion, from modules below.</param>
    internal sealed record Response(
        WorkOrderId Id, int Version, string Number, TicketId Ticket, string TicketNumber, string Kind, WorkOrderStatus Status, Priority Priority, string Request, string? Note,
        UnitId Unit, DateTimeZone Zone, CustomerCard Customer, SiteCard? Site, ContactCard? Contact, AssetCard? Asset, string? RequiredSkill, int EstimatedMinutes,
        PersonId? Technician, string? TechnicianName, Instant? SlotStart, Instant? SlotEnd, Instant CreatedAt,
        string? FaultCode, string? FaultText, string? Cause, string? Action, string? Result, string? Parts, int? WorkMinutes,
        string? UnsignedReason, Instant? CompletedAt, string? CancelReason, FileId? Report, FileId? EnglishReport,
        IReadOnlyList<VisitRow> Visits, IReadOnlyList<PhotoRow> Photos, IReadOnlyList<SignatureRow> Signatures, IReadOnlyDictionary<string, string> WhyNot,
        IReadOnlyList<string> Holds, string? CustomerLanguage = null, IReadOnlyList<GetOrderChecklists.Sheet>? Checklists = null, IReadOnlyList<GetOrderParts.Row>? UsedParts = null);

    internal sealed record VisitRow(
        VisitId Id, PersonId Technician, string TechnicianName, Instant SlotStart, Instant SlotEnd, Instant? AcceptedAt, Instant? TravelAt, Instant? ArrivedAt, bool? Late,
        Instant? FinishedAt, VisitOutcome? Outcome, Instant? WithdrawnAt, string? Reason, bool Stands, Instant? PromisedUntil, Instant? ContactedAt, int FailedCalls, string? ContactNote);

    internal sealed record PhotoRow(FileId File, string? Caption, Instant TakenAt);

    internal sealed record SignatureRow(Signer Signer, string Name, FileId File, Instant SignedAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}", Get);

    /// <summary>One work order</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, ICustomers customers, IAssets assets) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(query.Id.Value, "work-order", ct);
            var unit = await organisation.Unit(order.UnitId, ct);
            var names = await organisation.Names([order.TechnicianId, .. order.Visits.Select(visit => (PersonId?)visit.TechnicianId)], ct);
            return new(
                order.Id, order.Version, order.Number, order.TicketId, order.TicketNumber, order.Kind, order.Status, order.Priority, order.Request, order.Note,
                order.UnitId, unit.Zone, await customers.Customer(order.CustomerId, ct),
                order.SiteId is { } site ? await customers.Site(site, ct) : null,
                order.ContactId is { } contact ? await customers.Contact(contact, ct) : null,
                order.AssetId is { } asset ? await assets.Asset(asset, ct) : null,
                order.RequiredSkill, order.EstimatedMinutes, order.TechnicianId, order.TechnicianId is { } person ? names.GetValueOrDefault(person) : null,
                order.SlotStart, order.SlotEnd, order.CreatedAt,
                order.FaultCode, order.FaultText, order.Cause, order.Action, order.Result, order.Parts, order.WorkMinutes,
                order.UnsignedReason, order.CompletedAt, order.CancelReason, order.ReportId, order.EnglishReportId,
                [.. order.Visits.OrderBy(visit => visit.BookedAt).ThenBy(visit => visit.Id.Value).Select(visit => new VisitRow(
                    visit.Id, visit.TechnicianId, names.GetValueOrDefault(visit.TechnicianId) ?? "", visit.SlotStart, visit.SlotEnd, visit.AcceptedAt, visit.TravelAt, visit.ArrivedAt, visit.Late,
                    visit.FinishedAt, visit.Outcome, visit.WithdrawnAt, visit.WithdrawReason, visit.Stands, visit.PromisedUntil, visit.ContactedAt, visit.FailedCalls, visit.ContactNote))],
                [.. order.Photos.OrderBy(photo => photo.TakenAt).Select(photo => new PhotoRow(photo.FileId, photo.Caption, photo.TakenAt))],
                [.. order.Signatures.OrderBy(signature => signature.Signer).Select(signature => new SignatureRow(signature.Signer, signature.Name, signature.FileId, signature.SignedAt))],
                WhyNot(order, caller), [.. order.Holds.Select(hold => hold.ReasonKey)], await customers.LanguageOf(order.CustomerId, order.ContactId, ct), GetOrderChecklists.Sheets(order), await GetOrderParts.Of(db, order.Id, ct));
        }

        private static Dictionary<string, string> WhyNot(WorkOrder order, Caller caller)
        {
            (string Step, Refusal? Refusal)[] steps =
            [
                ("accept", order.WhyNotAccept(caller)), ("contact", order.WhyNotContact(caller)), ("decline", order.WhyNotDecline(caller)), ("travel", order.WhyNotTravel(caller)), ("undo-travel", order.WhyNotUndoTravel(caller)),
                ("arrive", order.WhyNotArrive(caller)), ("record", order.WhyNotRecord(caller)), ("complete", order.WhyNotComplete(caller, null)), ("cancel", order.WhyNotCancel()), ("schedule", order.WhyNotSchedule()),
            ];
            return steps.Where(step => step.Refusal is not null).ToDictionary(step => step.Step, step => step.Refusal!.Code);
        }
    }
}
