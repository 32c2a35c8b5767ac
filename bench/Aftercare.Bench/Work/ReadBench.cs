using System.Globalization;
using System.Net.Http.Json;
using Aftercare.Bench.Rows;
using Aftercare.Bench.Stage;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aftercare.Bench.Work;

/// <summary>
/// Questions over very many tickets, for a caller who sees all of them and one who sees 1 %: through the gateway against
/// raw SQL for the same rows, and over HTTP against a bare endpoint that answers with the same rows by that SQL.
/// </summary>
internal static class ReadBench
{
    private const double Goal = 0.70;

    public static async Task<int> Run(Options options)
    {
        foreach (var engine in options.List("engines", "sqlite,postgres"))
        {
            using var ground = Ground.Prepare(engine, options.Text("keep", "") is { Length: > 0 } keep ? keep : null);
            var world = await Million.Prepare(ground, options.Number("tickets", 1_000_000));
            await using var host = await Host.Open(ground);
            Console.WriteLine($"{engine}\n");
            await Lists(host, world, options);
            await Others(host, world, options);
        }
        return 0;
    }

    private static async Task Lists(Host host, World world, Options options)
    {
        var (time, rounds) = (TimeSpan.FromSeconds(options.Number("seconds", 3)), options.Number("rounds", 3));
        var table = new Table("list of 25", "caller sees", "gateway /s", "raw SQL /s", "ratio", "HTTP /s", "bare HTTP /s", "ratio", "goal", "HTTP p50 ms", "p95", "p99");
        foreach (var (login, caller, few) in new[] { (World.All, world.SeesAll, false), (World.One, world.SeesFew, true) })
        {
            using var client = await host.SignIn(login);
            var second = await host.Ask(caller, new ListTickets.Query(new(Sort: TicketSort.Opened)));
            var key = PageKey.Parse(second.Next)!.Value;
            (string Name, TicketFilter Filter, string? After, string Address, string Where, string Order)[] lists =
            [
                ("open, by due time", new(), null, "", "is_open", "next_due_at, id"),
                ("newest", new(Sort: TicketSort.Opened), null, "sort=Opened", "true", "opened_at desc, id desc"),
                ("newest, second page", new(Sort: TicketSort.Opened), second.Next, $"sort=Opened&after={second.Next}", string.Create(CultureInfo.InvariantCulture, $"opened_at <= {key.At.Micros()} and (opened_at < {key.At.Micros()} or id < {key.Id})"), "opened_at desc, id desc"),
                ("on hold, newest", new(Status: TicketStatus.OnHold, Sort: TicketSort.Opened), null, "status=OnHold&sort=Opened", "status = 'OnHold'", "opened_at desc, id desc"),
            ];
            foreach (var list in lists)
            {
                using var raw = new RawList(host.Ground, world, few, list.Where, list.Order);
                var ours = await host.Ask(caller, new ListTickets.Query(list.Filter, list.After));
                if (!ours.Items.Select(row => row.Id).SequenceEqual(raw.Read().Select(row => row.Id))) throw new InvalidOperationException($"{list.Name}: the product and the raw SQL show different rows.");
                var inside = await Pair.Run(1, time, rounds, async _ => await host.Ask(caller, new ListTickets.Query(list.Filter, list.After)), _ => Task.FromResult(raw.Read()));
                await using var bare = await Bare(raw);
                using var plain = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(bare.Urls.First()) };
                var http = await Pair.Run(1, time, rounds, _ => Get(client, $"/api/tickets?{list.Address}"), _ => Get(plain, "/"));
                table.Add(list.Name, few ? "1 %" : "all", Table.Rate(inside.Product.PerSecond), Table.Rate(inside.Yardstick.PerSecond), Table.Percent(inside.Ratio), Table.Rate(http.Product.PerSecond),
                    Table.Rate(http.Yardstick.PerSecond), Table.Percent(http.Ratio), http.Ratio >= Goal ? "reached" : "missed", Table.Ms(http.Product.At(0.5)), Table.Ms(http.Product.At(0.95)), Table.Ms(http.Product.At(0.99)));
            }
        }
        table.Print();
    }

    private static async Task Others(Host host, World world, Options options)
    {
        var time = TimeSpan.FromSeconds(options.Number("seconds", 3));
        var table = new Table("what", "caller sees", "gateway /s", "HTTP /s", "HTTP p50 ms", "p95", "p99");
        foreach (var (login, caller) in new[] { (World.All, world.SeesAll), (World.One, world.SeesFew) })
        {
            using var client = await host.SignIn(login);
            var seen = (await host.Ask(caller, new ListTickets.Query(new(Sort: TicketSort.Opened), Size: 200))).Items;
            var fresh = new Queue<TicketId>(await Fresh(host, caller));
            var turn = 0;
            ListTickets.Row Next() => seen[turn++ % seen.Count];
            (string Name, Func<Task> Inside, Func<Task> Outside)[] questions =
            [
                ("one ticket", () => host.Ask(caller, new GetTicket.Query(Next().Id)), () => Get(client, $"/api/tickets/{Next().Id}")),
                ("search a number", () => host.Ask(caller, new Search.Query(Next().Number)), () => Get(client, $"/api/search?q={Next().Number}")),
                ("search a word of a fifth of all", () => host.Ask(caller, new Search.Query("冰箱漏水")), () => Get(client, "/api/search?q=冷藏室")),
                ("search two words, newest 20", () => host.Ask(caller, new Search.Query("脱水 E4")), () => Get(client, "/api/search?q=脱水 E4")),
                ("answer the customer: status change", () => host.Run(caller, Respond(fresh)), async () =>
                {
                    var command = Respond(fresh);
                    (await client.PostAsJsonAsync($"/api/tickets/{command.Id}/respond", new { command.Text })).EnsureSuccessStatusCode();
                }),
            ];
            foreach (var (name, inside, outside) in questions)
            {
                var short_ = name.StartsWith("answer", StringComparison.Ordinal) ? TimeSpan.FromSeconds(Math.Min(2, time.TotalSeconds)) : time;
                for (var i = 0; i < 10; i++) await outside();
                var gateway = await Measured.Run(1, short_, _ => inside());
                var http = await Measured.Run(1, short_, _ => outside());
                table.Add(name, login == World.One ? "1 %" : "all", Table.Rate(gateway.PerSecond), Table.Rate(http.PerSecond), Table.Ms(http.At(0.5)), Table.Ms(http.At(0.95)), Table.Ms(http.At(0.99)));
            }
        }
        table.Print();
    }

    private static async Task<List<TicketId>> Fresh(Host host, Caller caller)
    {
        var (fresh, after) = (new List<TicketId>(), (string?)null);
        do
        {
            var page = await host.Ask(caller, new ListTickets.Query(new(Status: TicketStatus.New, Sort: TicketSort.Opened), after, 200));
            fresh.AddRange(page.Items.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null && fresh.Count < 10_000);
        return fresh;
    }

    // When all were answered once, the first are answered again.
    private static RespondToTicket.Command Respond(Queue<TicketId> fresh)
    {
        var ticket = fresh.Dequeue();
        fresh.Enqueue(ticket);
        return new("工程师今天下午上门") { Id = ticket };
    }

    private static async Task Get(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>A web server that does nothing but this: the ceiling of an answer over HTTP.</summary>
    private static async Task<WebApplication> Bare(RawList raw)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(json => PlatformJson.Configure(json.SerializerOptions));
        var app = builder.Build();
        app.MapGet("/", () => TypedResults.Ok(new PageOf<ListTickets.Row>(raw.Read(), null)));
        await app.StartAsync();
        return app;
    }
}
