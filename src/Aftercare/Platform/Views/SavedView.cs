using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A list as one person likes to see it.</summary>
public readonly record struct SavedViewId(long Value) : IId<SavedViewId>
{
    public static SavedViewId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A list as one person likes to see it: filters and order as the address carries them, and which columns are shown. Seen by its owner only.</summary>
internal sealed class SavedView : Root, IListable<SavedView>
{
    public required SavedViewId Id { get; init; }

    /// <summary>Whose it is: as <see cref="OwnerOf"/> names them.</summary>
    public required string Owner { get; init; }

    /// <summary>Which list: `tickets`, `work-orders`.</summary>
    public required string List { get; init; }

    public required string Name { get; init; }

    /// <summary>The query of the address without paging, `status=OnHold&amp;sort=opened`; empty for no filter.</summary>
    public required string Query { get; set; }

    /// <summary>Columns by name with true or false, as JSON; null for those the list shows by itself.</summary>
    public string? Columns { get; set; }

    public required Instant SavedAt { get; set; }

    internal override long Key => Id.Value;

    /// <summary>An account keeps its views; a caller without one (a test, a token) keeps them by its person or name.</summary>
    public static string OwnerOf(Caller caller) =>
        caller.Account is { } account ? $"account:{account}" : caller.Person is { } person ? $"person:{person}" : caller.Name;

    public static Expression<Func<SavedView, bool>> VisibleTo(Caller caller)
    {
        var owner = OwnerOf(caller);
        return view => view.Owner == owner;
    }

    public static Expression<Func<SavedView, bool>> WithKey(long key) => view => view.Id == new SavedViewId(key);

    internal sealed class Table : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.ToTable("saved_views").HasKey(view => view.Id);
            builder.Property(view => view.Owner).HasMaxLength(200);
            builder.Property(view => view.List).HasMaxLength(40);
            builder.Property(view => view.Name).HasMaxLength(60);
            builder.Property(view => view.Query).HasMaxLength(2000);
            builder.Property(view => view.Columns).HasMaxLength(2000);
            builder.HasIndex(view => new { view.CompanyId, view.Owner, view.List, view.Name }).IsUnique();
        }
    }
}
