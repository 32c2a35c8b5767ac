using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;

namespace Aftercare.Modules.Desk;

/// <summary>One version of a time policy as people write it (R308). Kept as it was written.</summary>
/// <param name="Targets">For each clock the most specific row holds: by type, then priority, then customer class.</param>
/// <param name="PauseReasons">Why a ticket may rest, in the order of the list people choose from.</param>
/// <param name="AttemptsBeforeClose">Documented attempts that replace the customer's confirmation (R313).</param>
public sealed record PolicyDefinition(
    [property: Required, MinLength(1)] IReadOnlyList<PolicyTarget> Targets,
    IReadOnlyList<PauseReason> PauseReasons,
    [property: Range(1, 20)] int AttemptsBeforeClose = 3)
{
    private static readonly ConditionalWeakTable<string, PolicyDefinition> Known = [];

    internal string ToJson() => JsonSerializer.Serialize(this, PlatformJson.Options);

    /// <summary>Read once for each text in memory: every new ticket asks for its policy.</summary>
    internal static PolicyDefinition FromJson(string json) => Known.GetValue(json, text => JsonSerializer.Deserialize<PolicyDefinition>(text, PlatformJson.Options)!);

    /// <summary>The first row that promises nothing, both units of time or a reason nobody listed; null when all are sound.</summary>
    internal Refusal? WhyNotUse()
    {
        var row = Targets.FirstOrDefault(target => target.Minutes is null == target.WorkingDays is null);
        if (row is not null) return Refusal.Invalid("policy.target-unclear", nameof(Targets), row.Clock);
        var stray = Targets.SelectMany(target => target.Pauses ?? []).FirstOrDefault(reason => PauseReasons.All(known => known.Code != reason));
        return stray is null ? null : Refusal.Invalid("policy.pause-reason-unknown", nameof(Targets), stray);
    }

    /// <summary>As the clock machine reads it, for tickets of one customer class (null: no class has rows of its own).</summary>
    internal ClockPolicy ToClockPolicy(VersionRef key, string name, CustomerClass? of) => new(key.Id, key.Version, name,
        [.. Targets.Where(target => target.Class is null || target.Class == of).OrderBy(target => target.Class is null).Select(target => new TargetRule(target.ToClockTarget(), target.Type, target.Priority?.ToString()))]);
}

/// <summary>One promise: either minutes of working time or whole working days.</summary>
/// <param name="Type">Request type it is for; null for any.</param>
/// <param name="WorkingDays">Ends at the close of the N-th working day after receipt (R309), or with <paramref name="KeepTime"/> then at the time of receipt.</param>
/// <param name="AroundTheClock">Counts 24 hours a day, whatever the calendar.</param>
/// <param name="Pauses">Reasons that rest it; null for every one of the policy's, empty for none.</param>
/// <param name="OnReopen">Stay stopped, continue with what was left, or restart.</param>
public sealed record PolicyTarget(
    ClockKind Clock, string? Type = null, Priority? Priority = null, CustomerClass? Class = null,
    [property: Range(0, 5_256_000)] long? Minutes = null, [property: Range(0, 3650)] int? WorkingDays = null,
    bool KeepTime = false, bool AroundTheClock = false, IReadOnlyList<string>? Pauses = null, OnReopen OnReopen = OnReopen.Continue)
{
    internal ClockTarget ToClockTarget() =>
        (Minutes is { } minutes ? ClockTarget.OfMinutes(Ticket.NameOf(Clock), minutes) : ClockTarget.OfWorkingDays(Ticket.NameOf(Clock), WorkingDays!.Value, KeepTime)) with
        {
            AlwaysOpen = AroundTheClock, PauseReasons = Pauses?.ToHashSet(), OnReopen = OnReopen,
        };
}

/// <summary>A reason to rest, with its words.</summary>
public sealed record PauseReason([property: Required, StringLength(50)] string Code, [property: Required, StringLength(100)] string Chinese, [property: Required, StringLength(100)] string English)
{
    internal string In(string language) => language == Texts.English ? English : Chinese;
}
