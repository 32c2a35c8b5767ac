using System.Threading.Channels;
using Aftercare.Platform;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Aftercare.Bench.Rows;

/// <summary>The yardstick: the rows of one ticket by prepared statements, as durable as the product's own.</summary>
internal interface IRawWriter : IAsyncDisposable
{
    Task Write(int caller);
}

/// <summary>One writer, whoever waits shares its commit: what the product's gateway does on SQLite, without the product.</summary>
internal sealed class RawSqliteWriter : IRawWriter
{
    private readonly Channel<TaskCompletionSource> _waiting = Channel.CreateUnbounded<TaskCompletionSource>(new() { SingleReader = true });
    private readonly TicketRecipe _rows;
    private readonly SqliteConnection _connection;
    private readonly (CopiedRow Row, SqliteCommand Insert)[] _inserts;
    private readonly SqliteCommand _number;
    private readonly Task _loop;
    private long _copies;

    public RawSqliteWriter(TicketRecipe rows, SqliteEngine engine, long firstCopy)
    {
        (_rows, _connection, _copies) = (rows, engine.OpenForWriting(), firstCopy);
        _inserts = [.. rows.Rows.Select(row => (row, Prepared(_connection, row)))];
        _number = _connection.CreateCommand();
        _number.CommandText = "insert into number_series (company_id, prefix, next) values (1, 'raw', 2) on conflict (company_id, prefix) do update set next = next + 1 returning next - 1";
        _number.Prepare();
        _loop = Task.Run(Loop);
    }

    public static SqliteCommand Prepared(SqliteConnection connection, CopiedRow row)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = row.Insert(place => $"$p{place}");
        for (var place = 0; place < row.Columns.Length; place++) insert.Parameters.AddWithValue($"$p{place}", row.Values[place]);
        insert.Prepare();
        return insert;
    }

    public async Task Write(int caller)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync(answer);
        await answer.Task;
    }

    private async Task Loop()
    {
        var done = new List<TaskCompletionSource>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            using (var transaction = _connection.BeginTransaction(deferred: false))
            {
                _number.Transaction = transaction;
                while (_waiting.Reader.TryRead(out var answer))
                {
                    _number.ExecuteScalar();
                    var copy = new Variation(_copies++);
                    foreach (var (row, insert) in _inserts)
                    {
                        insert.Transaction = transaction;
                        for (var place = 0; place < row.Columns.Length; place++) insert.Parameters[place].Value = _rows.Value(row, place, copy);
                        insert.ExecuteNonQuery();
                    }
                    done.Add(answer);
                }
                transaction.Commit();
            }
            done.ForEach(answer => answer.SetResult());
            done.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _loop;
        await _connection.DisposeAsync();
    }
}

/// <summary>A connection a caller; each ticket a transaction of its own, sent as one batch of prepared statements.</summary>
internal sealed class RawPostgresWriter : IRawWriter
{
    private readonly TicketRecipe _rows;
    private readonly (NpgsqlConnection Connection, NpgsqlBatch Batch)[] _callers;
    private long _copies;

    public RawPostgresWriter(TicketRecipe rows, int callers, long firstCopy)
    {
        (_rows, _copies) = (rows, firstCopy);
        _callers = [.. Enumerable.Range(0, callers).Select(_ => Prepared(rows))];
    }

    private static (NpgsqlConnection, NpgsqlBatch) Prepared(TicketRecipe rows)
    {
        var connection = new NpgsqlConnection(rows.Ground.ConnectionString);
        connection.Open();
        var batch = connection.CreateBatch();
        foreach (var row in rows.Rows)
        {
            var insert = new NpgsqlBatchCommand(row.Insert(place => $"${place + 1}"));
            foreach (var value in row.Values) insert.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(insert);
        }
        batch.Prepare();
        return (connection, batch);
    }

    public static NpgsqlCommand Prepared(NpgsqlConnection connection, CopiedRow row)
    {
        var insert = new NpgsqlCommand(row.Insert(place => $"${place + 1}"), connection);
        foreach (var value in row.Values) insert.Parameters.Add(new() { Value = value });
        insert.Prepare();
        return insert;
    }

    public async Task Write(int caller)
    {
        var (connection, batch) = _callers[caller];
        var copy = new Variation(Interlocked.Increment(ref _copies));
        for (var which = 0; which < batch.BatchCommands.Count; which++)
        {
            var parameters = batch.BatchCommands[which].Parameters;
            for (var place = 0; place < parameters.Count; place++) parameters[place].Value = _rows.Value(_rows.Rows[which], place, copy);
        }
        await using var transaction = await connection.BeginTransactionAsync();
        batch.Transaction = transaction;
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (connection, batch) in _callers)
        {
            await batch.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
