using System.Security.Cryptography;
using System.Text;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Integrations;

internal sealed class EventImport(Gateway gateway, IClock clock) : IEventImport
{
    private const int RefusalsAChunk = 500, RefusalsTold = 1000;

    public async Task<ImportOutcome> Run(Caller caller, UnitId unit, string file, string mapJson, bool dryRun, IProgress<long> progress, CancellationToken ct)
    {
        var map = EventMap.Parse(mapJson);
        EventLog.TimeReader(map.Time);
        var open = dryRun ? null : await gateway.Run(caller, new OpenImport.Command(map.Source, await Digest(file, mapJson, ct), Path.GetFileName(file), unit), ct);
        using var log = new EventLog(file, map, open?.StartedAt ?? clock.GetCurrentInstant());
        var (refused, refusals) = (new List<RefusedRow>(), 0L);
        void Refuse(IReadOnlyCollection<RefusedRow> rows)
        {
            refusals += rows.Count;
            refused.AddRange(rows.Take(RefusalsTold - refused.Count));
        }
        foreach (var rows in log.Spread().Chunk(RefusalsAChunk))
        {
            Refuse(rows);
            if (open is not null) await gateway.Run(caller, new ImportCases.Command(open.RunId, 0, [], rows), ct);
        }

        var reader = new CaseReader(map, log.Columns);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var pace = new Pace();
        var (cases, created, added) = (0L, 0L, 0L);
        (Task<ImportCases.Response> Answer, int Events)? writing = null;
        async Task Settle()
        {
            if (writing is not { } last) return;
            var answer = await last.Answer;
            pace.Took(last.Events, answer.Held);
            (created, added) = (created + answer.Created, added + answer.EventsAdded);
            Refuse(answer.Late);
            progress.Report(cases);
        }
        foreach (var chunk in Chunks(log.Cases().Skip((int)(open?.CasesDone ?? 0)).Select(reader.Read), pace))
        {
            await Settle();
            var from = (open?.CasesDone ?? 0) + cases;
            cases += chunk.Count;
            if (open is null) continue;
            var strangers = chunk.Select(logged => logged.Customer).Where(known.Add).ToList();
            if (strangers.Count > 0) await gateway.Run(caller, new ImportCustomers.Command(open.RunId, strangers), ct);
            writing = (gateway.Run(caller, new ImportCases.Command(open.RunId, from, chunk, []), ct), chunk.Sum(logged => logged.Events.Count));
        }
        await Settle();
        if (open is not null) await gateway.Run(caller, new FinishImport.Command(open.RunId), ct);
        return new(map.Source, log.Rows, cases + (open?.CasesDone ?? 0), created, added, refusals, refused);
    }

    private static IEnumerable<IReadOnlyList<LoggedCase>> Chunks(IEnumerable<LoggedCase> cases, Pace pace)
    {
        var (chunk, events) = (new List<LoggedCase>(), 0);
        foreach (var logged in cases)
        {
            if (chunk.Count > 0 && (chunk.Count == ImportCases.MostCases || events + logged.Events.Count > pace.Events))
            {
                yield return chunk;
                (chunk, events) = ([], 0);
            }
            chunk.Add(logged);
            events += logged.Events.Count;
        }
        if (chunk.Count > 0) yield return chunk;
    }

    private static async Task<string> Digest(string file, string mapJson, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData([.. await SHA256.HashDataAsync(stream, ct), .. Encoding.UTF8.GetBytes(mapJson)]));
    }

    /// <summary>How many events a chunk may have, so that others wait for the writer no longer than the house allows.</summary>
    private sealed class Pace
    {
        // On a busy machine time passes without work being done: fewer would only cost more commits.
        private const int Least = 100, Most = 2000;
        private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(40);

        public int Events { get; private set; } = 200;

        /// <summary>Goes half of the way to what would have taken as long as it may: one slow chunk among many says little.</summary>
        public void Took(int events, TimeSpan held)
        {
            var right = events * (Longest / (held > TimeSpan.Zero ? held : TimeSpan.FromTicks(1)));
            Events = (int)Math.Clamp((Events + Math.Min(right, Events * 3)) / 2, Least, Most);
        }
    }
}
