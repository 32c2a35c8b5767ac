using System.Linq.Expressions;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>
/// Work to be done at a place (工单), from a ticket to the customer's signature. Its version is the guard: two people
/// who schedule, accept or complete the same order at once cannot both win.
/// </summary>
internal sealed partial class WorkOrder : Root, IListable<WorkOrder>, ISearchable
{
    /// <summary>How far a device's clock may run ahead of ours before its times are refused.</summary>
    public static readonly Duration ClockDrift = Duration.FromMinutes(5);

    public required WorkOrderId Id { get; init; }
    public required string Number { get; init; }
    public required TicketId TicketId { get; init; }
    public required string TicketNumber { get; init; }
    public required string Kind { get; init; }
    public required UnitId UnitId { get; set; }

    /// <summary>Handed to its unit, which has not said yes yet: nobody may be sent meanwhile (B01).</summary>
    public bool Offered { get; private set; }

    public required CustomerId CustomerId { get; init; }
    public SiteId? SiteId { get; init; }
    public ContactId? ContactId { get; init; }
    public AssetId? AssetId { get; set; }
    public required Priority Priority { get; init; }

    /// <summary>What the customer asked for.</summary>
    public required string Request { get; init; }

    /// <summary>What the dispatcher wants the technician to know.</summary>
    public string? Note { get; init; }

    public string? RequiredSkill { get; init; }
    public required int EstimatedMinutes { get; init; }
    public required Instant CreatedAt { get; init; }

    /// <summary>Who ordered the work (R322); null when no person did.</summary>
    public PersonId? OrderedBy { get; init; }

    public WorkOrderStatus Status { get; private set; } = WorkOrderStatus.Unscheduled;

    /// <summary>The technician of the appointment that stands, or of the work done.</summary>
    public PersonId? TechnicianId { get; private set; }

    public Instant? SlotStart { get; private set; }
    public Instant? SlotEnd { get; private set; }

    public string? FaultCode { get; private set; }
    public string? FaultText { get; private set; }
    public string? Cause { get; private set; }
    public string? Action { get; private set; }
    public string? Result { get; private set; }

    /// <summary>The parts used, one a line, as the technician wrote them.</summary>
    public string? Parts { get; private set; }

    /// <summary>Working time on site.</summary>
    public int? WorkMinutes { get; private set; }

    /// <summary>Why the customer did not sign.</summary>
    public string? UnsignedReason { get; private set; }

    public Instant? CompletedAt { get; private set; }
    public string? CancelReason { get; private set; }

    /// <summary>The service report, once it has been made.</summary>
    public FileId? ReportId { get; set; }

    /// <summary>The same in English.</summary>
    public FileId? EnglishReportId { get; set; }

    public List<Visit> Visits { get; } = [];
    public List<OrderPhoto> Photos { get; } = [];
    public List<OrderSignature> Signatures { get; } = [];
    public List<OrderHold> Holds { get; } = [];
    public List<OrderChecklist> Checklists { get; } = [];

    internal override long Key => Id.Value;

    public TimeSlot? Slot => SlotStart is { } start && SlotEnd is { } end ? new(start, end) : null;

    /// <summary>The appointment that stands now.</summary>
    public Visit? Visit => Visits.SingleOrDefault(visit => visit.Stands);

    public bool IsOpen => Status is not (WorkOrderStatus.Completed or WorkOrderStatus.Cancelled);

    public OrderSignature? SignatureOf(Signer signer) => Signatures.SingleOrDefault(signature => signature.Signer == signer);

    public Refusal? WhyNotSchedule() => Offered ? new("work-order.offered") { Arguments = [Number] }
        : SiteBlocked && Status is WorkOrderStatus.Unscheduled ? new("work-order.site-not-ready") { Arguments = [SiteReady, SiteItems] }
        : Status is WorkOrderStatus.Unscheduled ? null : new Refusal("work-order.not-open") { Arguments = [Number] };

    /// <summary>Hands an order that nobody has yet to another unit, to be accepted or refused there (B01).</summary>
    public void Offer(UnitId to)
    {
        Allow(WhyNotSchedule());
        (UnitId, Offered) = (to, true);
    }

    /// <summary>The offer ends: the order stays with the unit, or goes back to the one it came from.</summary>
    public void EndOffer(UnitId holder) => (UnitId, Offered) = (holder, false);

    /// <param name="by">The dispatcher, or the technician who took it.</param>
    public Visit Schedule(VisitId id, PersonId technician, TimeSlot slot, Instant now, PersonId? by = null)
    {
        Allow(WhyNotSchedule());
        var visit = new Visit { Id = id, OrderId = Id, TechnicianId = technician, SlotStart = slot.Start, SlotEnd = slot.End, BookedAt = now, BookedBy = by };
        Visits.Add(visit);
        (Status, TechnicianId, SlotStart, SlotEnd) = (WorkOrderStatus.Scheduled, technician, slot.Start, slot.End);
        return visit;
    }

