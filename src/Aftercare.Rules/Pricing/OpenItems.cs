namespace Aftercare.Rules.Pricing;

/// <summary>What is still open of one entry of a cash book, in minor units with the entry's sign: plus collected, minus handed in or taken back.</summary>
public sealed class OpenItem(long key, long open)
{
    public long Key { get; } = key;

    public long Open { get; set; } = open;
}

/// <summary>
/// Cash that must be handed in, item by item (R704). Every new entry is set against open ones of the other sign; so all that is
/// open has one sign, and its sum is always what was collected minus what was handed in.
/// </summary>
public static class OpenItems
{
    /// <summary>Sets a new entry against the open ones, the oldest first, and says what stays open of it.</summary>
    /// <param name="open">The open items, oldest first; what they are set against is taken off them.</param>
    /// <param name="first">Key of the item that is served before all others: the payment that a counter-entry corrects.</param>
    public static long Post(IEnumerable<OpenItem> open, long amount, long? first = null)
    {
        foreach (var item in open.OrderByDescending(item => item.Key == first))
        {
            if (amount == 0) break;
            if (Math.Sign(item.Open) != -Math.Sign(amount)) continue;
            var against = Math.Min(Math.Abs(item.Open), Math.Abs(amount)) * Math.Sign(amount);
            item.Open += against;
            amount -= against;
        }
        return amount;
    }
}
