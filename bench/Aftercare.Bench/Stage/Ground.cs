using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Aftercare.Bench.Stage;

/// <summary>The database the bench stands on: a SQLite file, or a PostgreSQL cluster of its own with fsync on. Gone when disposed.</summary>
internal sealed class Ground : IDisposable
{
    private readonly bool _keeps;

    private Ground(string engine, string folder, string connectionString, bool keeps)
    {
        (Engine, Folder, ConnectionString, _keeps) = (engine, folder, connectionString, keeps);
    }

    public string Engine { get; }
    public string Folder { get; }
    public string ConnectionString { get; }
    public bool OnPostgres => Engine == "postgres";

    /// <param name="keep">A folder to use again and not to remove; null for a temporary one.</param>
    public static Ground Prepare(string engine, string? keep = null)
    {
        var folder = keep is null ? Directory.CreateTempSubdirectory("aftercare-bench-").FullName : Directory.CreateDirectory(Path.Combine(keep, engine)).FullName;
        if (engine != "postgres") return new(engine, folder, $"Data Source={Path.Combine(folder, "aftercare.db")}", keep is not null);
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        var cluster = Path.Combine(folder, "cluster");
        if (!Directory.Exists(cluster)) Postgres("initdb", "-D", cluster, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8");
        Postgres("pg_ctl", "-D", cluster, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-k {folder} -c listen_addresses= -c fsync=on -c synchronous_commit=on -c max_connections=100 -c shared_buffers=1GB -c max_wal_size=8GB", "start");
        using var connection = new NpgsqlConnection($"Host={folder};Username=postgres;Database=postgres;Pooling=false");
        connection.Open();
        using var find = new NpgsqlCommand("select count(*) from pg_database where datname = 'aftercare'", connection);
        if (find.ExecuteScalar() is 0L)
        {
            using var create = new NpgsqlCommand("create database aftercare", connection);
            create.ExecuteNonQuery();
        }
        return new(engine, folder, $"Host={folder};Username=postgres;Database=aftercare;Maximum Pool Size=60", keep is not null);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (OnPostgres) Postgres("pg_ctl", "-D", Path.Combine(Folder, "cluster"), "-m", "fast", "-w", "stop");
        if (!_keeps) Directory.Delete(Folder, recursive: true);
    }

    // PostgreSQL refuses to be started by root.
    private static void Postgres(string program, params string[] arguments)
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin")).First();
        string[] line = [Path.Combine(bin, program), .. arguments];
        if (Environment.UserName == "root") line = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. line];
        // Not redirected: the server would inherit the pipe and hold it open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" > /dev/null 2>&1", "-", .. line]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', line)} ended with {process.ExitCode}.");
    }
}
