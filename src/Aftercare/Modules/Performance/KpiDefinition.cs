using System.ComponentModel.DataAnnotations;
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
internal sealed record KpiDefinition(
    [property: Required, StringLength(2000)] string Definition,
    [property: StringLength(2000)] string? Purpose,
    [property: Required, StringLength(500)] string Formula,
    IReadOnlyList<KpiTerm> Terms,
    Direction Direction,
    bool Percent,
    [property: Range(0, 6)] int Decimals,
    decimal Best,
    decimal Worst,
    IReadOnlyList<PeriodKind> Periods,
    string? Notes = null,
    string? OutputDepartment = null,
    string? StatisticPoint = null,
    string? ResponsibleDepartment = null,
    string? ResponsiblePost = null,
    decimal Tolerance = 0,
    bool NaturalLimitCountsFull = false)
{
    public Indicator Indicator() => new(Rules.Scoring.Formula.Parse(Formula), Direction, Percent, Decimals);

    public ScoreCurve Curve(decimal target) => new(target, Best, Worst, Tolerance, NaturalLimitCountsFull);
}

/// <summary>One name of a formula: the measure it sums, and the request types it is limited to (all when empty).</summary>
internal sealed record KpiTerm([property: Required, StringLength(60)] string Name, [property: Required, StringLength(80)] string Measure, IReadOnlyList<string> Types);
