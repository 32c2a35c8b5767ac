using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Charges;

internal readonly record struct ChargeRuleSetId(long Value) : IId<ChargeRuleSetId>
{
    public static ChargeRuleSetId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What is free and what is paid, from a day on (R702). Never changed, only followed by another; a quote names the one it was made with.</summary>
internal sealed class ChargeRuleSet : Root, IDecided
{
    public required ChargeRuleSetId Id { get; init; }

    /// <summary>1, 2, 3… in the company.</summary>
    public required int Number { get; init; }

    /// <summary>Orders made on or after this day of their unit take it.</summary>
    public required LocalDate ValidFrom { get; init; }

    /// <summary>A <see cref="RuleBook"/>.</summary>
    public required string Definition { get; init; }

    public string? Note { get; init; }
    public required Instant PublishedAt { get; init; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<ChargeRuleSet>
    {
        public void Configure(EntityTypeBuilder<ChargeRuleSet> builder)
        {
            builder.ToTable("charge_rule_sets").HasKey(set => set.Id);
            builder.Property(set => set.Note).HasMaxLength(500);
            builder.HasIndex(set => new { set.CompanyId, set.Number }).IsUnique();
        }
    }
}

/// <summary>One version of the charging rules as people write them.</summary>
/// <param name="Rules">The first whose conditions all hold decides; what none decides is paid for.</param>
/// <param name="Causes">What a technician may say the fault came from, when rules ask.</param>
/// <param name="TolerancePercent">So much more than consented needs no new consent (R703).</param>
/// <param name="QuoteFirst">Orders out of warranty, or whose warranty nobody knows, cannot be completed before there is a quote.</param>
public sealed record RuleBook(
    [property: Required, MinLength(1)] IReadOnlyList<ChargeRule> Rules, IReadOnlyList<ChargeCause> Causes, [property: Range(0, 100)] int TolerancePercent = RuleBook.StandardTolerance, bool QuoteFirst = false)
{
    /// <summary>A tenth: the 15 % of R703 are more.</summary>
    public const int StandardTolerance = 10;

    private static readonly ConditionalWeakTable<string, RuleBook> Known = [];

    internal string ToJson() => JsonSerializer.Serialize(this, PlatformJson.Options);

    internal static RuleBook FromJson(string json) => Known.GetValue(json, text => JsonSerializer.Deserialize<RuleBook>(text, PlatformJson.Options)!);

    /// <summary>Names that stand twice, causes nobody listed, explanations that are missing.</summary>
    internal Refusal? WhyNotUse()
    {
        if (Rules.FirstOrDefault(rule => string.IsNullOrWhiteSpace(rule.Code) || string.IsNullOrWhiteSpace(rule.Chinese) || string.IsNullOrWhiteSpace(rule.English)) is { } silent) return Refusal.Invalid("charge-rules.no-explanation", "Rules", silent.Code);
        if (Rules.GroupBy(rule => rule.Code).FirstOrDefault(same => same.Count() > 1) is { } twice) return Refusal.Invalid("charge-rules.code-twice", "Rules", twice.Key);
        return Rules.FirstOrDefault(rule => rule.Cause is not null && Causes.All(cause => cause.Code != rule.Cause)) is { } stray ? Refusal.Invalid("charge-rules.cause-unknown", "Rules", stray.Code, stray.Cause) : null;
    }
}

/// <summary>Where a fault came from: `misuse`, 人为损坏.</summary>
public sealed record ChargeCause([property: Required, StringLength(40)] string Code, [property: Required, StringLength(100)] string Chinese, [property: Required, StringLength(100)] string English)
{
    public string NameIn(string language) => language == Texts.English ? English : Chinese;
}
