using System.Globalization;
using System.Text;
using System.Text.Json;
using Aftercare.Bench.Rows;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Aftercare.Bench.Stage;

/// <summary>
/// A company with very many tickets: a few were really registered and worked on, the rest are copies of their rows, spread
/// over 200 units, the people and customers of these, and a year. Four fifths are closed. The caller of few units sees 1 %.
/// </summary>
internal static class Million
{
    private const int Units = 200, Customers = 1000, Chunk = 5000;
    private const long HalfMinute = 30_000_000;

    private static readonly string[] Faults = ["洗衣机脱水时剧烈震动并有异响，显示 E4", "空调不制冷，外机不转", "冰箱冷藏室漏水，门封发黑", "热水器打不着火，水温忽冷忽热", "Printer X200 jams paper in tray 2"];

    /// <summary>Seeds the ground unless it was kept from an earlier run.</summary>
    public static async Task<World> Prepare(Ground ground, long tickets)
    {
        var note = Path.Combine(ground.Folder, string.Create(CultureInfo.InvariantCulture, $"world-{tickets}.json"));
        if (File.Exists(note)) return Read(await File.ReadAllTextAsync(note));
        World world;
        await using (var host = await Host.Open(ground))
        {
            world = await World.Found(host, Units, Customers);
            await host.Run(world.SeesAll, world.Request(0));
            var kinds = new List<TicketRecipe>();
            foreach (var (fault, number) in Faults.Select((fault, number) => (fault, number))) kinds.Add(await TicketRecipe.Capture(host, world, () => Make(host, world, fault, number)));
            Table.Say($"{ground.Engine}: seeding {tickets} tickets of {kinds[0].Rows.Count} to {kinds[^1].Rows.Count} rows");
            await Copy(ground, world, kinds, tickets);
        }
        await File.WriteAllTextAsync(note, JsonSerializer.Serialize(new long[][] { [world.Company.Value], [.. world.Units.Select(unit => unit.Value)], [.. world.People.Select(person => person.Value)], [.. world.Customers.Select(customer => customer.Value)] }));
        return world;
    }

    private static World Read(string note) => JsonSerializer.Deserialize<long[][]>(note) is [[var company], var units, var people, var customers]
        ? new(new(company), [.. units.Select(UnitId.Of)], [.. people.Select(PersonId.Of)], [.. customers.Select(CustomerId.Of)])
        : throw new InvalidDataException("The kept world cannot be read.");

    /// <summary>One that was just registered, one in work, one resting, one solved, and one that is closed.</summary>
    private static async Task<TicketId> Make(Host host, World world, string fault, int life)
    {
        var id = (await host.Run(world.SeesAll, world.Request(0, fault))).Id;
        if (life > 0) await host.Run(world.SeesAll, new RespondToTicket.Command("我们已安排工程师与您联系") { Id = id });
        if (life == 2) await host.Run(world.SeesAll, new HoldTicket.Command("customer") { Id = id });
        if (life > 2) await host.Run(world.SeesAll, new SolveTicket.Command("更换减震器并校平，试机正常") { Id = id });
        if (life == 4) await host.Run(world.SeesAll, new ConfirmSolution.Command("phone") { Id = id });
        if (life == 4) await host.Run(world.SeesAll, new CloseTicket.Command { Id = id });
        return id;
    }

    private static async Task Copy(Ground ground, World world, List<TicketRecipe> kinds, long tickets)
    {
        var widest = kinds.Max(kind => kind.Ids);
        using var connection = TicketRecipe.Open(ground);
        if (connection is SqliteConnection)
        {
            using var fast = connection.CreateCommand();
            fast.CommandText = "pragma synchronous = off; pragma cache_size = -1000000; pragma foreign_keys = off";
            fast.ExecuteNonQuery();
        }
        for (var first = 0L; first < tickets; first += Chunk)
        {
            var chunk = Enumerable.Range(0, (int)Math.Min(Chunk, tickets - first)).Select(place => Variation(world, first + place, tickets)).ToList();
            foreach (var (kind, number) in kinds.Select((kind, number) => (kind.As(widest), number)))
            {
                var copies = chunk.Where(copy => KindOf(copy.Which) == number).ToList();
                if (connection is SqliteConnection sqlite) Insert(sqlite, kind, copies);
                else foreach (var row in kind.Rows) await CopyIn((NpgsqlConnection)connection, kind, row, copies);
            }
            if (first % 100_000 == 0) Table.Say($"  {first}");
        }
        using var after = connection.CreateCommand();
        after.CommandText = string.Create(CultureInfo.InvariantCulture, $"update id_blocks set next = {TicketRecipe.FirstCopy + (tickets + 1) * widest}");
        after.ExecuteNonQuery();
        after.CommandText = "analyze";
        after.CommandTimeout = 600;
        after.ExecuteNonQuery();
    }

    /// <summary>Of twenty: one each new, in work, resting and solved, sixteen closed.</summary>
    public static int KindOf(long which) => (int)Math.Min(which % 20, 4);

    private static Variation Variation(World world, long which, long tickets)
    {
        var unit = (int)(which / 20 * 7919 % Units);
        return new(which, (which - tickets) * HalfMinute, new()
        {
            [world.Units[0].Value] = world.Units[unit].Value, [world.People[0].Value] = world.People[unit].Value,
            [world.Customers[0].Value] = world.Customers[(int)(which % world.Customers.Count)].Value,
        });
    }

    private static void Insert(SqliteConnection connection, TicketRecipe kind, List<Variation> copies)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var row in kind.Rows)
        {
            using var insert = RawSqliteWriter.Prepared(connection, row);
            insert.Transaction = transaction;
            foreach (var copy in copies)
            {
                for (var place = 0; place < row.Columns.Length; place++) insert.Parameters[place].Value = kind.Value(row, place, copy);
                insert.ExecuteNonQuery();
            }
        }
        transaction.Commit();
    }

    private static async Task CopyIn(NpgsqlConnection connection, TicketRecipe kind, CopiedRow row, List<Variation> copies)
    {
        var line = new StringBuilder();
        await using var writer = await connection.BeginTextImportAsync($"copy {row.Table} ({string.Join(", ", row.Columns.Select(column => $"\"{column}\""))}) from stdin");
        foreach (var copy in copies)
        {
            line.Clear();
            for (var place = 0; place < row.Columns.Length; place++) line.Append(place == 0 ? "" : "\t").Append(Escaped(kind.Value(row, place, copy)));
            await writer.WriteAsync(line.Append('\n'));
        }
    }

    private static string Escaped(object value) => value switch
    {
        byte[] bytes => @"\\x" + Convert.ToHexString(bytes),
        bool yes => yes ? "t" : "f",
        string text => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