    /// <summary>The customer was promised a window that ends then, not a minute (B04).</summary>
    public void Promise(Instant until)
    {
        if (Visit is not { } visit) throw new Refusal("work-order.not-scheduled");
        if (until <= visit.SlotStart) throw Refusal.Invalid("window.ends-before-start", "PromisedUntil");
        visit.PromisedUntil = until;
    }

    public Refusal? WhyNotContact(Caller caller) => WhyNotMine(caller) ?? (Status is WorkOrderStatus.Scheduled or WorkOrderStatus.Accepted ? null : new("work-order.not-scheduled"));

    /// <summary>The technician called before coming (R403): reached, or an attempt more.</summary>
    public void Contact(Caller caller, bool reached, string? note, Instant at, Instant now)
    {
        Allow(WhyNotContact(caller) ?? WhyNotTime(at, Visit!.BookedAt - ClockDrift, now));
        if (reached) Visit!.ContactedAt ??= at;
        else Visit!.FailedCalls++;
        Visit!.ContactNote = note ?? Visit.ContactNote;
    }

    /// <summary>Planned, and nobody stands at the door yet: it can be moved, taken back or declined.</summary>
    public Refusal? WhyNotWithdraw() => Status switch
    {
        WorkOrderStatus.Scheduled or WorkOrderStatus.Accepted => null,
        WorkOrderStatus.OnSite => new("work-order.already-on-site"),
        _ => new("work-order.not-scheduled"),
    };

    /// <summary>Takes the appointment back and the order into the pool.</summary>
    public Visit Withdraw(string reason, Instant now, bool declined = false)
    {
        Allow(WhyNotWithdraw());
        var visit = Visit!;
        (visit.WithdrawnAt, visit.WithdrawReason, visit.Declined) = (now, reason, declined);
        BackToPool();
        return visit;
    }

    public Refusal? WhyNotAccept(Caller caller) => WhyNotMine(caller) ?? (Status is WorkOrderStatus.Scheduled ? null : new("work-order.not-scheduled"));

    public void Accept(Caller caller, Instant at, Instant now)
    {
        Allow(WhyNotAccept(caller) ?? WhyNotTime(at, Visit!.BookedAt - ClockDrift, now));
        Visit!.AcceptedAt = at;
        Status = WorkOrderStatus.Accepted;
    }

    public Refusal? WhyNotDecline(Caller caller) => WhyNotMine(caller) ?? WhyNotWithdraw();

    public Refusal? WhyNotTravel(Caller caller) => WhyNotMine(caller) ?? (Status, Visit?.TravelAt) switch
    {
        (WorkOrderStatus.Accepted, null) => null,
        (WorkOrderStatus.Accepted, _) => new("work-order.already-travelling"),
        _ => new("work-order.not-accepted"),
    };

    public void Travel(Caller caller, Instant at, Instant now)
    {
        Allow(WhyNotTravel(caller) ?? WhyNotTime(at, Visit!.AcceptedAt, now));
        Visit!.TravelAt = at;
    }

    public Refusal? WhyNotUndoTravel(Caller caller) => WhyNotMine(caller) ?? (Status is WorkOrderStatus.Accepted && Visit?.TravelAt is not null ? null : new Refusal("work-order.not-travelling"));

    public void UndoTravel(Caller caller)
    {
        Allow(WhyNotUndoTravel(caller));
        Visit!.TravelAt = null;
    }

    /// <summary>Arriving without having pressed "travel" is fine: people forget.</summary>
    public Refusal? WhyNotArrive(Caller caller) => WhyNotMine(caller) ?? (Status is WorkOrderStatus.Accepted ? null : new("work-order.not-accepted"));

    /// <param name="tolerance">How long after the agreed start still counts as on time (R404).</param>
    public void Arrive(Caller caller, Instant at, Place? place, Duration tolerance, Instant now)
    {
        Allow(WhyNotArrive(caller) ?? WhyNotTime(at, Visit!.TravelAt ?? Visit.AcceptedAt, now));
        Visit!.Arrive(at, place, tolerance);
        Status = WorkOrderStatus.OnSite;
    }

    public Refusal? WhyNotRecord(Caller caller) => WhyNotMine(caller) ?? (Status is WorkOrderStatus.OnSite ? null : new("work-order.not-on-site"));

