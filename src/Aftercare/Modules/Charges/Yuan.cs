using Aftercare.Platform;

namespace Aftercare.Modules.Charges;

/// <summary>Rows keep whole minor units (分); people and programs read and write yuan with two places.</summary>
internal static class Yuan
{
    /// <summary>The one currency so far; every row says it.</summary>
    public const string Currency = "CNY";

    public static decimal Of(long minor) => minor * 0.01m;

    public static decimal? Of(long? minor) => minor is { } known ? Of(known) : null;

    /// <summary>Refuses amounts finer than a minor unit or too large to be meant (`amount.malformed`).</summary>
    public static long ToMinor(decimal yuan, string field) =>
        Math.Abs(yuan) <= 100_000_000m && yuan * 100m == decimal.Truncate(yuan * 100m) ? (long)(yuan * 100m) : throw Refusal.Invalid("amount.malformed", field, yuan);
}
