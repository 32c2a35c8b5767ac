using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Rules.Tests.Time;

public sealed class ZoneTicksTests
{
    private static readonly Instant From = Instant.FromUtc(1900, 1, 10, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2045, 1, 1, 0, 0);

    /// <summary>NodaTime's lenient resolver is the convention; ours only does without allocating.</summary>
    [Fact]
    public void Around_every_turn_of_every_zone_wall_clocks_mean_what_the_lenient_resolver_says()
    {
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]).DistinctBy(z => z.Id))
        {
            var ticks = new ZoneTicks(zone);
            foreach (var turn in zone.GetZoneIntervals(From, To).Where(i => i.HasEnd && i.End < To).Select(i => i.End))
            {
                for (var minutes = -200; minutes <= 200; minutes += 20)
                {
                    var wallClock = turn.InZone(zone).LocalDateTime.PlusMinutes(minutes);
                    var expected = wallClock.InZoneLeniently(zone).ToInstant();
                    var actual = Instant.FromUnixTimeTicks(ticks.ToInstant(wallClock.InUtc().ToInstant().ToUnixTimeTicks()));
                    Assert.True(expected == actual, $"{zone.Id} {wallClock}: {expected}, not {actual}");
                }
            }
        }
    }
}
