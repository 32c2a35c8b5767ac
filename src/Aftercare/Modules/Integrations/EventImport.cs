using System.Security.Cryptography;
using System.Text;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Integrations;

internal sealed class EventImport(Gateway gateway) : IEventImport
{
    private const int CasesAChunk = 100, EventsAChunk = 500, RefusalsAChunk = 500;

    public async Task<ImportOutcome> Run(Caller caller, UnitId unit, string file, string mapJson, bool dryRun, IProgress<long> progress, CancellationToken ct)
    {
        var map = EventMap.Parse(mapJson);
        using var log = new EventLog(file, map);
        var refused = new List<RefusedRow>();
        var open = dryRun ? null : await gateway.Run(caller, new OpenImport.Command(map.Source, await Digest(file, mapJson, ct), Path.GetFileName(file), unit), ct);
        foreach (var rows in log.Spread().Chunk(RefusalsAChunk))
        {
            if (refused.Count < 1000) refused.AddRange(rows);
            if (open is not null) await gateway.Run(caller, new ImportCases.Command(open.RunId, 0, [], rows), ct);
        }

        var reader = new CaseReader(map, log.Columns);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var (cases, created, added) = (0L, 0L, 0L);
        Task<ImportCases.Response>? writing = null;
        async Task Settle()
        {
            if (writing is null) return;
            var answer = await writing;
            (created, added) = (created + answer.Created, added + answer.EventsAdded);
            progress.Report(cases);
        }
        foreach (var chunk in Chunks(log.Cases().Skip((int)(open?.CasesDone ?? 0)).Select(reader.Read)))
        {
            await Settle();
            var from = (open?.CasesDone ?? 0) + cases;
            cases += chunk.Count;
            if (open is null) continue;
            var strangers = chunk.Select(logged => logged.Customer).Where(known.Add).Distinct().ToList();
            if (strangers.Count > 0) await gateway.Run(caller, new ImportCustomers.Command(open.RunId, strangers), ct);
            writing = gateway.Run(caller, new ImportCases.Command(open.RunId, from, chunk, []), ct);
        }
        await Settle();
        if (open is not null) await gateway.Run(caller, new FinishImport.Command(open.RunId), ct);
        return new(map.Source, log.Rows, cases + (open?.CasesDone ?? 0), created, added, refused);
    }

    private static IEnumerable<IReadOnlyList<LoggedCase>> Chunks(IEnumerable<LoggedCase> cases)
    {
        var (chunk, events) = (new List<LoggedCase>(), 0);
        foreach (var logged in cases)
        {
            if (chunk.Count > 0 && (chunk.Count == CasesAChunk || events + logged.Events.Count > EventsAChunk))
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
}
