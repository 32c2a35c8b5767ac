using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Aftercare.Platform;

/// <summary>
/// The platform's own statements, in the transaction of the session if it has one: compiled once on SQLite's writer, which
/// keeps its connection, and by the driver on PostgreSQL. Values are `$1`, `$2` in the order given.
/// </summary>
internal static class Statements
{
    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, SqliteCommand>> Compiled = [];

    /// <summary>Runs it for what it does.</summary>
    public static Task Run(AppDb db, string sql, CancellationToken ct, params object[] values) => Answer(db, sql, values, command => command.ExecuteNonQueryAsync(ct));

    /// <summary>The first value of the first row; null when there is no row.</summary>
    public static Task<object?> Ask(AppDb db, string sql, CancellationToken ct, params object[] values) => Answer(db, sql, values, command => command.ExecuteScalarAsync(ct));

    /// <summary>The statement on this connection; <paramref name="prepare"/> adds its parameters the first time.</summary>
    public static SqliteCommand On(AppDb db, SqliteConnection connection, string sql, Action<SqliteCommand> prepare)
    {
        var known = Compiled.GetValue(connection, static _ => []);
        if (!known.TryGetValue(sql, out var command))
        {
            command = known[sql] = connection.CreateCommand();
            command.CommandText = sql;
            prepare(command);
        }
        command.Transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static async Task<T> Answer<T>(AppDb db, string sql, object[] values, Func<DbCommand, Task<T>> run)
    {
        // A reading session gives its connection back, and what was compiled on it with it.
        if (db.IsInCommand && db.Connection is SqliteConnection writer)
        {
            var kept = On(db, writer, sql, command => Add(command, values.Length));
            for (var place = 0; place < values.Length; place++) kept.Parameters[place].Value = values[place];
            return await run(kept);
        }
        if (db.Connection.State is not ConnectionState.Open) await db.Database.OpenConnectionAsync();
        await using var once = db.Connection.CreateCommand();
        once.CommandText = sql;
        once.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        if (once is SqliteCommand lite) Add(lite, values.Length);
        else foreach (var _ in values) once.Parameters.Add(new NpgsqlParameter());
        for (var place = 0; place < values.Length; place++) once.Parameters[place].Value = values[place];
        return await run(once);
    }

    private static void Add(SqliteCommand command, int values)
    {
        for (var place = 1; place <= values; place++) command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${place}") });
    }
}
