using Aftercare.Rules.Geo;
using NodaTime;

namespace Aftercare.Rules.Scoring;

/// <summary>A job on the daily repair report.</summary>
/// <param name="Arrived">Null when nobody pressed it.</param>
/// <param name="Missing">Names of the fields of the standard format that are empty.</param>
/// <param name="Late">Written down after the day was over.</param>
public sealed record ReportedJob(long Job, long Technician, Instant? Arrived, GeoPoint? ArrivedAt, Instant Finished, GeoPoint? FinishedAt, IReadOnlyList<string> Missing, bool Late);

/// <summary>Two jobs of one technician that nobody can have done one after the other.</summary>
/// <param name="Km">Between leaving the first and arriving at the second, as the crow flies.</param>
/// <param name="Between">Negative when they overlap.</param>
public sealed record ImplausibleJobs(long First, long Second, double Km, Duration Between);

/// <summary>The daily repair report (维修日报表, R409): what on it cannot be true, and its 20, 10 or 0 points.</summary>
public static class DailyReport
{
    /// <summary>Faster than this nobody drives from job to job.</summary>
    public const double FastestKmPerHour = 120;

    /// <summary>Places nearer than this may be one place, measured badly.</summary>
    public const double SamePlaceKm = 1;

    private const double EarthRadiusKm = 6371.0088;

    /// <summary>Pairs of following jobs of one technician that are too far apart for the time between them.</summary>
    public static IReadOnlyList<ImplausibleJobs> Flags(IReadOnlyCollection<ReportedJob> jobs) =>
    [
        .. from technician in jobs.GroupBy(job => job.Technician)
           let inOrder = technician.OrderBy(job => job.Arrived ?? job.Finished).ThenBy(job => job.Finished).ThenBy(job => job.Job).ToList()
           from pair in inOrder.Zip(inOrder.Skip(1))
           let left = pair.First.FinishedAt ?? pair.First.ArrivedAt
           let reached = pair.Second.ArrivedAt ?? pair.Second.FinishedAt
           where left is not null && reached is not null
           let km = Km(left.Value.ToWgs84(), reached.Value.ToWgs84())
           let between = (pair.Second.Arrived ?? pair.Second.Finished) - pair.First.Finished
           where km > SamePlaceKm && km > FastestKmPerHour * between.TotalHours
           select new ImplausibleJobs(pair.First.Job, pair.Second.Job, Math.Round(km, 1), between),
    ];

    /// <summary>Complete and accurate 20; fields missing, late or in another format 10; not true, too few or none 0.</summary>
    /// <param name="least">So many jobs are expected of the day.</param>
    public static int Points(IReadOnlyCollection<ReportedJob> jobs, int least) =>
        jobs.Count == 0 || jobs.Count < least || Flags(jobs).Count > 0 ? 0
        : jobs.Any(job => job.Late || job.Missing.Count > 0) ? 10
        : 20;

    private static double Km(GeoPoint from, GeoPoint to)
    {
        var (dLat, dLon) = (Radians(to.Latitude - from.Latitude), Radians(to.Longitude - from.Longitude));
        var h = Math.Pow(Math.Sin(dLat / 2), 2) + (Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * Math.Pow(Math.Sin(dLon / 2), 2));
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
