using System.Globalization;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

internal readonly record struct TechnicianDayId(long Value) : IId<TechnicianDayId>
{
    public static TechnicianDayId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// One technician's local date. It is the guard against double booking: a slot takes every local date it touches (a
/// night shift takes two), and taking a date bumps its version. Two slots that overlap share an instant, so they share
/// a date, so two dispatchers who book them at once meet at the same row and the second one is run again and refused.
/// </summary>
internal sealed class TechnicianDay : Root
{
    public required TechnicianDayId Id { get; init; }
    public required PersonId TechnicianId { get; init; }
    public required LocalDate Date { get; init; }

    /// <summary>Counts bookings and releases; changes with each, so that a date a slot merely runs into is bumped as well.</summary>
    public int Changes { get; private set; }

    internal override long Key => Id.Value;

    public void Take() => Changes++;

    internal sealed class Table : IEntityTypeConfiguration<TechnicianDay>
    {
        public void Configure(EntityTypeBuilder<TechnicianDay> builder)
        {
            builder.ToTable("technician_days").HasKey(day => day.Id);
            builder.HasIndex(day => new { day.CompanyId, day.TechnicianId, day.Date }).IsUnique();
            builder.References(day => day.TechnicianId);
        }
    }
}

internal readonly record struct AppointmentId(long Value) : IId<AppointmentId>
{
    public static AppointmentId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Time of a technician that a visit takes. Part of the day on which it starts; gone when the visit is withdrawn.</summary>
internal sealed class Appointment : Record, IPart
{
    public required AppointmentId Id { get; init; }
    public required TechnicianDayId DayId { get; init; }
    public required PersonId TechnicianId { get; init; }

    /// <summary>Unique: one work order never has two appointments that stand.</summary>
    public required WorkOrderId OrderId { get; init; }

    public required VisitId VisitId { get; init; }
    public required Instant StartsAt { get; init; }
    public required Instant EndsAt { get; init; }

    /// <summary>Why it was booked although something spoke against it.</summary>
    public string? OverrideReason { get; init; }

    public long RootKey => DayId.Value;

    public TimeSlot Slot => new(StartsAt, EndsAt);

    internal sealed class Table : IEntityTypeConfiguration<Appointment>
    {
        public void Configure(EntityTypeBuilder<Appointment> builder)
        {
            builder.ToTable("appointments").HasKey(appointment => appointment.Id);
            builder.Ignore(appointment => appointment.RootKey).Ignore(appointment => appointment.Slot);
            builder.HasOne<TechnicianDay>().WithMany().HasForeignKey(appointment => appointment.DayId);
            builder.References(appointment => appointment.OrderId);
            builder.References(appointment => appointment.VisitId);
            builder.HasIndex(appointment => appointment.OrderId).IsUnique();
            builder.HasIndex(appointment => new { appointment.CompanyId, appointment.TechnicianId, appointment.StartsAt });
        }
    }
}
