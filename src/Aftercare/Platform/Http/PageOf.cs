using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A page of a list, and where the next one starts; null when this was the last. Lists are never counted.</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);

public static class Paging
{
    private static readonly MethodInfo Earlier = typeof(Paging).GetMethod(nameof(IsBefore), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The newest first by a business time and the id, beginning after the last row of the page before; then take one more than the page holds.</summary>
    /// <param name="after">The key that page gave out, or null for the first page.</param>
    public static IQueryable<T> NewestFirst<T, TId>(this IQueryable<T> rows, Expression<Func<T, Instant>> at, Expression<Func<T, TId>> id, string? after) where TId : struct, IId<TId>
    {
        if (PageKey.Parse(after) is { } key)
        {
            var row = at.Parameters[0];
            var rowId = new Renamed(id.Parameters[0], row).Visit(id.Body);
            // Members of a constant become parameters: one query plan serves every page.
            var last = Expression.Constant(new Last<TId>(key.At, TId.Of(key.Id)));
            var (lastAt, lastId) = (Expression.Property(last, nameof(Last<>.At)), Expression.Property(last, nameof(Last<>.Id)));
            var before = Expression.LessThan(rowId, lastId, false, Earlier.MakeGenericMethod(typeof(TId)));
            var older = Expression.OrElse(Expression.LessThan(at.Body, lastAt), Expression.AndAlso(Expression.Equal(at.Body, lastAt), before));
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(older, row));
        }
        return rows.OrderByDescending(at).ThenByDescending(id);
    }

    private static bool IsBefore<TId>(TId one, TId other) where TId : struct, IId<TId> => one.Value < other.Value;

    private sealed record Last<TId>(Instant At, TId Id);

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }

    /// <summary>Cuts a list that was asked for one row more than the page holds, and makes the key of the last row shown the way on.</summary>
    public static PageOf<T> CutToPage<T>(this List<T> rows, int size, Func<T, PageKey> key)
    {
        if (rows.Count <= size) return new(rows, null);
        rows.RemoveRange(size, rows.Count - size);
        return new(rows, key(rows[^1]).ToString());
    }
}

/// <summary>The place in a list ordered by a business time and the id: `{microseconds}.{id}`.</summary>
public readonly record struct PageKey(Instant At, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Micros()}.{Id}");

    /// <summary>Null for no key; a refusal (`page.malformed`) for one we did not hand out.</summary>
    public static PageKey? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new(Instants.FromMicros(at), id)
            : throw Refusal.Invalid("page.malformed", "after", text);
    }
}
