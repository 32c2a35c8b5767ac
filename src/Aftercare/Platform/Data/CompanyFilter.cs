using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Platform;

/// <summary>Every query over a business row carries the caller's company; without a caller the query throws.</summary>
internal static class CompanyFilter
{
    public const string Name = "company";

    public static void Apply(AppDb db, EntityTypeBuilder builder)
    {
        var row = Expression.Parameter(builder.Metadata.ClrType, "row");
        var owner = Expression.Property(row, nameof(Record.CompanyId));
        var scope = Expression.Property(Expression.Constant(db, typeof(AppDb)), nameof(AppDb.CompanyScope));
        builder.HasQueryFilter(Name, Expression.Lambda(Expression.Equal(owner, scope), row));
    }
}
