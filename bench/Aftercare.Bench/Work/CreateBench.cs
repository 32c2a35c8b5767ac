using System.Globalization;
using Aftercare.Bench.Rows;
using Aftercare.Bench.Stage;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Bench.Work;

/// <summary>
/// Registering tickets through the gateway, with all that a ticket writes, against raw inserts of the same rows with the
/// same durability: SQLite in WAL with `synchronous = full`, PostgreSQL with fsync on.
/// </summary>
internal static class CreateBench
{
    private const double Goal = 0.40;

    public static async Task<int> Run(Options options)
    {
        var (time, rounds) = (TimeSpan.FromSeconds(options.Number("seconds", 5)), options.Number("rounds", 3));
        var table = new Table("engine", "callers", "product /s", "raw /s", "ratio", "goal", "product p50 ms", "product p99 ms", "raw p99 ms", "product processor ms", "raw processor ms");
        foreach (var engine in options.List("engines", "sqlite,postgres"))
        {
            using var ground = Ground.Prepare(engine);
            await using var host = await Host.Open(ground);
            var world = await World.Found(host, units: 8, customers: 50);
            // The second one: the first of a day also opens its series of numbers.
            await host.Run(world.SeesAll, world.Request(0));
            var rows = await TicketRecipe.Capture(host, world, async () => (await host.Run(world.SeesAll, world.Request(1))).Id);
            Table.Say($"{engine}: {rows.Rows.Count + 1} rows a ticket: {rows.Summary}");
            foreach (var callers in options.List("callers", "1,8,32").Select(number => int.Parse(number, CultureInfo.InvariantCulture)))
            {
                var which = 0;
                await using var raw = Raw(host, rows, callers, callers * 100_000_000L);
                var pair = await Pair.Run(callers, time, rounds, async _ => await host.Run(world.SeesAll, world.Request(Interlocked.Increment(ref which))), raw.Write);
                table.Add(engine, callers, Table.Rate(pair.Product.PerSecond), Table.Rate(pair.Yardstick.PerSecond), Table.Percent(pair.Ratio), pair.Ratio >= Goal ? "reached" : "missed",
                    Table.Ms(pair.Product.At(0.5)), Table.Ms(pair.Product.At(0.99)), Table.Ms(pair.Yardstick.At(0.99)),
                    Table.Ms(pair.Product.Processor), Table.Ms(pair.Yardstick.Processor));
            }
        }
        table.Print();
        return 0;
    }

    private static IRawWriter Raw(Host host, TicketRecipe rows, int callers, long firstCopy) =>
        host.Services.GetRequiredService<Engine>() is SqliteEngine sqlite ? new RawSqliteWriter(rows, sqlite, firstCopy) : new RawPostgresWriter(rows, callers, firstCopy);
}
