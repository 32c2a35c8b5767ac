using Aftercare.Platform;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Aftercare.Tests;

/// <summary>A template database, migrated once per test run; every application under test gets its own copy.</summary>
internal static class TestDatabase
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("aftercare-template-").FullName;
    private static readonly Lazy<string> Template = new(Prepare);

    /// <summary>`sqlite`, or `postgres` when TEST_DB says so; then TEST_PG names the server.</summary>
    public static string Engine { get; } = Environment.GetEnvironmentVariable("TEST_DB") ?? "sqlite";

    public static bool OnPostgres => Engine == "postgres";

    /// <summary>A fresh copy; the name is a file or a database.</summary>
    public static string Copy()
    {
        var name = $"t{Guid.CreateVersion7():N}";
        if (OnPostgres)
        {
            lock (Template) Execute($"create database {name} template {Template.Value}");
            return name;
        }
        var file = Path.Combine(Folder, name + ".db");
        File.Copy(Template.Value, file);
        return file;
    }

    /// <summary>A place for a database: no file yet, or a database without tables.</summary>
    public static string Empty()
    {
        var name = $"e{Guid.CreateVersion7():N}";
        if (OnPostgres) Execute($"create database {name}");
        return OnPostgres ? name : Path.Combine(Folder, name + ".db");
    }

    public static string ConnectionString(string database) => OnPostgres
        ? $"{Environment.GetEnvironmentVariable("TEST_PG")};Database={database};Maximum Pool Size=30;Connection Idle Lifetime=5;Connection Pruning Interval=2"
        : $"Data Source={database}";

    private static string Prepare()
    {
        var name = OnPostgres ? $"template_{Guid.CreateVersion7():N}" : Path.Combine(Folder, "template.db");
        if (OnPostgres) Execute($"create database {name}");
        Engine engine = OnPostgres ? new PostgresEngine(ConnectionString(name) + ";Pooling=false") : new SqliteEngine(ConnectionString(name) + ";Pooling=false");
        engine.Migrate(null!, CancellationToken.None).GetAwaiter().GetResult();
        if (!OnPostgres)
        {
            using var connection = new SqliteConnection(ConnectionString(name) + ";Pooling=false");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            command.ExecuteNonQuery();
        }
        return name;
    }

    private static void Execute(string statement)
    {
        using var connection = new NpgsqlConnection($"{Environment.GetEnvironmentVariable("TEST_PG")};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}
