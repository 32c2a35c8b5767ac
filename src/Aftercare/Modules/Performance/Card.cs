using System.Linq.Expressions;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>
/// A card (考核表): indicators with weights that are 100 together, for a post or a department, in editions: weighing anew begins
/// a new one on a day, and periods before keep theirs (R1105).
/// </summary>
internal sealed class Card : Root, IListable<Card>
{
    public required CardId Id { get; init; }
    public required string Code { get; init; }
    public required string NameZh { get; set; }
    public required string NameEn { get; set; }

    /// <summary>Whose card it is, as the company calls the post.</summary>
    public string? Post { get; set; }

    public List<CardEdition> Editions { get; } = [];
    public List<CardLine> Lines { get; } = [];

    internal override long Key => Id.Value;

    public static Expression<Func<Card, bool>> VisibleTo(Caller caller) => card => true;

    public static Expression<Func<Card, bool>> WithKey(long key) => card => card.Id == new CardId(key);

    public string Name(string language) => language == Texts.English ? NameEn : NameZh;

    /// <summary>The edition in force on a day: the newest that had begun by then, else the first.</summary>
    public CardEdition EditionOn(LocalDate day) =>
        Editions.Where(edition => edition.EffectiveFrom <= day).MaxBy(edition => (edition.EffectiveFrom, edition.Ordinal)) ?? Editions.MinBy(edition => edition.Ordinal)!;

    public IReadOnlyList<CardLine> LinesOf(CardEdition edition) => [.. Lines.Where(line => line.Edition == edition.Ordinal).OrderBy(line => line.Place)];

    /// <summary>
    /// Begins an edition. Refused: weights that are not 100 together (`weights.not-100`, R1105), an indicator named twice
    /// (`card.kpi-twice`), bands that do not rise (`card.bands-not-in-order`). All weights 0: the company has not weighed it yet, and there is no total.
    /// </summary>
    public CardEdition Weigh(IReadOnlyList<Weighed> lines, CardTerms terms, LocalDate from)
    {
        if (lines.Select(line => line.Kpi).Distinct().Count() < lines.Count) throw Refusal.Invalid("card.kpi-twice", nameof(Lines));
        var weighed = lines.Any(line => line.Weight != 0);
        if (weighed && lines.Sum(line => line.Weight) is var sum and not 100) throw Refusal.Invalid("weights.not-100", nameof(Lines), sum);
        if (!terms.Bands.AreInOrder) throw Refusal.Invalid("card.bands-not-in-order", nameof(terms.Bands));
        var edition = new CardEdition
        {
            CardId = Id, Ordinal = Editions.Count, EffectiveFrom = from, NotApplicable = terms.NotApplicable, NaturalLimitCountsFull = terms.NaturalLimitCountsFull, IsWeighed = weighed,
            FarAbove = terms.Bands.FarAbove, Above = terms.Bands.Above, Met = terms.Bands.Met, UpperWins = terms.Bands.UpperWins,
        };
        Editions.Add(edition);
        Lines.AddRange(lines.Select((line, place) => new CardLine { CardId = Id, Edition = edition.Ordinal, KpiId = line.Kpi, Weight = line.Weight, Place = place, Optional = line.Optional }));
        return edition;
    }

    internal sealed class Table : IEntityTypeConfiguration<Card>
    {
        public void Configure(EntityTypeBuilder<Card> builder)
        {
            builder.ToTable("kpi_cards").HasKey(card => card.Id);
            builder.HasIndex(card => new { card.CompanyId, card.Code }).IsUnique();
            builder.HasMany(card => card.Editions).WithOne().HasForeignKey(edition => edition.CardId);
            builder.HasMany(card => card.Lines).WithOne().HasForeignKey(line => line.CardId);
        }
    }
}

/// <summary>An indicator on a card.</summary>
/// <param name="Weight">In percent.</param>
/// <param name="Optional">Marked * in the duty table: shown, and left out when the company does not want it.</param>
internal sealed record Weighed(KpiId Kpi, decimal Weight, bool Optional = false);

/// <summary>How a card scores: what does not apply, bands (R1106), and targets that cannot be beaten (R1108).</summary>
internal sealed record CardTerms(NotApplicableRule NotApplicable, Bands Bands, bool NaturalLimitCountsFull = false)
{
    public static CardTerms Standard { get; } = new(NotApplicableRule.Spread, Bands.Standard);
}

/// <summary>A card from a day on; never changed once written.</summary>
internal sealed class CardEdition : Record, IPart
{
    public required CardId CardId { get; init; }
    public required int Ordinal { get; init; }
    public required LocalDate EffectiveFrom { get; init; }
    public required NotApplicableRule NotApplicable { get; init; }
    public required bool NaturalLimitCountsFull { get; init; }

    /// <summary>False while the company has not said what each indicator weighs: values without a total.</summary>
    public required bool IsWeighed { get; init; }

    public required decimal FarAbove { get; init; }
    public required decimal Above { get; init; }
    public required decimal Met { get; init; }
    public required bool UpperWins { get; init; }

    public string Label => $"V1.{Ordinal}";

    public Bands Bands => new(FarAbove, Above, Met, UpperWins);

    public CardTerms Terms => new(NotApplicable, Bands, NaturalLimitCountsFull);

    public long RootKey => CardId.Value;

    internal sealed class Table : IEntityTypeConfiguration<CardEdition>
    {
        public void Configure(EntityTypeBuilder<CardEdition> builder)
        {
            builder.ToTable("kpi_card_editions").HasKey(edition => new { edition.CardId, edition.Ordinal });
            builder.Ignore(edition => edition.Label).Ignore(edition => edition.Bands).Ignore(edition => edition.Terms);
        }
    }
}

internal sealed class CardLine : Record, IPart
{
    public required CardId CardId { get; init; }

    /// <summary>The ordinal of its edition.</summary>
    public required int Edition { get; init; }

    public required KpiId KpiId { get; init; }

    /// <summary>In percent.</summary>
    public required decimal Weight { get; init; }

    public required int Place { get; init; }
    public bool Optional { get; init; }

    public long RootKey => CardId.Value;

    internal sealed class Table : IEntityTypeConfiguration<CardLine>
    {
        public void Configure(EntityTypeBuilder<CardLine> builder)
        {
            builder.ToTable("kpi_card_lines").HasKey(line => new { line.CardId, line.Edition, line.KpiId });
            builder.References(line => line.KpiId);
        }
    }
}
