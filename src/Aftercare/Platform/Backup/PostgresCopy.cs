using System.ComponentModel;
using System.Data;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Aftercare.Platform;

/// <summary>PostgreSQL's own tools do it: pg_dump on an exported snapshot, which is counted in the same moment, and pg_restore.</summary>
internal sealed class PostgresCopy(PostgresEngine engine) : DatabaseCopy
{
    private const string TablesQuery = "select tablename from pg_tables where schemaname = current_schema() order by tablename";

    public override string Member => "database/aftercare.dump";

    public override async Task<DatabaseSnapshot> Write(string path, CancellationToken ct)
    {
        await using var connection = await engine.Source.OpenConnectionAsync(ct);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var (snapshot, migration) = ("", "");
        await Read(connection, "select pg_export_snapshot()", row => snapshot = row.GetString(0), ct);
        await Tool("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={path}"], ct);

        var files = new List<(string, bool)>();
        await Read(connection, FilesQuery, row => files.Add((row.GetString(0), row.GetInt32(1) == 1)), ct);
        await Read(connection, MigrationQuery, row => migration = row.GetString(0), ct);
        return new(migration, await Count(connection, ct), files);
    }

    public override async Task<bool> PlaceIsEmpty(CancellationToken ct)
    {
        await using var connection = await engine.Source.OpenConnectionAsync(ct);
        var tables = 0;
        await Read(connection, TablesQuery, _ => tables++, ct);
        return tables == 0;
    }

    public override async Task<SortedDictionary<string, long>> Restore(string path, CancellationToken ct)
    {
        await Tool("pg_restore", ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", $"--dbname={Settings.Database}", path], ct);
        await using var connection = await engine.Source.OpenConnectionAsync(ct);
        return await Count(connection, ct);
    }

    private NpgsqlConnectionStringBuilder Settings => new(engine.ConnectionString);

    private static async Task<SortedDictionary<string, long>> Count(NpgsqlConnection connection, CancellationToken ct)
    {
        var (tables, rows) = (new List<string>(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        await Read(connection, TablesQuery, row => tables.Add(row.GetString(0)), ct);
        foreach (var table in tables) await Read(connection, $"select count(*) from \"{table}\"", row => rows[table] = row.GetInt64(0), ct);
        return rows;
    }

    private static async Task Read(NpgsqlConnection connection, string query, Action<NpgsqlDataReader> take, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) take(reader);
    }

    private async Task Tool(string name, string[] arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(PathOf(name), arguments) { RedirectStandardError = true };
        var settings = Settings;
        start.Environment["PGHOST"] = settings.Host;
        start.Environment["PGPORT"] = settings.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = settings.Username;
        start.Environment["PGDATABASE"] = settings.Database;
        start.Environment["PGSSLMODE"] = settings.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() };
        if (settings.Password is { Length: > 0 } password) start.Environment["PGPASSWORD"] = password;
        if (settings.RootCertificate is { Length: > 0 } certificate) start.Environment["PGSSLROOTCERT"] = certificate;
        using var process = Launch(start, name);
        var error = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0) throw new SetUpProblem($"{name} failed: {error.Trim()}");
    }

    private static Process Launch(ProcessStartInfo start, string name)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new SetUpProblem($"{name} is needed and was not found. Install PostgreSQL's client programs (Debian: postgresql-client), of the server's version or later.");
        }
    }

    // Debian keeps each version in a folder of its own; the newest can read every older server.
    private static string PathOf(string name)
    {
        const string Debian = "/usr/lib/postgresql";
        if (!Directory.Exists(Debian)) return name;
        return Directory.EnumerateDirectories(Debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin", name)).FirstOrDefault(File.Exists) ?? name;
    }
}