    public void Record(Caller caller, Findings findings)
    {
        Allow(WhyNotRecord(caller));
        (FaultCode, FaultText, Cause, Action, Result, Parts, WorkMinutes) =
            (findings.FaultCode, findings.FaultText, findings.Cause, findings.Action, findings.Result, findings.Parts, findings.WorkMinutes);
    }

    public void Photograph(Caller caller, OrderPhoto photo)
    {
        Allow(WhyNotRecord(caller));
        if (Photos.All(known => known.FileId != photo.FileId)) Photos.Add(photo);
    }

    /// <summary>Signs; signing again replaces what was signed before, until completion.</summary>
    public void Sign(Caller caller, OrderSignature signature)
    {
        Allow(WhyNotRecord(caller));
        if (SignatureOf(signature.Signer) is { } earlier) Signatures.Remove(earlier);
        Signatures.Add(signature);
    }

    /// <summary>Complete means: what was wrong, what was done and how it ended are written down, and both have signed (R408, R1519).</summary>
    /// <param name="unsignedReason">Accepted instead of the customer's signature.</param>
    public Refusal? WhyNotComplete(Caller caller, string? unsignedReason) => WhyNotRecord(caller)
        ?? (string.IsNullOrWhiteSpace(FaultText) || string.IsNullOrWhiteSpace(Action) ? new Refusal("work-order.no-findings") : null)
        ?? (string.IsNullOrWhiteSpace(Result) ? new Refusal("work-order.no-result") : null)
        ?? (SignatureOf(Signer.Technician) is null ? new Refusal("work-order.technician-unsigned") : null)
        ?? (SignatureOf(Signer.Customer) is null && string.IsNullOrWhiteSpace(unsignedReason) ? new Refusal("work-order.customer-unsigned") { Field = "UnsignedReason" } : null)
        ?? WhyNotLeaveChecklists()
        ?? (Holds is [var hold, ..] ? new Refusal("work-order.held") { Arguments = [new TextKey(hold.ReasonKey)] } : null);

    /// <summary>A module below objects to completion, or objects for another reason than before. Its version bumps: of a completion and a hold at once, one loses its race and asks again.</summary>
    public void Hold(long holder, string reasonKey, Instant now)
    {
        Allow(Status switch { WorkOrderStatus.Completed => new("work-order.already-completed"), WorkOrderStatus.Cancelled => new("work-order.already-cancelled"), _ => null });
        if (Holds.SingleOrDefault(hold => hold.Holder == holder) is { } known) known.ReasonKey = reasonKey;
        else Holds.Add(new() { OrderId = Id, Holder = holder, ReasonKey = reasonKey, Since = now });
    }

    public void Complete(Caller caller, Instant at, Place? place, string? unsignedReason, Instant now)
    {
        Allow(WhyNotComplete(caller, unsignedReason) ?? WhyNotTime(at, Visit!.ArrivedAt, now));
        Visit!.Finish(VisitOutcome.Done, at, place);
        (Status, CompletedAt) = (WorkOrderStatus.Completed, at);
        UnsignedReason = SignatureOf(Signer.Customer) is null ? unsignedReason : null;
    }

    /// <summary>The visit ends without the work being done; the order waits for another one.</summary>
    public Visit EndVisit(Caller caller, VisitOutcome outcome, string reason, Instant at, Place? place, Instant now)
    {
        Allow(WhyNotRecord(caller) ?? WhyNotTime(at, Visit!.ArrivedAt, now));
        if (outcome is VisitOutcome.Done) throw Refusal.Invalid("visit.done-is-completion", "Outcome");
        var visit = Visit!;
        visit.Finish(outcome, at, place);
        visit.WithdrawReason = reason;
        BackToPool();
        return visit;
    }

    public Refusal? WhyNotCancel() => Status switch
    {
        WorkOrderStatus.Completed => new("work-order.already-completed"),
        WorkOrderStatus.Cancelled => new("work-order.already-cancelled"),
        WorkOrderStatus.OnSite => new("work-order.already-on-site"),
        _ => null,
    };

    /// <returns>The appointment that falls away with it, if any.</returns>
    public Visit? Cancel(string reason, Instant now)
    {
        Allow(WhyNotCancel());
        var visit = Visit;
        if (visit is not null) (visit.WithdrawnAt, visit.WithdrawReason) = (now, reason);
        (Status, CancelReason, SlotStart, SlotEnd, Offered) = (WorkOrderStatus.Cancelled, reason, null, null, false);
        return visit;
    }

