namespace Aftercare.Rules.Pricing;

/// <summary>What a line of a quote is for: coming (上门费), working (工时费), or a part (配件费).</summary>
public enum ChargeItem { VisitFee, Labour, Part }

/// <summary>What is known about the warranty of the thing worked on, on the day the work was ordered.</summary>
public enum WarrantyState { In, Out, Unknown }

/// <summary>One rule of charging (R702). A condition left out holds always; the first rule whose conditions all hold decides.</summary>
/// <param name="Code">Names the rule for people: `warranty-in`.</param>
/// <param name="Free">Whether the customer pays nothing.</param>
/// <param name="Chinese">Why, for the customer.</param>
/// <param name="English">The same in English.</param>
/// <param name="Cause">Code of a cause: `misuse`.</param>
/// <param name="OrderKind">`repair`, `installation`…</param>
/// <param name="PartCode">One part or item of the price list.</param>
public sealed record ChargeRule(
    string Code, bool Free, string Chinese, string English, WarrantyState? Warranty = null, string? Cause = null, string? OrderKind = null, ChargeItem? Item = null, string? PartCode = null)
{
    public bool Holds(ChargeCase about) =>
        (Warranty is null || Warranty == about.Warranty) && (Cause is null || Cause == about.Cause) && (OrderKind is null || OrderKind == about.OrderKind)
        && (Item is null || Item == about.Item) && (PartCode is null || PartCode == about.Code);
}

/// <summary>One item of one order, as the rules of charging look at it.</summary>
public sealed record ChargeCase(WarrantyState Warranty, string? Cause, string OrderKind, ChargeItem Item, string Code);

/// <summary>Prices, amounts and consent as pure figures. Money is whole minor units.</summary>
public static class Charging
{
    private const int MinutesAnHour = 60;

    /// <summary>The rule that decides; null when none holds, and then the item is paid for: nothing is free without a reason.</summary>
    public static ChargeRule? Decide(IEnumerable<ChargeRule> rules, ChargeCase about) => rules.FirstOrDefault(rule => rule.Holds(about));

    /// <summary>Whether the warranty covers a day. Its last day is covered.</summary>
    /// <param name="until">The last day as a number that counts days; null when nobody knows.</param>
    public static WarrantyState WarrantyOn(int day, int? until) => until is null ? WarrantyState.Unknown : day <= until ? WarrantyState.In : WarrantyState.Out;

    /// <summary>What a quantity costs: pieces at a price each, or minutes at a price an hour, half a minor unit rounded up.</summary>
    public static long Amount(long price, int quantity, bool byTheHour)
    {
        var whole = checked(price * quantity);
        return byTheHour ? ((whole * 2) + MinutesAnHour) / (2 * MinutesAnHour) : whole;
    }

    /// <summary>
    /// Whether an amount is more than the consented one by more than the tolerance (R703). Where nothing was consented, anything is.
    /// </summary>
    /// <param name="tolerancePercent">10: up to and including a tenth more needs no new consent.</param>
    public static bool Exceeds(long amount, long consented, int tolerancePercent) => checked(amount * 100) > checked(consented * (100 + tolerancePercent));
}
