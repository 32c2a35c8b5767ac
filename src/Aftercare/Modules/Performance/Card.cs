using System.Linq.Expressions;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Performance;

/// <summary>A card (考核表): indicators with weights that are 100 together, for a post or a department (R1105).</summary>
internal sealed class Card : Root, IListable<Card>
{
    public required CardId Id { get; init; }
    public required string Code { get; init; }
    public required string NameZh { get; set; }
    public required string NameEn { get; set; }
    public required NotApplicableRule NotApplicable { get; set; }
    public List<CardLine> Lines { get; } = [];

    internal override long Key => Id.Value;

    public static Expression<Func<Card, bool>> VisibleTo(Caller caller) => card => true;

    public static Expression<Func<Card, bool>> WithKey(long key) => card => card.Id == new CardId(key);

    public string Name(string language) => language == Texts.English ? NameEn : NameZh;

    /// <summary>Replaces the lines. Refused: weights that are not 100 together (`weights.not-100`, R1105), an indicator named twice (`card.kpi-twice`).</summary>
    public void Weigh(IReadOnlyList<(KpiId Kpi, decimal Weight)> lines)
    {
        if (lines.Sum(line => line.Weight) is var sum and not 100) throw Refusal.Invalid("weights.not-100", nameof(Lines), sum);
        if (lines.Select(line => line.Kpi).Distinct().Count() < lines.Count) throw Refusal.Invalid("card.kpi-twice", nameof(Lines));
        Lines.RemoveAll(line => lines.All(wanted => wanted.Kpi != line.KpiId));
        foreach (var ((kpi, weight), place) in lines.Select((line, place) => (line, place)))
        {
            var line = Lines.Find(line => line.KpiId == kpi);
            if (line is null) Lines.Add(line = new() { CardId = Id, KpiId = kpi });
            (line.Weight, line.Place) = (weight, place);
        }
    }

    internal sealed class Table : IEntityTypeConfiguration<Card>
    {
        public void Configure(EntityTypeBuilder<Card> builder)
        {
            builder.ToTable("kpi_cards").HasKey(card => card.Id);
            builder.HasIndex(card => new { card.CompanyId, card.Code }).IsUnique();
            builder.HasMany(card => card.Lines).WithOne().HasForeignKey(line => line.CardId);
        }
    }
}

internal sealed class CardLine : Record, IPart
{
    public required CardId CardId { get; init; }
    public required KpiId KpiId { get; init; }

    /// <summary>In percent.</summary>
    public decimal Weight { get; set; }

    public int Place { get; set; }

    public long RootKey => CardId.Value;

    internal sealed class Table : IEntityTypeConfiguration<CardLine>
    {
        public void Configure(EntityTypeBuilder<CardLine> builder)
        {
            builder.ToTable("kpi_card_lines").HasKey(line => new { line.CardId, line.KpiId });
            builder.References(line => line.KpiId);
        }
    }
}
