using System.Linq.Expressions;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Calendars;

internal readonly record struct CalendarId(long Value) : IId<CalendarId>
{
    public static CalendarId Of(long value) => new(value);
}

/// <summary>
/// A working calendar (工作日历, R309) with all its versions. Clocks name a calendar and a version for good, so the name
/// never changes and a version is never edited.
/// </summary>
internal sealed class Calendar : Root, IListable<Calendar>, IDecided
{
    public required CalendarId Id { get; init; }

    /// <summary>Unique within the company.</summary>
    public required string Name { get; init; }

    /// <summary>The newest version, whether in effect or still to come.</summary>
    public int Latest { get; private set; }

    internal override long Key => Id.Value;

    /// <summary>The next version of this calendar.</summary>
    /// <param name="definition">As <see cref="WorkCalendarJson"/> writes it.</param>
    public CalendarVersion Publish(string definition, LocalDate from, int papers, Instant now) => new()
    {
        CalendarId = Id, Number = ++Latest, Definition = definition, EffectiveFrom = from, PublishedAt = now, Papers = papers, ShippedThrough = Holidays.LastShippedYear,
    };

    /// <summary>Everybody who works here may know when: calendars hold no customer and no person.</summary>
    public static Expression<Func<Calendar, bool>> VisibleTo(Caller caller)
    {
        var staff = caller.Kind is CallerKind.Person or CallerKind.Token or CallerKind.System;
        return calendar => staff;
    }

    public static Expression<Func<Calendar, bool>> WithKey(long key) => calendar => calendar.Id == new CalendarId(key);

    internal sealed class Table : IEntityTypeConfiguration<Calendar>
    {
        public void Configure(EntityTypeBuilder<Calendar> builder)
        {
            builder.ToTable("calendars").HasKey(calendar => calendar.Id);
            builder.Property(calendar => calendar.Name).HasMaxLength(100);
            builder.HasIndex(calendar => new { calendar.CompanyId, calendar.Name }).IsUnique();
        }
    }
}

/// <summary>
/// One version of a calendar. It also says which holiday papers it was made with, so that it means the same for ever,
/// whatever papers come later.
/// </summary>
internal sealed class CalendarVersion : Record, IPart
{
    public required CalendarId CalendarId { get; init; }
    public required int Number { get; init; }
    public required string Definition { get; init; }

    /// <summary>The day from which new clocks run on it.</summary>
    public required LocalDate EffectiveFrom { get; init; }

    public required Instant PublishedAt { get; init; }

    /// <summary>How many of the company's own holiday papers it knows.</summary>
    public required int Papers { get; init; }

    /// <summary>The last paper year that came with the product when it was made.</summary>
    public required int ShippedThrough { get; init; }

    public long RootKey => CalendarId.Value;

    internal sealed class Table : IEntityTypeConfiguration<CalendarVersion>
    {
        public void Configure(EntityTypeBuilder<CalendarVersion> builder)
        {
            builder.ToTable("calendar_versions").HasKey(version => new { version.CalendarId, version.Number });
            builder.References(version => version.CalendarId);
        }
    }
}

internal readonly record struct UnitCalendarId(long Value) : IId<UnitCalendarId>
{
    public static UnitCalendarId Of(long value) => new(value);
}

/// <summary>Which calendar a unit and everything below it works by; without a unit, the whole company.</summary>
internal sealed class UnitCalendar : Root, IDecided
{
    public required UnitCalendarId Id { get; init; }
    public UnitId? UnitId { get; init; }
    public required CalendarId CalendarId { get; set; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<UnitCalendar>
    {
        public void Configure(EntityTypeBuilder<UnitCalendar> builder)
        {
            builder.ToTable("unit_calendars").HasKey(assigned => assigned.Id);
            builder.References(assigned => assigned.UnitId);
            builder.References(assigned => assigned.CalendarId);
            builder.HasIndex(assigned => new { assigned.CompanyId, assigned.UnitId }).IsUnique();
            builder.HasIndex(assigned => assigned.CompanyId, "ix_unit_calendars_company_default").IsUnique().HasFilter("unit_id is null");
        }
    }
}
