using Aftercare.Rules.Pricing;
using FsCheck.Xunit;

namespace Aftercare.Rules.Tests.Pricing;

public sealed class ChargingTests
{
    private static readonly ChargeRule[] Rules =
    [
        new("misuse", false, "人为", "Misuse", Cause: "misuse"),
        new("filter", false, "耗材", "Consumable", PartCode: "F-1"),
        new("installation", true, "安装", "Installation", OrderKind: "installation", Item: ChargeItem.Labour),
        new("in", true, "保内", "In", WarrantyState.In),
    ];

    [Theory, Trait("Requirement", "R702")]
    [InlineData(WarrantyState.In, null, "repair", ChargeItem.Labour, "L", "in")]
    [InlineData(WarrantyState.In, "misuse", "repair", ChargeItem.Labour, "L", "misuse")]
    [InlineData(WarrantyState.In, null, "repair", ChargeItem.Part, "F-1", "filter")]
    [InlineData(WarrantyState.Out, null, "installation", ChargeItem.Labour, "L", "installation")]
    [InlineData(WarrantyState.Out, null, "installation", ChargeItem.Part, "P", null)]
    [InlineData(WarrantyState.Unknown, null, "repair", ChargeItem.VisitFee, "V", null)]
    public void The_first_rule_whose_conditions_all_hold_decides(WarrantyState warranty, string? cause, string kind, ChargeItem item, string code, string? decides) =>
        Assert.Equal(decides, Charging.Decide(Rules, new(warranty, cause, kind, item, code))?.Code);

    [Theory]
    [InlineData(10, 10, WarrantyState.In), InlineData(11, 10, WarrantyState.Out), InlineData(11, null, WarrantyState.Unknown)]
    public void The_last_day_of_the_warranty_is_covered(int day, int? until, WarrantyState state) => Assert.Equal(state, Charging.WarrantyOn(day, until));

    [Theory]
    [InlineData(8000, 2, false, 16000), InlineData(12000, 60, true, 12000), InlineData(12000, 45, true, 9000), InlineData(10000, 1, true, 167), InlineData(30, 1, true, 1), InlineData(29, 1, true, 0)]
    public void Pieces_cost_their_price_and_minutes_their_share_of_an_hour(long price, int quantity, bool hourly, long amount) => Assert.Equal(amount, Charging.Amount(price, quantity, hourly));

    [Theory, Trait("Requirement", "R703")]
    [InlineData(9200, 8000, 10, true)] // 15 % more
    [InlineData(8800, 8000, 10, false), InlineData(8801, 8000, 10, true), InlineData(1, 0, 10, true), InlineData(0, 0, 0, false), InlineData(7000, 8000, 0, false)]
    public void More_than_the_tolerance_over_what_was_consented_is_too_much(long amount, long consented, int tolerance, bool exceeds) =>
        Assert.Equal(exceeds, Charging.Exceeds(amount, consented, tolerance));

    [Property(MaxTest = 200), Trait("Requirement", "R704")]
    public bool What_is_open_is_always_the_sum_of_all_entries_and_of_one_sign(List<int> amounts)
    {
        var open = new List<OpenItem>();
        long sum = 0;
        foreach (var (key, amount) in amounts.Index())
        {
            sum += amount;
            open.Add(new(key, OpenItems.Post(open, amount, first: key / 2)));
            if (open.Sum(item => item.Open) != sum || open.Where(item => item.Open != 0).Select(item => Math.Sign(item.Open)).Distinct().Count() > 1) return false;
        }
        return true;
    }

    [Fact]
    public void A_counter_entry_serves_the_payment_it_corrects_and_everything_else_the_oldest()
    {
        OpenItem[] open = [new(1, 100), new(2, 80), new(3, 50)];

        Assert.Equal(0, OpenItems.Post(open, -80, first: 2));
        Assert.Equal([100, 0, 50], open.Select(item => item.Open));
        Assert.Equal(0, OpenItems.Post(open, -120));
        Assert.Equal([0, 0, 30], open.Select(item => item.Open));
        Assert.Equal(-20, OpenItems.Post(open, -50));
    }
}
