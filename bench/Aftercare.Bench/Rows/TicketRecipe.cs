using System.Data.Common;
using System.Globalization;
using Aftercare.Bench.Stage;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Aftercare.Bench.Rows;

/// <summary>One row as a command wrote it; columns that are null are left out.</summary>
/// <param name="Casts">What PostgreSQL must be told about a value: `::tsvector`.</param>
internal sealed record CopiedRow(string Table, string[] Columns, object[] Values, string[] Casts)
{
    public string Insert(Func<int, string> parameter) =>
        $"insert into {Table} ({string.Join(", ", Columns.Select(column => $"\"{column}\""))}) values ({string.Join(", ", Columns.Select((_, place) => parameter(place) + Casts[place]))})";
}

/// <summary>How a copy differs from the ticket it was made from.</summary>
/// <param name="Which">Counts the copies; makes keys and numbers unique.</param>
/// <param name="Later">Microseconds by which everything happened later, or earlier.</param>
/// <param name="Instead">Other records to belong to: unit, person, customer.</param>
internal readonly record struct Variation(long Which, long Later = 0, Dictionary<long, long>? Instead = null);

/// <summary>
/// Everything a really registered ticket left in the database, found by comparing all tables before and after: a recipe
/// for more of the same. The yardstick of `create` writes these rows, and the million tickets of `read` are made of them.
/// </summary>
internal sealed class TicketRecipe(Ground ground, long first, long last, string number, IReadOnlyList<CopiedRow> rows)
{
    /// <summary>Copies begin here, far above the identifiers the product hands out meanwhile.</summary>
    public const long FirstCopy = 10_000_000_000;

    // The database's own clock of the years 2001 to 2096: nothing else in a row is as large.
    private const long EarliestTime = 1_000_000_000_000_000, LatestTime = 4_000_000_000_000_000;

    private static readonly string[] NotInserted = ["id_blocks", "number_series", "search_index", "__EFMigrationsHistory", "__EFMigrationsLock"];

    public IReadOnlyList<CopiedRow> Rows => rows;
    /// <summary>How many identifiers a copy takes.</summary>
    public long Ids { get; private init; } = last - first + 1;

    /// <summary>The same with room for the identifiers of a larger kind, so that several kinds can share one row of numbers.</summary>
    public TicketRecipe As(long ids) => new(ground, first, last, number, rows) { Ids = ids };

    public Ground Ground => ground;

    /// <summary>Rows by table, and the one visible number that is counted on.</summary>
    public string Summary => string.Join(", ", rows.GroupBy(row => row.Table).Select(group => group.Count() == 1 ? group.Key : $"{group.Count()} {group.Key}")) + ", number_series (update)";

    public static async Task<TicketRecipe> Capture(Host host, World world, Func<Task<TicketId>> make)
    {
        var ids = host.Services.GetRequiredService<IdBlocks>();
        await using var connection = Open(host.Ground);
        var before = await All(connection, host.Ground);
        var first = ids.Next();
        var ticket = await make();
        var last = ids.Next();
        var after = await All(connection, host.Ground);
        var rows = after.Where(row => !before.ContainsKey(row.Key)).Select(row => row.Value).OrderBy(row => row.Table == "tickets" ? 0 : 1).ToList();

        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(world.System, null, default);
        var stored = await db.Set<Ticket>().SingleAsync(row => row.Id == ticket);
        if (!host.Ground.OnPostgres)
        {
            var text = stored.ToSearchText();
            var tokens = string.Join(' ', [$"§c{world.Company}", "§kticket", .. Tokens.Of($"{text.Title}\n{text.Words}")]);
            rows.Add(new("search_index", ["rowid", "tokens"], [ticket.Value, tokens], ["", ""]));
        }
        return new(host.Ground, first, last, stored.Number, rows);
    }

    /// <summary>The value at this place in a copy.</summary>
    public object Value(CopiedRow row, int place, in Variation copy)
    {
        switch (row.Values[place])
        {
            case long id when id >= first && id <= last: return FirstCopy + copy.Which * Ids + (id - first);
            case long other when copy.Instead is { } instead && instead.TryGetValue(other, out var changed): return changed;
            case long time when time is > EarliestTime and < LatestTime: return time + copy.Later;
            case string when row.Columns[place] is "follow_key" or "external_id": return string.Create(CultureInfo.InvariantCulture, $"k{copy.Which:000000000000}");
            case string text when row.Table is "tickets" or "search_documents" or "search_index" && row.Columns[place] is "number" or "title": return text.Replace(number, Number(copy.Which), StringComparison.Ordinal);
            // Search finds a copy by its number: the last part of it is one token.
            case string tokens when row.Columns[place] == "tokens": return tokens.Replace(Tail(number), Tail(Number(copy.Which)), StringComparison.Ordinal);
            case var same: return same;
        }
    }

    public static string Number(long which) => string.Create(CultureInfo.InvariantCulture, $"SR000000-{which:00000000}");

    private static string Tail(string number) => number[(number.IndexOf('-', StringComparison.Ordinal) + 1)..];

    public static DbConnection Open(Ground ground)
    {
        DbConnection connection = ground.OnPostgres ? new NpgsqlConnection(ground.ConnectionString) : new SqliteConnection(ground.ConnectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }

    private static async Task<Dictionary<string, CopiedRow>> All(DbConnection connection, Ground ground)
    {
        var tables = await Column(connection, ground.OnPostgres
            ? "select table_name from information_schema.tables where table_schema = 'public' order by 1"
            : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'search_index_%' order by 1");
        var all = new Dictionary<string, CopiedRow>();
        foreach (var table in tables.Except(NotInserted))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select * from {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var filled = Enumerable.Range(0, reader.FieldCount).Where(place => !reader.IsDBNull(place)).ToArray();
                var values = filled.Select(place => reader.GetValue(place)).ToArray();
                var row = new CopiedRow(table, [.. filled.Select(reader.GetName)], [.. values.Select(value => value is NpgsqlTsVector words ? words.ToString() : value)], [.. values.Select(value => value is NpgsqlTsVector ? "::tsvector" : "")]);
                all[$"{table}|{string.Join('|', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)))}"] = row;
            }
        }
        return all;
    }

    private static async Task<List<string>> Column(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }
}
