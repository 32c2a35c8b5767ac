using System.Linq.Expressions;
using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Assets;

/// <summary>A product model (产品型号): what is sold, which skill its repair takes, how long its warranty is.</summary>
internal sealed class ProductModel : Root, IListable<ProductModel>, ISearchable
{
    public required ModelId Id { get; init; }

    /// <summary>Unique within the company.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }
    public string? Category { get; set; }

    /// <summary>The skill a technician needs; null when anyone may.</summary>
    public string? RequiredSkill { get; set; }

    /// <summary>0 for no warranty.</summary>
    public required int WarrantyMonths { get; set; }

    public required Instant AddedAt { get; init; }

    internal override long Key => Id.Value;

    /// <summary>The last day in warranty: the day before the same date this many months later.</summary>
    public LocalDate? WarrantyUntil(LocalDate? start) => WarrantyMonths == 0 ? null : start?.PlusMonths(WarrantyMonths).PlusDays(-1);

    public SearchText ToSearchText() => new("model", Name, $"{Code} {Category}", AddedAt);

    /// <summary>The catalogue is the company's: everybody who works here sees all of it.</summary>
    public static Expression<Func<ProductModel, bool>> VisibleTo(Caller caller)
    {
        var staff = caller.Kind is CallerKind.Person or CallerKind.Token or CallerKind.System;
        return model => staff;
    }

    public static Expression<Func<ProductModel, bool>> WithKey(long key) => model => model.Id == new ModelId(key);

    internal sealed class Table : IEntityTypeConfiguration<ProductModel>
    {
        public void Configure(EntityTypeBuilder<ProductModel> builder)
        {
            builder.ToTable("product_models").HasKey(model => model.Id);
            builder.Property(model => model.Code).HasMaxLength(60);
            builder.Property(model => model.Name).HasMaxLength(200);
            builder.Property(model => model.Category).HasMaxLength(100);
            builder.Property(model => model.RequiredSkill).HasMaxLength(60);
            builder.HasIndex(model => new { model.CompanyId, model.Code }).IsUnique();
            builder.HasIndex(model => new { model.CompanyId, model.AddedAt, model.Id });
        }
    }
}
