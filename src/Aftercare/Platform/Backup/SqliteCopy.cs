using Microsoft.Data.Sqlite;

namespace Aftercare.Platform;

/// <summary>SQLite copies itself within one reading transaction (`vacuum into`), whoever writes meanwhile.</summary>
internal sealed class SqliteCopy(SqliteEngine engine) : DatabaseCopy
{
    public override string Member => "database/aftercare.db";

    public override async Task<DatabaseSnapshot> Write(string path, CancellationToken ct)
    {
        if (!File.Exists(engine.File)) throw new SetUpProblem($"There is no database at {Path.GetFullPath(engine.File)}.");
        await using (var live = await Open(engine.File, ct))
        {
            await using var vacuum = live.CreateCommand();
            vacuum.CommandText = "vacuum into $path";
            vacuum.CommandTimeout = 0;
            vacuum.Parameters.AddWithValue("$path", path);
            await vacuum.ExecuteNonQueryAsync(ct);
        }
        await using var copy = await Open(path, ct);
        var files = new List<(string, bool)>();
        await Read(copy, FilesQuery, row => files.Add((row.GetString(0), row.GetInt64(1) == 1)), ct);
        return new(await Migration(copy, ct), await Count(copy, ct), files);
    }

    public override Task<bool> PlaceIsEmpty(CancellationToken ct) => Task.FromResult(!File.Exists(engine.File));

    public override async Task<SortedDictionary<string, long>> Restore(string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(engine.File))!);
        await using (var copy = await Open(path, ct))
        {
            var sound = "";
            await Read(copy, "pragma integrity_check(1)", row => sound = row.GetString(0), ct);
            if (sound != "ok") throw new SetUpProblem($"The copy of the database is damaged: {sound}");
        }
        File.Move(path, engine.File);
        await using var restored = await Open(engine.File, ct);
        // A vacuumed copy has no log yet, and readers cannot turn it on.
        await Read(restored, "pragma journal_mode = wal", _ => { }, ct);
        return await Count(restored, ct);
    }

    private static async Task<string> Migration(SqliteConnection connection, CancellationToken ct)
    {
        var migration = "";
        await Read(connection, MigrationQuery, row => migration = row.GetString(0), ct);
        return migration;
    }

    private static async Task<SortedDictionary<string, long>> Count(SqliteConnection connection, CancellationToken ct)
    {
        var (tables, rows) = (new List<string>(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        await Read(connection, "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' order by name", row => tables.Add(row.GetString(0)), ct);
        foreach (var table in tables) await Read(connection, $"select count(*) from \"{table}\"", row => rows[table] = row.GetInt64(0), ct);
        return rows;
    }

    private static async Task Read(SqliteConnection connection, string query, Action<SqliteDataReader> take, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) take(reader);
    }

    private static async Task<SqliteConnection> Open(string file, CancellationToken ct)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString());
        await connection.OpenAsync(ct);
        return connection;
    }
}
