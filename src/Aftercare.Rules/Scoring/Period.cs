using System.Globalization;
using NodaTime;

namespace Aftercare.Rules.Scoring;

/// <summary>The four lengths figures are judged by (R1104).</summary>
public enum PeriodKind { Month, Quarter, HalfYear, Year }

/// <summary>A stretch of whole days, written <c>2026-04</c>, <c>2026-Q2</c>, <c>2026-H1</c> or <c>2026</c>.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
public sealed record Period(PeriodKind Kind, LocalDate From, LocalDate To)
{
    /// <summary>The period of a kind that a day lies in.</summary>
    public static Period Containing(LocalDate day, PeriodKind kind)
    {
        var months = Months(kind);
        var from = new LocalDate(day.Year, (day.Month - 1) / months * months + 1, 1);
        return new(kind, from, from.PlusMonths(months).PlusDays(-1));
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="RuleRefusal"><c>period.malformed</c>.</exception>
    public static Period Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2200) throw Malformed(text);
        if (parts.Length == 1) return Containing(new(year, 1, 1), PeriodKind.Year);
        var kind = parts[1].StartsWith('Q') ? PeriodKind.Quarter : parts[1].StartsWith('H') ? PeriodKind.HalfYear : PeriodKind.Month;
        var months = Months(kind);
        if (!int.TryParse(parts[1].AsSpan(kind is PeriodKind.Month ? 0 : 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > 12 / months) throw Malformed(text);
        return Containing(new(year, (number - 1) * months + 1, 1), kind);
    }

    /// <summary>The one before.</summary>
    public Period Previous() => Containing(From.PlusDays(-1), Kind);

    /// <summary>The one after.</summary>
    public Period Next() => Containing(To.PlusDays(1), Kind);

    public override string ToString() => Kind switch
    {
        PeriodKind.Year => From.Year.ToString(CultureInfo.InvariantCulture),
        PeriodKind.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{From.Year}-H{(From.Month + 5) / 6}"),
        PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{From.Year}-Q{(From.Month + 2) / 3}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{From.Year}-{From.Month:00}"),
    };

    private static int Months(PeriodKind kind) => kind switch { PeriodKind.Month => 1, PeriodKind.Quarter => 3, PeriodKind.HalfYear => 6, _ => 12 };

    private static RuleRefusal Malformed(string text) => new("period.malformed", $"'{text}' is no period: write 2026-04, 2026-Q2, 2026-H1 or 2026.", text);
}
