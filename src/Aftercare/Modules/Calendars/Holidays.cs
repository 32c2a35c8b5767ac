using Aftercare.Platform;
using Aftercare.Rules;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Calendars;

internal readonly record struct HolidayPaperId(long Value) : IId<HolidayPaperId>
{
    public static HolidayPaperId Of(long value) => new(value);
}

/// <summary>A year of statutory holidays that somebody brought in after the product was made. Papers are only ever added.</summary>
internal sealed class HolidayPaper : Root, IDecided
{
    public required HolidayPaperId Id { get; init; }

    /// <summary>1, 2, 3… within the company: later papers win over earlier ones of the same year.</summary>
    public required int Number { get; init; }

    public required int Year { get; init; }

    /// <summary>The holiday-cn document.</summary>
    public required string Document { get; init; }

    public required Instant At { get; init; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<HolidayPaper>
    {
        public void Configure(EntityTypeBuilder<HolidayPaper> builder)
        {
            builder.ToTable("holiday_papers").HasKey(paper => paper.Id);
            builder.HasIndex(paper => new { paper.CompanyId, paper.Number }).IsUnique();
        }
    }
}

/// <summary>Statutory holidays: the shipped papers and the company's own.</summary>
internal static class Holidays
{
    public static int LastShippedYear => ChineseCalendar.Shipped.PublishedYears.Max();

    /// <summary>What a calendar made with these papers knows.</summary>
    /// <param name="shippedThrough">Shipped paper years up to this one.</param>
    /// <param name="papers">The company's own, in the order they came.</param>
    public static ChineseCalendar Of(int shippedThrough, IEnumerable<HolidayPaper> papers)
    {
        var shipped = ChineseCalendar.Of(ChineseCalendar.Shipped.Years.Where(year => year.Year <= shippedThrough));
        return papers.Aggregate(shipped, (known, paper) => known.With(ChineseCalendar.ParseYear(paper.Document)));
    }

    /// <summary>The definition of a version as a calendar.</summary>
    /// <param name="papers">The company's own, in the order they came; later ones than the version knows do not matter.</param>
    public static WorkCalendar Read(string name, CalendarVersion version, IEnumerable<HolidayPaper> papers) =>
        WorkCalendarJson.Parse(name, version.Definition, Of(version.ShippedThrough, papers.Where(paper => paper.Number <= version.Papers))) with { Version = version.Number };

    /// <summary>The definition in canonical form, or a refusal when it is none or its zone is unknown.</summary>
    public static WorkCalendar Checked(string name, string definition, string field)
    {
        try
        {
            return new WorkingTime(WorkCalendarJson.Parse(name, definition)).Calendar;
        }
        catch (RuleRefusal wrong)
        {
            throw Refusal.Invalid(wrong.Code, field, wrong.Message);
        }
    }
}
