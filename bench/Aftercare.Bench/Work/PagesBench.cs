using System.Globalization;
using Aftercare.Bench.Rows;
using Aftercare.Bench.Stage;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Bench.Work;

/// <summary>Every page of the product over very many tickets, as a signed-in manager opens it: console, phone and portal alike.</summary>
internal static class PagesBench
{
    private const double Goal = 50;

    public static async Task<int> Run(Options options)
    {
        foreach (var engine in options.List("engines", "sqlite,postgres"))
        {
            using var ground = Ground.Prepare(engine, options.Text("keep", "") is { Length: > 0 } keep ? keep : null);
            await Million.Prepare(ground, options.Number("tickets", 1_000_000));
            await using var host = await Host.Open(ground);
            var table = new Table("page", "sees all: p50 ms", "p95", "sees 1 %: p50 ms", "p95", "goal 50 ms");
            using var all = await host.SignIn(World.All);
            using var one = await host.SignIn(World.One);
            foreach (var (route, address) in Pages(host))
            {
                if (address is null)
                {
                    table.Add(route, "no such record here", "", "", "", "not measured");
                    continue;
                }
                var (wide, narrow) = (await Time(all, address, options), await Time(one, address, options));
                if (wide is null) table.Add(route, "does not answer with a page", "", "", "", "not measured");
                else table.Add(route, Table.Ms(wide.At(0.5)), Table.Ms(wide.At(0.95)), narrow is null ? "" : Table.Ms(narrow.At(0.5)), narrow is null ? "refused" : Table.Ms(narrow.At(0.95)), Math.Max(wide.At(0.95), narrow?.At(0.95) ?? 0) <= Goal ? "reached" : "missed");
            }
            Console.WriteLine($"{engine}\n");
            table.Print();
        }
        return 0;
    }

    /// <summary>Every page's route, and an address that shows the newest record of its kind; null when there is none.</summary>
    private static List<(string Route, string? Address)> Pages(Host host) =>
        [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => endpoint.RoutePattern).DistinctBy(pattern => pattern.RawText).OrderBy(pattern => pattern.RawText, StringComparer.Ordinal)
            .Where(pattern => pattern.Parameters.All(parameter => !parameter.IsCatchAll))
            .Select(pattern => (pattern.RawText!, Address(host, pattern)))];

    private static string? Address(Host host, RoutePattern pattern)
    {
        var (parts, kind) = (new List<string>(), "");
        foreach (var segment in pattern.PathSegments)
        {
            if (segment.Parts is [RoutePatternLiteralPart literal])
            {
                parts.Add(literal.Content);
                kind = literal.Content.Replace('-', '_');
            }
            else if (Newest(host, kind) is { } id)
            {
                parts.Add(id.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                return null;
            }
        }
        return "/" + string.Join('/', parts);
    }

    private static long? Newest(Host host, string table)
    {
        using var connection = TicketRecipe.Open(host.Ground);
        using var command = connection.CreateCommand();
        command.CommandText = $"select max(id) from {table}";
        try
        {
            return command.ExecuteScalar() as long?;
        }
        catch (System.Data.Common.DbException)
        {
            return null;
        }
    }

    private static async Task<Measured?> Time(HttpClient client, string address, Options options)
    {
        for (var i = 0; i < 10; i++)
        {
            using var answer = await client.GetAsync(address);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/html") return null;
        }
        return await Measured.Run(1, TimeSpan.FromSeconds(options.Number("page-seconds", 2)), async _ =>
        {
            using var answer = await client.GetAsync(address);
            await answer.Content.ReadAsByteArrayAsync();
        });
    }
}
