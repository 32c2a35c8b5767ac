using System.Globalization;
using System.Threading.Channels;
using Npgsql;

namespace Aftercare.Platform;

/// <summary>
/// On PostgreSQL several nodes may serve: what one commits wakes the pumps and browsers of the others by NOTIFY. A lost
/// notification costs a pump one poll and a browser one look; nothing rests on it.
/// </summary>
internal sealed partial class NodeSignal : BackgroundService
{
    private const string ChannelName = "aftercare_committed";

    /// <summary>PostgreSQL takes less than 8,000 bytes.</summary>
    private const int LongestPayload = 7000;

    private readonly string _me = Guid.NewGuid().ToString("N")[..12];
    private readonly Channel<Announcement> _outgoing = Channel.CreateBounded<Announcement>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly PostgresEngine? _engine;
    private readonly CommitSignal _committed;
    private readonly ILogger<NodeSignal> _logger;

    public NodeSignal(Engine engine, CommitSignal committed, ILogger<NodeSignal> logger)
    {
        (_engine, _committed, _logger) = (engine as PostgresEngine, committed, logger);
        if (_engine is not null) committed.CommittedHere += Queue;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _engine is null ? Task.CompletedTask : Task.WhenAll(Forever(Send, stoppingToken), Forever(Hear, stoppingToken));

    public override void Dispose()
    {
        _committed.CommittedHere -= Queue;
        base.Dispose();
    }

    private void Queue(IReadOnlyCollection<Announcement> announced)
    {
        foreach (var announcement in announced) _outgoing.Writer.TryWrite(announcement);
    }

    private async Task Send(CancellationToken ct)
    {
        while (await _outgoing.Reader.WaitToReadAsync(ct))
        {
            var payload = _me;
            while (payload.Length < LongestPayload && _outgoing.Reader.TryRead(out var said)) payload += string.Create(CultureInfo.InvariantCulture, $";{said.Company}|{said.About}|{said.Fact}");
            await using var notify = _engine!.Source.CreateCommand("select pg_notify($1, $2)");
            notify.Parameters.AddWithValue(ChannelName);
            notify.Parameters.AddWithValue(payload);
            await notify.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task Hear(CancellationToken ct)
    {
        await using var connection = await _engine!.Source.OpenConnectionAsync(ct);
        connection.Notification += (_, notification) => Heard(notification.Payload);
        await using (var listen = new NpgsqlCommand($"listen {ChannelName}", connection)) await listen.ExecuteNonQueryAsync(ct);
        while (true) await connection.WaitAsync(ct);
    }

    private void Heard(string payload)
    {
        var parts = payload.Split(';');
        if (parts[0] != _me) _committed.RaiseFromElsewhere([.. parts.Skip(1).Select(Parse)]);
    }

    private static Announcement Parse(string part)
    {
        var fields = part.Split('|');
        return new(fields[2], long.Parse(fields[1], CultureInfo.InvariantCulture), new(long.Parse(fields[0], CultureInfo.InvariantCulture)));
    }

    private async Task Forever(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work(ct);
            }
            catch (Exception broken) when (!ct.IsCancellationRequested)
            {
                LogBroken(broken);
                await Task.Delay(TimeSpan.FromSeconds(5), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signal between nodes is interrupted; it is taken up again")]
    private partial void LogBroken(Exception broken);
}
