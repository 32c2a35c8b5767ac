using System.Globalization;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A page of a list, and where the next one starts; null when this was the last. Lists are never counted.</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);

public static class Paging
{
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
