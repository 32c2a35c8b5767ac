using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;

namespace Aftercare.Modules.Performance;

/// <summary>The definition sheet of an indicator (R1101), in the words of the sheet.</summary>
/// <param name="Formula">`repairs_on_time / repair_reports`.</param>
/// <param name="Terms">What each name of the formula counts.</param>
/// <param name="Percent">True when the result is a share shown in percent.</param>
/// <param name="Best">The best thinkable value, in the indicator's unit.</param>
/// <param name="Worst">The value that scores nothing.</param>
/// <param name="OutputDepartment">Who hands out the figure (数据输出部门).</param>
/// <param name="StatisticPoint">When a request enters the figure (统计点).</param>
/// <param name="Unit">What the value is measured in, as it is shown: `次/台`; percent when <paramref name="Percent"/>.</param>
/// <param name="NoSource">Why nothing counts this indicator yet; it is then named, and never computed. Its formula is the sheet's words.</param>
/// <param name="ZeroDenominator">The value, in the indicator's unit, when the formula divides by nothing; null: not applicable (R1102).</param>
internal sealed record KpiDefinition(
    [property: Required, StringLength(2000)] string Definition,
    [property: StringLength(2000)] string? Purpose,
    [property: Required, StringLength(500)] string Formula,
    [property: MinLength(1)] IReadOnlyList<KpiTerm> Terms,
    Direction Direction,
    bool Percent,
    [property: Range(0, 6)] int Decimals,
    decimal Best,
    decimal Worst,
    [property: MinLength(1)] IReadOnlyList<PeriodKind> Periods,
    string? Notes = null,
    string? OutputDepartment = null,
    string? StatisticPoint = null,
    string? ResponsibleDepartment = null,
    string? ResponsiblePost = null,
    decimal Tolerance = 0,
    bool NaturalLimitCountsFull = false,
    [property: StringLength(20)] string? Unit = null,
    decimal? ZeroDenominator = null,
    [property: StringLength(500)] string? NoSource = null)
{
    public Indicator Indicator() => new(Rules.Scoring.Formula.Parse(Formula), Direction, Percent, Decimals, ZeroDenominator);

    /// <summary>The unit behind a value: `%`, `次/台` or nothing.</summary>
    public string Suffix() => Percent ? "%" : Unit is { Length: > 0 } ? $" {Unit}" : "";

    /// <summary>Why this cannot be a definition, or null.</summary>
    /// <exception cref="Rules.RuleRefusal">`formula.malformed`.</exception>
    public Refusal? WhyNot()
    {
        if (NoSource is not null) return null;
        var names = Terms.Select(term => term.Name).ToList();
        if (names.Find(name => names.Count(other => other == name) > 1) is { } twice) return Refusal.Invalid("kpi.term-twice", nameof(Terms), twice);
        var unknown = Rules.Scoring.Formula.Parse(Formula).Names.FirstOrDefault(name => !names.Contains(name));
        return unknown is null ? null : Refusal.Invalid("kpi.term-unknown", nameof(Formula), unknown);
    }

    public ScoreCurve Curve(decimal target) => new(target, Best, Worst, Tolerance, NaturalLimitCountsFull);

    /// <summary>As a card scores it: with its bands, and a natural limit full when the card says so (R1106, R1108).</summary>
    public ScoreCurve Curve(decimal target, CardEdition edition) => Curve(target) with { NaturalLimitCountsFull = NaturalLimitCountsFull || edition.NaturalLimitCountsFull, Edges = edition.Bands };
}

/// <summary>What of a measure a term adds up: how many, or the sum in the measure's own unit (seconds, minor units of money).</summary>
internal enum TermOf { Count, Sum }

/// <summary>One name of a formula: the measure it adds up, the request types it is limited to (all when empty), and those left out.</summary>
/// <param name="NameZh">What people call it; the formula's name when left out.</param>
internal sealed record KpiTerm(
    [property: Required, StringLength(60)] string Name,
    [property: Required, StringLength(80)] string Measure,
    IReadOnlyList<string> Types,
    TermOf Of = TermOf.Count,
    IReadOnlyList<string>? ExceptTypes = null,
    [property: StringLength(60)] string? NameZh = null,
    [property: StringLength(60)] string? NameEn = null)
{
    public string NameIn(string language) => (language == Texts.English ? NameEn : NameZh) ?? Name;

    public bool Takes(string type) => (Types.Count == 0 || Types.Contains(type)) && ExceptTypes?.Contains(type) is not true;
}
