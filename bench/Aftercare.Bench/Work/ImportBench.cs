using Aftercare.Bench.Rows;
using Aftercare.Bench.Stage;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace Aftercare.Bench.Work;

/// <summary>Importing cases of another system through the desk's face, fifty a command as the import job does, against raw inserts of the same rows, fifty cases a transaction.</summary>
internal static class ImportBench
{
    private const int Chunk = 50;

    public static async Task<int> Run(Options options)
    {
        var (time, rounds) = (TimeSpan.FromSeconds(options.Number("seconds", 5)), options.Number("rounds", 3));
        var table = new Table("engine", "rows a case", "product cases/s", "raw cases/s", "ratio", "chunk of 50 p95 ms");
        foreach (var engine in options.List("engines", "sqlite,postgres"))
        {
            using var ground = Ground.Prepare(engine);
            await using var host = await Host.Open(ground);
            var world = await World.Found(host, units: 8, customers: 50);
            var which = 0;
            await Import(host, world, 1, () => which++);
            var rows = await TicketRecipe.Capture(host, world, async () => (await Import(host, world, 1, () => which++))[0]);
            using var connection = TicketRecipe.Open(ground);
            if (connection is SqliteConnection) Execute(connection, "pragma journal_mode = wal; pragma synchronous = full");
            var inserts = rows.Rows.Select(row => (Row: row, Insert: connection is SqliteConnection sqlite ? (System.Data.Common.DbCommand)RawSqliteWriter.Prepared(sqlite, row) : RawPostgresWriter.Prepared((NpgsqlConnection)connection, row))).ToList();
            var copies = 0L;
            var pair = await Pair.Run(1, time, rounds, _ => Import(host, world, Chunk, () => which++), _ =>
            {
                using var transaction = connection.BeginTransaction();
                for (var i = 0; i < Chunk; i++)
                {
                    var copy = new Variation(copies++);
                    foreach (var (row, insert) in inserts)
                    {
                        insert.Transaction = transaction;
                        for (var place = 0; place < row.Columns.Length; place++) insert.Parameters[place].Value = rows.Value(row, place, copy);
                        insert.ExecuteNonQuery();
                    }
                }
                transaction.Commit();
                return Task.CompletedTask;
            });
            table.Add(engine, rows.Rows.Count, Table.Rate(pair.Product.PerSecond * Chunk), Table.Rate(pair.Yardstick.PerSecond * Chunk), Table.Percent(pair.Ratio), Table.Ms(pair.Product.At(0.95)));
            inserts.ForEach(one => one.Insert.Dispose());
        }
        table.Print();
        return 0;
    }

    private static async Task<List<TicketId>> Import(Host host, World world, int count, Func<int> next) =>
        (List<TicketId>)await host.Services.GetRequiredService<IWritePath>().Write(new("Bench.Import", async (services, open, ct) =>
        {
            var db = open(world.System, new("Bench.Import", services.GetRequiredService<IClock>().GetCurrentInstant(), null));
            var made = new List<TicketId>();
            for (var i = 0; i < count; i++) made.Add((await services.GetRequiredService<IDesk>().Import([Case(world, next(), db.Now)], ct))[0].Ticket);
            await db.SaveChangesAsync(ct);
            return new(made, []);
        }), default);

    private static CaseHistory Case(World world, int which, Instant now)
    {
        var opened = now - Duration.FromDays(40) + Duration.FromMinutes(which % 40_000);
        return new()
        {
            Source = "crm", ExternalId = $"CASE-{which:0000000}", Unit = world.Units[which % world.Units.Count], Customer = world.Customers[which % world.Customers.Count], Type = "repair", Priority = Priority.P3,
            Channel = Channel.Hotline, Fault = "洗衣机不脱水", Model = "WM-10", OpenedAt = opened,
            Events =
            [
                new(opened + Duration.FromMinutes(5), CaseEventKind.Acknowledged), new(opened + Duration.FromHours(1), CaseEventKind.Responded), new(opened + Duration.FromHours(26), CaseEventKind.Solved, "更换皮带"),
                new(opened + Duration.FromHours(30), CaseEventKind.Confirmed, "phone"), new(opened + Duration.FromHours(31), CaseEventKind.Closed),
            ],
        };
    }

    private static void Execute(System.Data.Common.DbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
