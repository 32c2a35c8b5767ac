using System.Text.Json;
using Aftercare.Modules.Performance;
using Aftercare.Platform;
using Aftercare.Tests.Performance;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Tests.Shells;

/// <summary>`aftercare kpi`, `aftercare kpi verify` and `aftercare rebuild kpi` on a database with tickets and a frozen figure.</summary>
public sealed class KpiCommandTests
{
    [Fact, Trait("Requirement", "R1524")]
    public async Task A_frozen_figure_computes_again_to_the_same_value_and_a_tampered_one_is_told()
    {
        await using var app = new TestApp();
        var world = await PerformanceWorld.Open(app);
        await world.Requests(8, 6);
        await world.QuarterIsOver();
        await app.Tick(null, typeof(FoldMeasures));
        var frozen = await world.Freeze((await world.Kpi("K03")).Id);
        using var cli = new Cli(app.Database);

        var (fresh, verified) = (await Kpi(cli), await cli.Run("kpi", "verify"));

        Assert.Equal((6, 8, 75m), Of(fresh, "K03"));
        Assert.Equal((0, "1 frozen figures, 0 not the same when computed again, 0 that today's records would give another value.\n", ""), verified);

        // The frozen value itself changed without a correction.
        await Raw(app, $"update kpi_results set computed = '80.0' where id = {frozen.ResultId.Value}");
        var tampered = await cli.Run("kpi", "verify");
        Assert.Equal(1, tampered.Code);
        Assert.Contains("frozen 80.0, again 75.0, from today's records 75.0", tampered.Out, StringComparison.Ordinal);
        Assert.Contains("1 frozen figures, 1 not the same when computed again", tampered.Out, StringComparison.Ordinal);
        await Raw(app, $"update kpi_results set computed = '75.0' where id = {frozen.ResultId.Value}");

        // Totals spoiled behind the product's back: shown wrong and told, until they are added up again from the measures.
        await Raw(app, $"update measure_days set count = count - 1 where company_id = {world.Company.Id.Value} and name = 'desk.solve.met'");
        Assert.Equal((5, 8, 62.5m), Of(await Kpi(cli), "K03"));
        var drifted = await cli.Run("kpi", "verify");
        Assert.Equal(0, drifted.Code);
        Assert.Contains("frozen 75.0, again 75.0, from today's records 62.5", drifted.Out, StringComparison.Ordinal);
        await app.DisposeAsync();
        var rebuilt = await cli.Run("rebuild", "kpi");
        Assert.Equal((0, ""), (rebuilt.Code, rebuilt.Error));
        Assert.Equal((6, 8, 75m), Of(await Kpi(cli), "K03"));
        Assert.Equal(verified, await cli.Run("kpi", "verify"));
    }

    [Fact]
    public async Task Indicators_are_shown_in_a_line_each_and_a_wrong_unit_or_day_is_told()
    {
        await using var app = new TestApp();
        var world = await PerformanceWorld.Open(app);
        await world.Requests(3, 2);
        await world.QuarterIsOver();
        using var cli = new Cli(app.Database);

        var (lines, empty) = (await cli.Run("kpi", "--from", "2026-01-01", "--to", "2026-03-31"), await cli.Run("kpi", "--from", "2025-01-01", "--to", "2025-03-31"));

        Assert.Equal((0, ""), (lines.Code, lines.Error));
        Assert.Matches(@"^K03 .* 66\.7%   repairs_on_time 2, repair_reports 3\nK08 .* 66\.7%   timely_responded_requests 2, all_requests 3\n$", lines.Out);
        Assert.Matches(@"^K03 .* n/a   repairs_on_time 0, repair_reports 0\n", empty.Out);
        var (unit, day, missing) = (await cli.Run("kpi", "--from", "2026-01-01", "--to", "2026-03-31", "--unit", "nowhere"), await cli.Run("kpi", "--from", "soon", "--to", "2026-03-31"), await cli.Run("kpi"));
        Assert.Equal((3, 1, 2), (unit.Code, day.Code, missing.Code));
        Assert.Contains("There is no unit 'nowhere'", unit.Error, StringComparison.Ordinal);
        Assert.Contains("(date.malformed)", day.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "R1103")]
    public async Task As_json_it_is_one_document_with_every_part_of_every_figure_and_what_has_no_source_by_name()
    {
        await using var app = new TestApp();
        var world = await PerformanceWorld.Open(app);
        await world.Requests(20, 19);
        await world.QuarterIsOver();
        using var cli = new Cli(app.Database);

        using var document = JsonDocument.Parse((await cli.Run("kpi", "--from", "2026-01-01", "--to", "2026-03-31", "--json")).Out);

        var root = document.RootElement;
        Assert.Equal(("2026-01-01", "2026-03-31", "2026-Q1"), (root.GetProperty("period").GetProperty("from").GetString(), root.GetProperty("period").GetProperty("to").GetString(), root.GetProperty("period").GetProperty("name").GetString()));
        Assert.NotEmpty(root.GetProperty("unit").GetProperty("name").GetString()!);
        var k03 = root.GetProperty("kpis").EnumerateArray().Single(kpi => kpi.GetProperty("code").GetString() == "K03");
        Assert.Equal((95.0m, 19m, 20m, "%", 95m, true), (Number(k03, "value"), Number(k03, "numerator"), Number(k03, "denominator"), k03.GetProperty("unitOfMeasure").GetString(), Number(k03, "target"), k03.GetProperty("met").GetBoolean()));
        Assert.Equal(("V1.0", 20m, true), (k03.GetProperty("version").GetString(), Number(k03, "records"), k03.GetProperty("active").GetBoolean()));
        var k09 = root.GetProperty("kpis").EnumerateArray().Single(kpi => kpi.GetProperty("code").GetString() == "K09");
        Assert.Equal((95.0m, false), (Number(k09, "value"), k09.GetProperty("active").GetBoolean()));
        var missing = root.GetProperty("noSource").EnumerateArray().ToDictionary(kpi => kpi.GetProperty("code").GetString()!, kpi => kpi.GetProperty("reason").GetString());
        Assert.Equal((14, 46), (root.GetProperty("kpis").GetArrayLength(), missing.Count));
        Assert.Contains("cost", missing["K01"], StringComparison.OrdinalIgnoreCase);
        // Days that are no period have no target.
        using var odd = JsonDocument.Parse((await cli.Run("kpi", "--from", "2026-01-02", "--to", "2026-03-31", "--json")).Out);
        Assert.False(odd.RootElement.GetProperty("kpis").EnumerateArray().First().TryGetProperty("target", out var target) && target.ValueKind is JsonValueKind.Number);

        static decimal Number(JsonElement kpi, string name) => kpi.GetProperty(name).GetDecimal();
    }

    private static async Task<ComputeKpis.Response> Kpi(Cli cli)
    {
        var answer = await cli.Run("kpi", "--from", "2026-01-01", "--to", "2026-03-31", "--json");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return JsonSerializer.Deserialize<ComputeKpis.Response>(answer.Out, PlatformJson.Options)!;
    }

    private static (decimal, decimal, decimal?) Of(ComputeKpis.Response answer, string number) =>
        answer.Kpis.Single(kpi => kpi.Code == number) is var kpi ? (kpi.Counts["repairs_on_time"], kpi.Counts["repair_reports"], kpi.Value) : default;

    private static Task<int> Raw(TestApp app, FormattableString sql) => app.Look(new(0), db => db.Database.ExecuteSqlAsync(sql));
}
