using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>Wall clock to instant and back, in ticks (100 ns) since 1970, without allocating.</summary>
internal sealed class ZoneTicks(DateTimeZone zone)
{
    public const long PerSecond = 10_000_000;
    public const long PerDay = 86_400 * PerSecond;

    public DateTimeZone Zone => zone;

    /// <summary>Wall clock of an instant.</summary>
    public long ToLocal(long instant) => instant + OffsetAt(instant);

    /// <summary>Days since 1970-01-01 of the wall clock of an instant.</summary>
    public int DayOf(long instant) => (int)FloorDiv(ToLocal(instant), PerDay);

    /// <summary>
    /// Instant of a wall clock. A repeated hour means its first pass; a skipped time means as much later as was
    /// skipped: what RFC 5545, java.time, Python's zoneinfo and NodaTime's lenient resolver do.
    /// </summary>
    public long ToInstant(long local)
    {
        // A day to either side is beyond any offset, and no zone turns twice within two days.
        var before = OffsetAt(local - PerDay);
        var after = OffsetAt(local + PerDay);
        if (before == after || OffsetAt(local - before) == before)
        {
            return local - before;
        }
        return OffsetAt(local - after) == after ? local - after : local - before;
    }

    public static long FloorDiv(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    private long OffsetAt(long instant) => zone.GetUtcOffset(Instant.FromUnixTimeTicks(instant)).Ticks;
}
