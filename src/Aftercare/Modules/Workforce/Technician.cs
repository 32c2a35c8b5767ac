using System.Linq.Expressions;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Aftercare.Rules.Geo;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Workforce;

/// <summary>A person who can be sent (技师): what they can do, when, and where their day begins.</summary>
internal sealed class Technician : Root, IListable<Technician>
{
    public required TechnicianId Id { get; init; }
    public required PersonId PersonId { get; init; }

    /// <summary>The person's unit, kept up with it.</summary>
    public required UnitId UnitId { get; set; }

    /// <summary>False once the person has left: nobody offers them any more.</summary>
    public bool Active { get; set; } = true;

    public double? HomeLatitude { get; private set; }
    public double? HomeLongitude { get; private set; }
    public Datum HomeDatum { get; private set; }
    public required Instant MadeAt { get; init; }

    internal override long Key => Id.Value;

    /// <summary>Where the day starts; null when nobody said.</summary>
    public GeoPoint? Home
    {
        get => HomeLatitude is { } latitude && HomeLongitude is { } longitude ? new GeoPoint(latitude, longitude, HomeDatum) : null;
        set => (HomeLatitude, HomeLongitude, HomeDatum) = (value?.Latitude, value?.Longitude, value?.Datum ?? Datum.Wgs84);
    }

    public static Expression<Func<Technician, bool>> VisibleTo(Caller caller)
    {
        List<UnitId> units = [.. caller.Units];
        var (all, own, self) = (caller.SeesAllUnits, caller.OwnOnly, caller.Person);
        return technician => all || technician.PersonId == self || (!own && units.Contains(technician.UnitId));
    }

    public static Expression<Func<Technician, bool>> WithKey(long key) => technician => technician.Id == new TechnicianId(key);

    internal sealed class Table : IEntityTypeConfiguration<Technician>
    {
        public void Configure(EntityTypeBuilder<Technician> builder)
        {
            builder.ToTable("technicians").HasKey(technician => technician.Id);
            builder.Ignore(technician => technician.Home);
            builder.References(technician => technician.PersonId);
            builder.References(technician => technician.UnitId);
            builder.HasIndex(technician => technician.PersonId).IsUnique();
            builder.HasIndex(technician => new { technician.CompanyId, technician.MadeAt, technician.Id });
        }
    }
}

/// <summary>Something a technician can do, how well, and until when that is proven (R112).</summary>
internal sealed class TechnicianSkill : Record, IPart
{
    public required TechnicianId TechnicianId { get; init; }
    public required string Skill { get; init; }

    /// <summary>1 beginner to 5 expert.</summary>
    public required int Level { get; set; }

    /// <summary>Number of the certificate, if there is one.</summary>
    public string? Certificate { get; set; }

    /// <summary>The last day the qualification counts; null when it does not expire.</summary>
    public LocalDate? ValidUntil { get; set; }

    public long RootKey => TechnicianId.Value;

    public bool CountsOn(LocalDate day) => !(ValidUntil < day);

    internal sealed class Table : IEntityTypeConfiguration<TechnicianSkill>
    {
        public void Configure(EntityTypeBuilder<TechnicianSkill> builder)
        {
            builder.ToTable("technician_skills").HasKey(skill => new { skill.TechnicianId, skill.Skill });
            builder.Property(skill => skill.Skill).HasMaxLength(60);
            builder.Property(skill => skill.Certificate).HasMaxLength(100);
            builder.References(skill => skill.TechnicianId);
        }
    }
}

internal readonly record struct ShiftId(long Value) : IId<ShiftId>
{
    public static ShiftId Of(long value) => new(value);
}

/// <summary>A time a technician works (班次).</summary>
internal sealed class Shift : Record, IPart
{
    public required ShiftId Id { get; init; }
    public required TechnicianId TechnicianId { get; init; }
    public required Instant Start { get; init; }
    public required Instant End { get; init; }

    public long RootKey => TechnicianId.Value;
    public TimeSlot Slot => new(Start, End);

    internal sealed class Table : IEntityTypeConfiguration<Shift>
    {
        public void Configure(EntityTypeBuilder<Shift> builder)
        {
            builder.ToTable("shifts").HasKey(shift => shift.Id);
            builder.Ignore(shift => shift.Slot);
            builder.References(shift => shift.TechnicianId);
            builder.HasIndex(shift => new { shift.TechnicianId, shift.End });
        }
    }
}

internal readonly record struct TimeOffId(long Value) : IId<TimeOffId>
{
    public static TimeOffId Of(long value) => new(value);
}

/// <summary>Why somebody is away.</summary>
internal enum TimeOffReason { Leave, Sick, Training, Meeting, Other }

/// <summary>A time a technician cannot be sent (请假/不可派时段).</summary>
internal sealed class TimeOff : Record, IPart
{
    public required TimeOffId Id { get; init; }
    public required TechnicianId TechnicianId { get; init; }
    public required Instant Start { get; init; }
    public required Instant End { get; init; }
    public required TimeOffReason Reason { get; init; }
    public string? Note { get; init; }

    public long RootKey => TechnicianId.Value;
    public TimeSlot Slot => new(Start, End);

    internal sealed class Table : IEntityTypeConfiguration<TimeOff>
    {
        public void Configure(EntityTypeBuilder<TimeOff> builder)
        {
            builder.ToTable("time_off").HasKey(off => off.Id);
            builder.Ignore(off => off.Slot);
            builder.Property(off => off.Note).HasMaxLength(500);
            builder.References(off => off.TechnicianId);
            builder.HasIndex(off => new { off.TechnicianId, off.End });
        }
    }
}
