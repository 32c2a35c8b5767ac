namespace Aftercare.UiKit;

/// <summary>One choice of a select, a radio group or a lookup.</summary>
/// <param name="Value">Sent; an enum's name, an id.</param>
/// <param name="Text">Shown.</param>
/// <param name="Hint">More about it.</param>
/// <param name="Group">Heading in a select.</param>
/// <param name="Disabled">Shown but cannot be chosen; say why in <paramref name="Hint"/>.</param>
public sealed record Option(string Value, string Text, string? Hint = null, string? Group = null, bool Disabled = false)
{
    /// <summary>Every value of an enum in order, with words from <paramref name="text"/>.</summary>
    public static IReadOnlyList<Option> Of<TEnum>(Func<TEnum, string> text) where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(v => new Option(v.ToString(), text(v)))];
}
