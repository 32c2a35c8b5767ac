using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;

namespace Aftercare.Modules.Desk;

/// <summary>One promise of a policy as its form shows it. A row without a clock is no promise.</summary>
public sealed class PolicyRow
{
    /// <summary>How an amount is counted: working minutes, minutes around the clock, working days to closing, working days to the same time of day.</summary>
    public static readonly string[] Units = ["minutes", "minutes-24x7", "days", "days-keep"];

    public string? Clock { get; set; }
    public string? Type { get; set; }
    public string? Priority { get; set; }
    public string? Class { get; set; }
    public int? Amount { get; set; }
    public string? Unit { get; set; }

    /// <summary>By the code of a pause reason: whether it rests this clock.</summary>
    public Dictionary<string, bool> Rests { get; set; } = [];

    public string? OnReopen { get; set; }

    public bool IsEmpty => string.IsNullOrEmpty(Clock);

    internal static PolicyRow Of(PolicyTarget target, IEnumerable<PauseReason> reasons) => new()
    {
        Clock = target.Clock.ToString(), Type = target.Type, Priority = target.Priority?.ToString(), Class = target.Class?.ToString(), Amount = (int?)target.Minutes ?? target.WorkingDays,
        Unit = (target.WorkingDays, target.KeepTime, target.AroundTheClock) switch { (null, _, true) => Units[1], (null, _, _) => Units[0], (_, true, _) => Units[3], _ => Units[2] },
        Rests = reasons.ToDictionary(reason => reason.Code, reason => target.Pauses?.Contains(reason.Code) ?? true), OnReopen = target.OnReopen.ToString(),
    };

    /// <exception cref="Refusal">`policy.target-unclear` without an amount.</exception>
    internal PolicyTarget ToTarget(IReadOnlyCollection<PauseReason> reasons)
    {
        var clock = Enum.Parse<ClockKind>(Clock!);
        if (Amount is not { } amount) throw Refusal.Invalid("policy.target-unclear", nameof(PolicyDefinition.Targets), clock);
        var days = Unit is "days" or "days-keep";
        var named = reasons.Where(reason => Rests.GetValueOrDefault(reason.Code)).Select(reason => reason.Code).ToList();
        return new(
            clock, Blank(Type), Of<Priority>(Priority), Of<CustomerClass>(Class), days ? null : amount, days ? amount : null, Unit is "days-keep", Unit is "minutes-24x7",
            named.Count == reasons.Count ? null : named, Of<OnReopen>(OnReopen) ?? Rules.Time.OnReopen.Continue);
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static TEnum? Of<TEnum>(string? text) where TEnum : struct, Enum => Enum.TryParse<TEnum>(text, out var value) ? value : null;
}

/// <summary>A pause reason as the form shows it.</summary>
public sealed class ReasonRow
{
    public string? Code { get; set; }
    public string? Chinese { get; set; }
    public string? English { get; set; }
}
