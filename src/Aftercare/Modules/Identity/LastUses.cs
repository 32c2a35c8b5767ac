using System.Collections.Concurrent;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Collects which sessions and tokens were used and writes it down twice a minute, so that no request waits for a
/// write of its own. Each of them is noted at most once in five minutes; a crash loses half a minute of it.
/// </summary>
internal sealed partial class LastUses(Gateway gateway, TimeProvider time, ILogger<LastUses> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<long, (CompanyId Company, Instant At, string? Ip)> _noted = new();

    public void Note(CompanyId company, long key, Instant at, string? ip) => _noted[key] = (company, at, ip);

    public async Task Write(CancellationToken ct)
    {
        foreach (var company in _noted.ToArray().GroupBy(noted => noted.Value.Company))
        {
            await gateway.Run(Caller.System("door", company.Key), new NoteLastUse.Command([.. company.Select(noted => new NoteLastUse.Use(noted.Key, noted.Value.At, noted.Value.Ip))]), ct);
            foreach (var noted in company) _noted.TryRemove(noted);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Write(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogNotWritten(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of sessions could not be written; it is tried again")]
    private partial void LogNotWritten(Exception failure);
}
