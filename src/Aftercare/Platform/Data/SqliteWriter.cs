using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Aftercare.Platform;

/// <summary>
/// SQLite has one writer, so we have one too: waiting commands share a transaction, each in its own savepoint, and
/// all get their answers after the one commit. A command that fails undoes itself and nobody else.
/// </summary>
internal sealed class SqliteWriter : IWritePath, IAsyncDisposable
{
    private const int BatchSize = 256;
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly SqliteEngine _engine;
    private readonly IServiceScopeFactory _scopes;
    private readonly IdBlocks _ids;
    private readonly CommitSignal _committed;
    private readonly TimeProvider _time;
    private readonly Task _loop;
    private long _written, _nextLook;

    public SqliteWriter(SqliteEngine engine, IServiceScopeFactory scopes, IdBlocks ids, CommitSignal committed, TimeProvider time)
    {
        (_engine, _scopes, _ids, _committed, _time) = (engine, scopes, ids, committed, time);
        _loop = Task.Run(Loop);
    }

    public async Task<object> Write(WriteWork work, CancellationToken ct)
    {
        var waiting = new Waiting(work, ct);
        await _queue.Writer.WriteAsync(waiting, ct);
        return await waiting.Answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task Loop()
    {
        SqliteConnection? connection = null;
        PooledDbContextFactory<SqliteAppDb>? sessions = null;
        while (await _queue.Reader.WaitToReadAsync())
        {
            try
            {
                connection ??= _engine.OpenForWriting();
                LookAtSizes(connection);
                sessions ??= _engine.NewPool();
                if (_ids.RunsLow) _ids.Take(SqliteEngine.ReserveIds(connection));
                await Batch(connection, sessions);
            }
            catch (Exception broken)
            {
                // The connection or the file is at fault, not one command: whoever waits is told, and the next batch starts afresh.
                while (_queue.Reader.TryRead(out var waiting)) waiting.Answer.TrySetException(broken);
                connection?.Dispose();
                (connection, sessions) = (null, null);
            }
        }
        connection?.Dispose();
    }

    // SQLite chooses indexes by what it last counted, on samples: at the start, and again whenever as much was written as in all before.
    private void LookAtSizes(SqliteConnection connection)
    {
        if (_written < _nextLook) return;
        using var look = connection.CreateCommand();
        look.CommandText = "pragma optimize = 0x10002";
        look.ExecuteNonQuery();
        _nextLook = Math.Max(500, _written * 2);
    }

    private async Task Batch(SqliteConnection connection, PooledDbContextFactory<SqliteAppDb> sessions)
    {
        var done = new List<(Waiting Waiting, WriteResult? Result, Exception? Failure)>();
        Waiting? running = null;
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            var started = _time.GetTimestamp();
            while (done.Count < BatchSize && (done.Count == 0 || _time.GetElapsedTime(started) < BatchTime) && _queue.Reader.TryRead(out var waiting))
            {
                running = waiting;
                if (waiting.Cancelled.IsCancellationRequested) done.Add((waiting, null, new OperationCanceledException(waiting.Cancelled)));
                else done.Add(await RunOne(connection, transaction, sessions, waiting));
            }
            await transaction.CommitAsync();
            _written += done.Count;
        }
        catch (Exception broken)
        {
            foreach (var (waiting, _, failure) in done) waiting.Answer.TrySetException(failure ?? broken);
            // Not among the done when the whole transaction broke under it, as a full disk does.
            running?.Answer.TrySetException(broken);
            throw;
        }
        // Before the answers: whoever is told that it is done must not find anything that still remembers it otherwise.
        _committed.Raise(done.Where(item => item.Result is not null).SelectMany(item => item.Result!.Announced));
        foreach (var (waiting, result, failure) in done)
        {
            if (failure is null) waiting.Answer.TrySetResult(result!.Response);
            else waiting.Answer.TrySetException(failure);
        }
    }

    private async Task<(Waiting, WriteResult?, Exception?)> RunOne(SqliteConnection connection, SqliteTransaction transaction, PooledDbContextFactory<SqliteAppDb> sessions, Waiting waiting)
    {
        transaction.Save("command");
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<SessionOfScope>().Give(sessions.CreateDbContext());
            var result = await waiting.Work.Run(scope.ServiceProvider, (caller, command) =>
            {
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                db.Database.SetDbConnection(connection);
                db.Database.UseTransaction(transaction);
                db.Database.AutoSavepointsEnabled = false;
                db.Open(caller, command, command.At);
                return db;
            }, CancellationToken.None);
            transaction.Release("command");
            return (waiting, result, null);
        }
        catch (Exception failure)
        {
            transaction.Rollback("command");
            transaction.Release("command");
            return (waiting, null, failure);
        }
    }

    private sealed record Waiting(WriteWork Work, CancellationToken Cancelled)
    {
        public TaskCompletionSource<object> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
