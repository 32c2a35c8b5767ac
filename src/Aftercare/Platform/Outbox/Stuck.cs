using System.Globalization;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>Work behind the scenes that did not get done: a delivery, a timer or a periodic run, under one kind of key.</summary>
/// <param name="Key">`delivery.17`, `timer.42.desk.clock`, `tick.Desk.WatchClocks`.</param>
/// <param name="Name">The slice that fails, or the timer's name.</param>
/// <param name="Fact">What it should hear.</param>
/// <param name="About">The record it is about.</param>
/// <param name="Since">When it happened or was due.</param>
/// <param name="Parked">True when nobody tries any more.</param>
/// <param name="NextTry">When it is tried again by itself.</param>
/// <param name="Behind">How many later facts about the same record wait for it.</param>
internal sealed record Stuck(string Key, string Name, string? Fact, long? About, Instant? Since, int Attempts, bool Parked, Instant? NextTry, string? Error, int Behind);

/// <summary>The parts of a <see cref="Stuck.Key"/>.</summary>
internal readonly record struct StuckKey(string What, long Id, string Name)
{
    public static string Of(OutboxDelivery delivery) => string.Create(CultureInfo.InvariantCulture, $"delivery.{delivery.Id}");

    public static string Of(TimerRow timer) => string.Create(CultureInfo.InvariantCulture, $"timer.{timer.RecordId}.{timer.Kind}");

    public static string Of(TickRow tick) => $"tick.{tick.Slice}";

    /// <summary>Refuses with `delivery.not-found` what is no key of ours.</summary>
    public static StuckKey Parse(string key)
    {
        var parts = key.Split('.', 3);
        return parts switch
        {
            ["delivery", var id] when long.TryParse(id, CultureInfo.InvariantCulture, out var number) => new("delivery", number, ""),
            ["timer", var record, var kind] when long.TryParse(record, CultureInfo.InvariantCulture, out var number) => new("timer", number, kind),
            ["tick", _, ..] => new("tick", 0, key["tick.".Length..]),
            _ => throw Refusal.NotFound("delivery", key),
        };
    }
}
