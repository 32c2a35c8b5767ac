using System.Globalization;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

internal readonly record struct SiteSessionId(long Value) : IId<SiteSessionId>
{
    public static SiteSessionId Of(long value) => new(value);
    public static bool operator <(SiteSessionId left, SiteSessionId right) => left.Value < right.Value;
    public static bool operator >(SiteSessionId left, SiteSessionId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A participant of a session on site.</summary>
internal readonly record struct AttendeeId(long Value) : IId<AttendeeId>
{
    public static AttendeeId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>现场培训、产品演示.</summary>
public enum SessionKind { Training, Demonstration }

/// <summary>操作人员、客户维修人员、经销商、客户: who it is for.</summary>
public enum Audience { Operators, RepairStaff, Dealer, Customer }

/// <summary>Training given or a product shown at the customer's, within a work order (R412, R413). While a required training has no participant's signature its order cannot be completed.</summary>
internal sealed class SiteSession : Root
{
    /// <summary>Stands against completion while nobody has signed.</summary>
    public const string Unsigned = "field.hold.training-unsigned";

    public required SiteSessionId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required UnitId UnitId { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required SessionKind Kind { get; init; }
    public required string Topic { get; init; }
    public required Audience Audience { get; init; }
    public required Instant PlannedAt { get; init; }
    public bool Required { get; private set; }

    /// <summary>What was taught or shown.</summary>
    public string? Content { get; private set; }

    /// <summary>Who gave it: whoever recorded the first participant.</summary>
    public PersonId? By { get; private set; }

    public Instant? HeldAt { get; private set; }

    /// <summary>Why a required training was let go.</summary>
    public string? WaivedReason { get; private set; }

    public List<Attendee> Attendees { get; } = [];

    internal override long Key => Id.Value;

    /// <summary>Plans it, and stands against completion when it is required.</summary>
    public static SiteSession Plan(AppDb db, WorkOrder order, SessionKind kind, string topic, Audience audience, bool required)
    {
        var session = new SiteSession
        {
            Id = db.NewId<SiteSessionId>(), OrderId = order.Id, OrderNumber = order.Number, UnitId = order.UnitId, CustomerId = order.CustomerId, Kind = kind, Topic = topic, Audience = audience, PlannedAt = db.Now,
            Required = required && kind is SessionKind.Training,
        };
        if (session.Required) order.Hold(session.Id.Value, Unsigned, db.Now);
        db.Add(session);
        return session;
    }

    /// <summary>Somebody took part; a training is confirmed by signature and says what was taught.</summary>
    public void Attend(WorkOrder order, Attendee attendee, string? content, PersonId? by)
    {
        Content = string.IsNullOrWhiteSpace(content) ? Content : content.Trim();
        if (Kind is SessionKind.Training && Content is null) throw Refusal.Invalid("site-session.no-content", "Content");
        if (Kind is SessionKind.Training && attendee.SignatureId is null) throw Refusal.Invalid("site-session.no-signature", "Signature");
        Attendees.Add(attendee);
        (By, HeldAt) = (By ?? by, HeldAt ?? attendee.At);
        order.Holds.RemoveAll(hold => hold.Holder == Id.Value);
    }

    /// <summary>The order may be completed without it, for a reason.</summary>
    public void Waive(WorkOrder order, string reason)
    {
        if (!Required || HeldAt is not null) throw new Refusal("site-session.not-owed");
        (Required, WaivedReason) = (false, reason);
        order.Holds.RemoveAll(hold => hold.Holder == Id.Value);
    }

    /// <summary>The sessions of the orders the caller sees.</summary>
    public static IQueryable<SiteSession> Seen(AppDb db)
    {
        var orders = db.Visible<WorkOrder>();
        return db.All<SiteSession>().Where(session => orders.Any(order => order.Id == session.OrderId));
    }

    internal sealed class Table : IEntityTypeConfiguration<SiteSession>, IEntityTypeConfiguration<Attendee>
    {
        public void Configure(EntityTypeBuilder<SiteSession> builder)
        {
            builder.ToTable("site_sessions").HasKey(session => session.Id);
            builder.References(session => session.OrderId);
            builder.References(session => session.UnitId);
            builder.References(session => session.CustomerId);
            builder.Property(session => session.OrderNumber).HasMaxLength(20);
            builder.Property(session => session.Topic).HasMaxLength(200);
            builder.Property(session => session.Content).HasMaxLength(4000);
            builder.Property(session => session.WaivedReason).HasMaxLength(500);
            builder.HasIndex(session => new { session.CompanyId, session.PlannedAt, session.Id });
            builder.HasIndex(session => session.OrderId);
            builder.HasMany(session => session.Attendees).WithOne().HasForeignKey(attendee => attendee.SessionId);
            builder.Navigation(session => session.Attendees).AutoInclude();
        }

        public void Configure(EntityTypeBuilder<Attendee> builder)
        {
            builder.ToTable("session_attendees").HasKey(attendee => attendee.Id);
            builder.References(attendee => attendee.SignatureId);
            builder.Property(attendee => attendee.Name).HasMaxLength(100);
            builder.Property(attendee => attendee.Role).HasMaxLength(100);
            builder.Property(attendee => attendee.Wish).HasMaxLength(1000);
        }
    }
}

/// <summary>Who took part, with the signature drawn on the phone, and what they wish next.</summary>
internal sealed class Attendee : Record, IPart
{
    public required AttendeeId Id { get; init; }
    public required SiteSessionId SessionId { get; init; }
    public required string Name { get; init; }

    /// <summary>The post or company.</summary>
    public string? Role { get; init; }

    public FileId? SignatureId { get; init; }

    /// <summary>What they wish to be done next: a quotation, a second demonstration.</summary>
    public string? Wish { get; init; }

    /// <summary>The device's time.</summary>
    public required Instant At { get; init; }

    long IPart.RootKey => SessionId.Value;
}
