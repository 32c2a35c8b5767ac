using NodaTime;

namespace Aftercare.Platform;

/// <summary>The one clock, over <see cref="TimeProvider"/>, cut to the microseconds that the database keeps.</summary>
internal sealed class Clock(TimeProvider time) : IClock
{
    public Instant GetCurrentInstant() => time.GetUtcNow().ToInstant().ToMicroseconds();
}

public static class Instants
{
    private static readonly Instant Epoch = NodaConstants.UnixEpoch;

    /// <summary>Cut to whole microseconds, towards the past.</summary>
    public static Instant ToMicroseconds(this Instant instant) => FromMicros(instant.Micros());

    /// <summary>Whole microseconds since 1970-01-01T00:00:00Z, rounded towards the past.</summary>
    public static long Micros(this Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return ticks >= 0 ? ticks / 10 : -((-ticks + 9) / 10);
    }

    public static Instant FromMicros(long micros) => Epoch.PlusTicks(micros * 10);

    internal static Instant ToInstant(this DateTimeOffset time) => Instant.FromDateTimeOffset(time);
}
