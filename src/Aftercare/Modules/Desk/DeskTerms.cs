using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// What the desk works by from a day on: who is told when a clock warns or breaks (R315), how soon a fault counts as come
/// back (R326), how often an emergency is called again (R323), and why a promise may be broken (B32). Never changed, only
/// followed by another edition; edition 0 holds while the company has set none.
/// </summary>
internal sealed class DeskTerms : Root, IDecided
{
    public required DeskTermsId Id { get; init; }

    /// <summary>Counts up within the company.</summary>
    public required int Edition { get; init; }

    public required LocalDate ValidFrom { get; init; }

    /// <summary><see cref="TermsDefinition"/> as it was written.</summary>
    public required string Definition { get; init; }

    internal override long Key => Id.Value;

    public TermsDefinition Terms => JsonSerializer.Deserialize<TermsDefinition>(Definition, PlatformJson.Options)!;

    /// <summary>The edition in force on a day.</summary>
    public static (int Edition, TermsDefinition Terms) On(IEnumerable<DeskTerms> editions, LocalDate day) =>
        editions.Where(one => one.ValidFrom <= day).MaxBy(one => (one.ValidFrom, one.Edition)) is { } found ? (found.Edition, found.Terms) : (0, TermsDefinition.Standard);

    internal sealed class Table : IEntityTypeConfiguration<DeskTerms>
    {
        public void Configure(EntityTypeBuilder<DeskTerms> builder)
        {
            builder.ToTable("desk_terms").HasKey(terms => terms.Id);
            builder.Ignore(terms => terms.Terms);
            builder.HasIndex(terms => new { terms.CompanyId, terms.Edition }).IsUnique();
        }
    }
}

/// <summary>One edition of the desk's terms as people write it.</summary>
/// <param name="Service">The way up of handling: group leader, supervisor, manager, leadership.</param>
/// <param name="Technical">The way up of knowledge: regional engineer, expert, manufacturer.</param>
/// <param name="Causes">Why a promise was broken, in the order people choose from.</param>
/// <param name="RepeatDays">The same symptom on the same machine within so many days after it was solved is 返修 (R326).</param>
/// <param name="AlarmEveryMinutes">An emergency nobody took is called again after so many minutes, one level higher each time (R323, R311).</param>
/// <param name="AlarmTechnicians">So many technicians on duty are called, the nearest first.</param>
/// <param name="ExplainBeforeClose">A ticket with a broken promise is not closed before somebody said why.</param>
public sealed record TermsDefinition(
    [property: Required, MinLength(1)] IReadOnlyList<EscalationLevel> Service, [property: Required] IReadOnlyList<EscalationLevel> Technical, [property: Required, MinLength(1)] IReadOnlyList<BreachCause> Causes,
    [property: Range(1, 365)] int RepeatDays = 30, [property: Range(1, 120)] int AlarmEveryMinutes = 5, [property: Range(1, 20)] int AlarmTechnicians = 2, bool ExplainBeforeClose = false)
{
    internal IReadOnlyList<EscalationLevel> Levels(EscalationPath path) => path is EscalationPath.Service ? Service : Technical;

    /// <summary>The first level or cause that cannot be used; null when all are sound.</summary>
    internal Refusal? WhyNotUse()
    {
        var levels = Service.Concat(Technical).ToList();
        if (levels.Find(level => level.Roles.Count == 0 && level.Person is null) is { } nobody) return Refusal.Invalid("terms.level-of-nobody", nameof(Service), nobody.Code);
        if (Service.GroupBy(level => level.Code).Concat(Technical.GroupBy(level => level.Code)).FirstOrDefault(same => same.Count() > 1) is { } twice) return Refusal.Invalid("terms.level-twice", nameof(Service), twice.Key);
        return Causes.GroupBy(cause => cause.Code).FirstOrDefault(same => same.Count() > 1) is { } cause ? Refusal.Invalid("terms.cause-twice", nameof(Causes), cause.Key) : null;
    }

    internal static TermsDefinition Standard { get; } = new(
        [
            new("leader", "小组长", "Group leader", ["P29"], When: EscalateWhen.Warning),
            new("supervisor", "主管", "Supervisor", ["P10", "P15", "P16"], When: EscalateWhen.Breach),
            new("manager", "售后经理", "After-sales manager", ["P06", "P08"], When: EscalateWhen.Breach, AfterMinutes: 240),
            new("leadership", "公司领导", "Company leadership", ["P05", "P01"], When: EscalateWhen.Breach, AfterMinutes: 1440),
        ],
        [
            new("regional", "区域工程师", "Regional engineer", ["P22", "P23"]),
            new("expert", "技术专家", "Technical expert", ["P42"]),
            new("manufacturer", "厂家热线（售后经理跟进）", "Manufacturer's hotline (the after-sales manager follows it)", ["P06", "P08"], Outside: true),
        ],
        [
            new("parts", "配件未到", "Parts did not arrive"), new("staff", "人手不足", "Too few people"), new("customer", "客户原因改期", "The customer asked for later"),
            new("road", "路途或天气", "Road or weather"), new("wrong-dispatch", "派单不当", "Wrongly dispatched"), new("skill", "技术难题", "Technically difficult"),
            new("late-entry", "已处理但录入滞后", "Done in time, entered late"), new("other", "其他", "Other"),
        ]);
}

/// <summary>When a level is told by itself.</summary>
public enum EscalateWhen { ByHand, Warning, Breach }

/// <summary>Whose help is asked: those who answer for the work, or those who know more.</summary>
public enum EscalationPath { Service, Technical }

/// <summary>One level of a way up.</summary>
/// <param name="Roles">Whoever holds one of these roles, the nearest unit above the ticket first.</param>
/// <param name="Person">Or this person, before all others.</param>
/// <param name="Deputy">Stands in when nobody of the level is there.</param>
/// <param name="AfterMinutes">So many minutes after the clock ran out.</param>
/// <param name="Outside">Somebody outside is asked (the manufacturer): their case number is needed.</param>
public sealed record EscalationLevel(
    [property: Required, StringLength(50)] string Code, [property: Required, StringLength(100)] string Chinese, [property: Required, StringLength(100)] string English, [property: Required] IReadOnlyList<string> Roles,
    PersonId? Person = null, PersonId? Deputy = null, EscalateWhen When = EscalateWhen.ByHand, [property: Range(0, 43200)] int AfterMinutes = 0, bool Outside = false)
{
    internal string In(string language) => language == Texts.English ? English : Chinese;
}

/// <summary>A reason why a promise was broken, with its words.</summary>
public sealed record BreachCause([property: Required, StringLength(50)] string Code, [property: Required, StringLength(100)] string Chinese, [property: Required, StringLength(100)] string English)
{
    internal string In(string language) => language == Texts.English ? English : Chinese;
}
