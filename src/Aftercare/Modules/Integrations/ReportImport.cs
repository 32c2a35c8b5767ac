using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>The figures of an imported log, computed from what is stored and not from what was read.</summary>
internal static class ReportImport
{
    [Needs("platform.read")]
    internal sealed record Query(string Source) : IQuery<Response>;

    /// <param name="MeanDurationDays">From the first event of a case to its last; null without cases.</param>
    /// <param name="MedianDurationDays">The middle one; the mean of the two middle ones when their number is even.</param>
    /// <param name="WithinSla">Per priority the share of tickets whose solve clock was kept, of those whose solve clock is settled.</param>
    /// <param name="RefusedLines">The first thousand, by line.</param>
    internal sealed record Response(long Cases, long Events, long Refused, double? MeanDurationDays, double? MedianDurationDays, IReadOnlyDictionary<string, decimal> WithinSla, IReadOnlyList<RefusedRow> RefusedLines);

    private const double MicrosecondsADay = 86_400_000_000d;

    internal sealed class Handler(AppDb db, IDesk desk) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var events = db.All<ImportedEvent>().Where(row => row.Source == query.Source);
            var durations = new List<double>();
            await foreach (var span in events.GroupBy(row => row.ExternalId).Select(group => new { First = group.Min(row => row.At), Last = group.Max(row => row.At) }).AsAsyncEnumerable().WithCancellation(ct))
                durations.Add((span.Last.Micros() - span.First.Micros()) / MicrosecondsADay);
            durations.Sort();
            var refusals = db.All<ImportRefusal>().Where(row => row.Source == query.Source);

            return new(durations.Count, await events.LongCountAsync(ct), await refusals.LongCountAsync(ct),
                durations.Count == 0 ? null : durations.Average(), Median(durations), await Kept(query.Source, ct),
                await refusals.OrderBy(row => row.Line).Take(1000).Select(row => new RefusedRow(row.Line, row.Code, row.Value)).ToListAsync(ct));
        }

        private async Task<IReadOnlyDictionary<string, decimal>> Kept(string source, CancellationToken ct) =>
            (await desk.SolveVerdicts(source, ct)).OrderBy(verdict => verdict.Key).ToDictionary(verdict => verdict.Key.ToString(), verdict => verdict.Value.Settled == 0 ? 0 : Math.Round((decimal)verdict.Value.Met / verdict.Value.Settled, 6));

        private static double? Median(List<double> sorted) => sorted.Count switch
        {
            0 => null,
            var count when count % 2 == 1 => sorted[count / 2],
            var count => (sorted[count / 2 - 1] + sorted[count / 2]) / 2,
        };
    }
}
