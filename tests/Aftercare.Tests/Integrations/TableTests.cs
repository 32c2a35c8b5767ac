using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Aftercare.Modules.Assets;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Integrations;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;
using NodaTime;

namespace Aftercare.Tests.Integrations;

/// <summary>Moving in by table: through the API, as a service manager does it on a Saturday.</summary>
public sealed class TableTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly string[] AssetHeadings = ["序列号", "型号", "客户电话", "安装日期", "保修到期日"];
    private static long _accounts = 1000;

    internal static Caller Manager(TestCompany company) =>
        company.Person("customers.read", "customers.do", "customers.manage", "organisation.read", "organisation.do", "organisation.manage", "desk.read", "desk.do", "desk.manage") with { Account = new(Interlocked.Increment(ref _accounts)), Name = "张经理" };

    internal static byte[] Workbook(params object?[][] rows)
    {
        using var file = new MemoryStream();
        file.SaveAs(rows.Select(row => row.Index().ToDictionary(cell => string.Create(CultureInfo.InvariantCulture, $"C{cell.Index}"), cell => cell.Item)), printHeader: false);
        return file.ToArray();
    }

    internal static async Task<FileId> Send(HttpClient http, byte[] file, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        return (await (await http.PostAsync("/api/files", form)).Read<FileCard>()).Id;
    }

    internal static async Task<TableImportId> Open(HttpClient http, string target, byte[] file, string name = "table.xlsx", UnitId? unit = null) =>
        (await (await http.PostAsJsonAsync("/api/imports", new OpenTable.Body(target, await Send(http, file, name), unit), PlatformJson.Options)).Read<OpenTable.Response>()).Id;

    internal static async Task<GetTable.Response> Get(HttpClient http, TableImportId import) => await (await http.GetAsync($"/api/imports/{import}")).Read<GetTable.Response>();

    private async Task<GetTable.Response> Do(HttpClient http, TableImportId import, string stage)
    {
        await (await http.PostAsync($"/api/imports/{import}/{stage}", null)).Read<StartTable.Response>();
        await app.Settle();
        return await Get(http, import);
    }

    private async Task<GetTable.Response> BringIn(HttpClient http, string target, byte[] file, string name = "table.xlsx", UnitId? unit = null) => await Do(http, await Open(http, target, file, name, unit), "run");

    private static async Task<int> Count<T>(TestApp app, TestCompany company) where T : Aftercare.Platform.Record => await app.Look(company.Id, db => db.All<T>().CountAsync());

    private async Task<(TestCompany Company, UnitId Unit, HttpClient Http)> Saturday()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        return (company, unit, app.ClientFor(Manager(company) with { HomeUnit = unit }));
    }

    // 506 lines of which six are wrong, each in its own way.
    private static byte[] Assets506()
    {
        var rows = Enumerable.Range(1, 506).Select(i => new object?[] { $"SN-{i:0000}", "WM-10", "13812345678", new DateTime(2025, 3, 1).AddDays(i % 300), null }).ToList();
        rows[9][0] = "";
        rows[99][0] = "sn-00 50";
        rows[199][1] = "没有的型号";
        rows[299][2] = "13100000000";
        rows[399][3] = "三月一日";
        rows[499][4] = "2020-01-01";
        return Workbook([AssetHeadings, .. rows]);
    }

    [Fact, Trait("Requirement", "R1516")]
    public async Task Of_506_units_500_are_imported_and_6_refused_with_their_line_numbers_and_again_nothing_is_new()
    {
        var (company, unit, http) = await Saturday();
        await company.AddModel();
        await company.RegisterCustomer(unit);
        var file = Assets506();

        var import = await Open(http, "assets", file);
        var tried = await Do(http, import, "check");
        Assert.Equal((TableState.Checked, 500, 0, 6), (tried.State, tried.New, tried.Known, tried.Refused));
        Assert.Equal(0, await Count<Asset>(app, company));

        var done = await Do(http, import, "run");
        Assert.Equal((TableState.Done, 506, 500, 0, 6), (done.State, done.LinesDone, done.New, done.Known, done.Refused));
        Assert.Equal(500, await Count<Asset>(app, company));
        Assert.Equal([11L, 101, 201, 301, 401, 501], done.Shown.Select(line => line.Number));
        Assert.Equal(
            [("序列号", "table.missing"), ("序列号", "table.line-twice"), ("型号", "table.model-unknown"), ("客户电话", "table.customer-unknown"), ("安装日期", "table.not-a-date"), ("保修到期日", "asset.warranty-ends-early")],
            done.Shown.Select(line => line.Problems.Single()).Select(problem => (problem.Column, problem.Code)));
        Assert.Equal(("没有的型号", "There is no product model “没有的型号”.", "Check the code, or import product models first"), (done.Shown[2].Problems[0].Value, done.Shown[2].Problems[0].Why, done.Shown[2].Problems[0].WayOut));
        Assert.Contains("51", done.Shown[1].Problems[0].Why, StringComparison.Ordinal);

        var again = await BringIn(http, "assets", file);
        Assert.Equal((TableState.Done, 0, 500, 6), (again.State, again.New, again.Known, again.Refused));
        Assert.Equal(import, again.Before!.Id);
        Assert.Equal(500, await Count<Asset>(app, company));

        var undone = await Do(http, import, "undo");
        Assert.Equal((TableState.Undone, 500, 0), (undone.State, undone.TakenBack, undone.Kept));
        Assert.Equal(0, await Count<Asset>(app, company));
        Assert.Equal(0, await Count<TableMade>(app, company));
    }
}