    public static Expression<Func<WorkOrder, bool>> VisibleTo(Caller caller)
    {
        if (caller.Kind is CallerKind.Link) return order => order.Id == new WorkOrderId(caller.LinkedRecord ?? 0);
        if (caller.SeesAllUnits) return order => true;
        if (caller.OwnOnly) return order => order.TechnicianId == caller.Person && order.TechnicianId != null;
        IEnumerable<UnitId> units = [.. caller.Units];
        return order => units.Contains(order.UnitId);
    }

    public static Expression<Func<WorkOrder, bool>> WithKey(long key) => order => order.Id == new WorkOrderId(key);

    public SearchText ToSearchText() =>
        new("work-order", $"{Number} {Request}", $"{TicketNumber} {Kind} {Note} {FaultCode} {FaultText} {Cause} {Action} {Parts}", CreatedAt);

    /// <summary>A technician handles the own orders; whoever manages field work may do it for them, on the phone.</summary>
    private Refusal? WhyNotMine(Caller caller) =>
        (TechnicianId is not null && TechnicianId == caller.Person) || caller.May("field.manage") ? null : new("work-order.not-yours", RefusalKind.Forbidden);

    private static Refusal? WhyNotTime(Instant at, Instant? earliest, Instant now)
    {
        if (at > now + ClockDrift) return Refusal.Invalid("visit.time-in-future", "At");
        return at < earliest ? Refusal.Invalid("visit.out-of-order", "At") : null;
    }

    private void BackToPool() => (Status, TechnicianId, SlotStart, SlotEnd) = (WorkOrderStatus.Unscheduled, null, null, null);

    private static void Allow(Refusal? refusal)
    {
        if (refusal is not null) throw refusal;
    }

    internal sealed class Table : IEntityTypeConfiguration<WorkOrder>
    {
        public void Configure(EntityTypeBuilder<WorkOrder> builder)
        {
            builder.ToTable("work_orders").HasKey(order => order.Id);
            builder.Ignore(order => order.Slot).Ignore(order => order.Visit).Ignore(order => order.IsOpen).Ignore(order => order.Readiness).Ignore(order => order.SiteBlocked);
            builder.References(order => order.PlannedUnitId);
            builder.References(order => order.TicketId);
            builder.References(order => order.CustomerId);
            builder.References(order => order.UnitId);
            builder.References(order => order.SiteId);
            builder.References(order => order.ContactId);
            builder.References(order => order.AssetId);
            builder.References(order => order.TechnicianId);
            builder.References(order => order.ReportId);
            builder.References(order => order.EnglishReportId);
            builder.Property(order => order.Number).HasMaxLength(20);
            builder.Property(order => order.TicketNumber).HasMaxLength(20);
            builder.Property(order => order.Kind).HasMaxLength(40);
            builder.Property(order => order.AcceptanceDefects).HasMaxLength(2000);
            builder.Property(order => order.RequiredSkill).HasMaxLength(60);
            builder.HasIndex(order => new { order.CompanyId, order.Number }).IsUnique();
            builder.HasIndex(order => new { order.CompanyId, order.UnitId, order.CreatedAt, order.Id });
            builder.HasIndex(order => new { order.CompanyId, order.CreatedAt, order.Id });
            builder.HasIndex(order => new { order.CompanyId, order.Status, order.Priority, order.CreatedAt });
            builder.HasIndex(order => new { order.CompanyId, order.TechnicianId, order.SlotStart });
            builder.HasIndex(order => order.TicketId);
            builder.HasIndex(order => order.AssetId);
            builder.HasIndex(order => order.CustomerId);
            builder.HasMany(order => order.Visits).WithOne().HasForeignKey(visit => visit.OrderId);
            builder.HasMany(order => order.Photos).WithOne().HasForeignKey(photo => photo.OrderId);
            builder.HasMany(order => order.Signatures).WithOne().HasForeignKey(signature => signature.OrderId);
            builder.HasMany(order => order.Checklists).WithOne().HasForeignKey(list => list.OrderId);
            builder.HasMany(order => order.Holds).WithOne().HasForeignKey(hold => hold.OrderId);
            // One question instead of five: an order has a few visits, photos and signatures, so the rows they multiply to stay few.
            builder.Navigation(order => order.Visits).AutoInclude();
            builder.Navigation(order => order.Holds).AutoInclude();
            builder.Navigation(order => order.Checklists).AutoInclude();
            builder.Navigation(order => order.Photos).AutoInclude();
            builder.Navigation(order => order.Signatures).AutoInclude();
        }
    }
}

/// <summary>What the technician found and did (R408).</summary>
internal sealed record Findings(string? FaultCode, string? FaultText, string? Cause, string? Action, string? Result, string? Parts, int? WorkMinutes);

/// <summary>Where a device was, WGS-84 degrees.</summary>
public sealed record Place(double Latitude, double Longitude);
