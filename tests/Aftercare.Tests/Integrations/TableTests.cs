using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Aftercare.Modules.Assets;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Integrations;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
        file.SaveAs(rows.Select(row => row.Concat(new object?[rows[0].Length - row.Length]).Index().ToDictionary(cell => string.Create(CultureInfo.InvariantCulture, $"C{cell.Index}"), cell => cell.Item)), printHeader: false);
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

    [Fact]
    public async Task A_table_killed_in_the_middle_goes_on_and_makes_the_same_records_once()
    {
        var (company, _, http) = await Saturday();
        var rows = Enumerable.Range(1, 40).Select(i => new object?[] { $"SN-{i:0000}" });
        var import = await Open(http, "assets", Workbook([["Serial number"], .. rows]));
        await (await http.PostAsync($"/api/imports/{import}/run", null)).Read<StartTable.Response>();
        // The first lines are in, and the process dies before it can note how far it came.
        await app.Services.GetRequiredService<TableWork>().Step(company.System, import, TableStage.Run, 0, default);
        Assert.Equal((25, 0), (await Count<Asset>(app, company), (await Get(http, import)).LinesDone));
        Assert.Equal("table.at-work", await (await http.PostAsync($"/api/imports/{import}/run", null)).Code());

        await app.Settle();

        var done = await Get(http, import);
        Assert.Equal((TableState.Done, 40, 0, 0), (done.State, done.New, done.Known, done.Refused));
        Assert.Equal(40, await Count<Asset>(app, company));
        Assert.Equal(40, await Count<TableMade>(app, company));
        Assert.Equal("table.done", await (await http.PostAsync($"/api/imports/{import}/run", null)).Code());
    }

    [Fact]
    public async Task Taking_back_keeps_what_is_used_or_changed_and_says_so_line_by_line()
    {
        var (company, unit, http) = await Saturday();
        var customers = await Open(http, "customers", Workbook(["客户名称", "电话", "地址"], ["李雷", "13800000001", "世纪大道1号"], ["韩梅", "13800000002", "世纪大道2号"], ["王芳", "13800000003", null]), unit: unit);
        Assert.Equal(3, (await Do(http, customers, "run")).New);
        var people = await Open(http, "people", Workbook(["姓名", "工号"], ["赵一", "A1"], ["钱二", "A2"]));
        Assert.Equal(2, (await Do(http, people, "run")).New);
        var used = (await app.Ask(company.System, new ListCustomers.Query("李雷"))).Items.Single();
        await company.RegisterAsset(unit, customer: used.Id);
        var renamed = (await app.Ask(company.System, new ListPeople.Query("赵一"))).Items.Single();
        await app.Run(company.System, new ChangePerson.Command(unit, "赵一一", EmployeeNumber: "A1") { Id = renamed.Id });

        var undone = await Do(http, customers, "undo");
        Assert.Equal((TableState.Undone, 2, 1), (undone.State, undone.TakenBack, undone.Kept));
        var kept = undone.Shown.Single();
        Assert.Equal((2L, LineOutcome.Kept, "table.in-use", "It is in use by now (assets: 1) and cannot be taken back."), (kept.Number, kept.Outcome, kept.Problems[0].Code, kept.Problems[0].Why));
        Assert.Equal(["李雷"], (await app.Ask(company.System, new ListCustomers.Query())).Items.Select(row => row.Name));

        var back = await Do(http, people, "undo");
        Assert.Equal((1, "table.changed-since"), (back.TakenBack, back.Shown.Single().Problems[0].Code));
        Assert.Equal("table.undone", await (await http.PostAsync($"/api/imports/{people}/run", null)).Code());

        // Once nothing uses it, the rest goes too.
        await Do(http, people, "undo");
        await app.Run(company.System, new ChangeAsset.Command("SN-0001", null, null, null, Unit: unit) { Id = (await app.Ask(company.System, new ListAssets.Query())).Items.Single().Id });
        Assert.Equal((1, 0), (await Do(http, customers, "undo") is var last ? last.TakenBack : 0, last.Kept));
    }

    [Fact]
    public async Task Customers_come_in_from_a_Chinese_CSV_with_their_addresses_and_contacts_and_likely_duplicates_are_named()
    {
        var (company, unit, http) = await Saturday();
        await company.RegisterCustomer(unit, "李雷", "138 1234 5678");
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(
            "客户编号,客户名称（必填）,客户类型,手机,联系人,联系人电话,省份,城市,区县,详细地址,备注\r\n" +
            "K1,苏州恒信电器有限公司,企业,0512-6288,周工,13900000001,江苏省,苏州市,工业园区,星湖街328号,\"老客户, 逗号\"\r\n" +
            "K1,苏州恒信电器有限公司,企业,,吴工,13900000002,江苏省,苏州市,吴中区,东吴路1号,\r\n" +
            ",李雷,个人,+86 13812345678,,,,,,,\r\n" +
            ",李磊,个人,13812345678,,,,,,,\r\n" +
            ",无名,火星人,,,,,,,,\r\n");
        var import = await Open(http, "customers", gb, "客户.csv");
        var opened = await Get(http, import);
        Assert.Equal("客户名称（必填）", opened.Headings[opened.Columns.Single(column => column.Name == "name").Place!.Value]);

        var done = await Do(http, import, "run");
        Assert.Equal((3, 1, 1, 1), (done.New, done.Known, done.Refused, done.Likely));
        Assert.Equal((5L, "李雷 138 1234 5678"), done.Shown.Where(line => line.Like is not null).Select(line => (line.Number, line.Like!)).Single());
        Assert.Equal((6L, "客户类型", "火星人", "table.not-a-word"), done.Shown.Where(line => line.Problems.Count > 0).Select(line => (line.Number, line.Problems[0].Column, line.Problems[0].Value!, line.Problems[0].Code)).Single());

        var firm = await app.Ask(company.System, new GetCustomer.Query((await app.Ask(company.System, new ListCustomers.Query("K1"))).Items.Single().Id));
        Assert.Equal(("K1", CustomerKind.Company, "老客户, 逗号", unit), (firm.Number, firm.Kind, firm.Notes, firm.Unit));
        Assert.Equal(["江苏省苏州市工业园区星湖街328号", "江苏省苏州市吴中区东吴路1号"], firm.Sites.Select(site => site.OneLine));
        Assert.Equal(["周工", "吴工"], firm.Contacts.Select(contact => contact.Name));

        var again = await BringIn(http, "customers", gb, "客户.csv");
        Assert.Equal((0, 4, 1), (again.New, again.Known, again.Refused));
        Assert.Equal((3, 0), (await Do(http, import, "undo") is var undone ? undone.TakenBack : 0, undone.Kept));
        Assert.Equal(1, await Count<Customer>(app, company));
        Assert.Equal(1, await Count<Site>(app, company));
    }

    [Fact, Trait("Requirement", "R111")]
    public async Task People_of_dealers_and_repair_stations_come_in_with_their_employer_and_a_sub_distributors_technician_can_be_sent()
    {
        var (company, unit, http) = await Saturday();
        var people = await BringIn(http, "people", Workbook(["工号", "姓名", "岗位", "手机", "人员归属", "雇用单位", "所属网点"],
            ["T1", "王强", "维修技师", "13900000001", "分销商", "苏州恒信电器有限公司", "上海服务中心"], ["T2", "李娜", "话务员", null, null, null, null], ["T3", "孙七", null, null, "维修站", null, null], ["T4", "周八", null, null, null, null, "没有的网点"]));
        Assert.Equal((2, 2), (people.New, people.Refused));
        Assert.Equal([(4L, "雇用单位", "person.needs-employer"), (5L, "所属网点", "table.unit-unknown")], people.Shown.Select(line => (line.Number, line.Problems[0].Column, line.Problems[0].Code)));

        var skills = await BringIn(http, "skills", Workbook(["工号", "技能", "等级", "有效期至"], ["T1", "空调维修", 4, "2027/3/31"], ["T1", "洗衣机维修", null, null], ["T2", "空调维修", 9, null], ["T9", "空调维修", null, null]));
        Assert.Equal((2, 2), (skills.New, skills.Refused));
        Assert.Equal(["field.out-of-range", "table.person-unknown"], skills.Shown.Select(line => line.Problems[0].Code));

        var technician = (await app.Ask(company.System, new ListTechnicians.Query("空调维修"))).Items.Single();
        Assert.Equal(("王强", 2, new LocalDate(2027, 3, 31)), (technician.Name, technician.Skills.Count, technician.Skills.Single(skill => skill.Skill == "空调维修").ValidUntil));
        var person = await app.Ask(company.System, new GetPerson.Query(technician.Person));
        Assert.Equal((Employment.SubDistributor, "苏州恒信电器有限公司", "维修技师"), (person.Employment, person.Employer, person.Post));
        Assert.Equal(2, (await Do(http, skills.Id, "undo")).TakenBack);
        Assert.Empty((await app.Ask(company.System, new ListTechnicians.Query())).Items.Single().Skills);
    }

    [Fact]
    public async Task Units_may_stand_in_any_order_of_parents_above_children_and_models_come_in_once()
    {
        var (company, top, http) = await Saturday();
        var file = Workbook(["名称", "类型", "上级"], ["华东大区", "区域", null], ["苏州中心", "服务中心", "华东大区"], ["恒信维修站", "维修站", "苏州中心"], ["怪物", "飞船", null]);
        var import = await Open(http, "units", file);
        Assert.Equal((3, 1), (await Do(http, import, "check") is var tried ? tried.New : 0, tried.Refused));
        Assert.Single((await app.Ask(company.System, new ListUnits.Query())).Units);
        Assert.Equal(3, (await Do(http, import, "run")).New);
        var units = (await app.Ask(company.System, new ListUnits.Query())).Units;
        Assert.Equal([(0, "service-centre"), (1, "region"), (2, "service-centre"), (3, "service-point")], units.Select(row => (row.Depth, row.Kind)));
        Assert.Equal((0, 3), (await BringIn(http, "units", file) is var again ? again.New : -1, again.Known));
        Assert.Equal((3, 0), (await Do(http, import, "undo") is var undone ? undone.TakenBack : 0, undone.Kept));
        Assert.Equal([top], (await app.Ask(company.System, new ListUnits.Query())).Units.Select(row => row.Id));

        var models = await BringIn(http, "models", Workbook(["型号编码", "型号名称", "保修月数"], ["WM-10", "洗衣机", 24], ["WM-11", "洗衣机二", "两年"], ["wm-10", "又一个", 12]));
        Assert.Equal((1, 2), (models.New, models.Refused));
        Assert.Equal(24, (await app.Ask(company.System, new ListModels.Query())).Items.Single().WarrantyMonths);
    }

    [Fact]
    public async Task A_matching_can_be_changed_and_is_remembered_for_the_next_table_with_the_same_headings()
    {
        var (_, _, http) = await Saturday();
        byte[] Table(string serial) => Workbook(["机器铭牌", "随便"], [serial, "x"]);
        var import = await Open(http, "assets", Table("SN-1"));
        Assert.Equal("table.column-missing", await (await http.PostAsync($"/api/imports/{import}/check", null)).Code());
        async Task<string?> Match(Dictionary<string, int> columns) => await (await http.PutAsJsonAsync($"/api/imports/{import}/columns", new MatchColumns.Command(columns), PlatformJson.Options)).Code();
        Assert.Equal("table-column.not-found", await Match(new() { ["colour"] = 0 }));
        Assert.Equal("table.no-such-heading", await Match(new() { ["serial"] = 2 }));
        Assert.Equal("table.heading-matched-twice", await Match(new() { ["serial"] = 0, ["model"] = 0 }));
        await (await http.PutAsJsonAsync($"/api/imports/{import}/columns", new MatchColumns.Command(new Dictionary<string, int> { ["serial"] = 0 }), PlatformJson.Options)).Read<MatchColumns.Response>();
        Assert.Equal(1, (await Do(http, import, "run")).New);
        Assert.Equal("table.begun", await Match(new() { ["serial"] = 0 }));

        Assert.Equal(1, (await BringIn(http, "assets", Table("SN-2"))).New);
    }

    [Fact]
    public async Task Nobody_brings_in_or_sees_more_than_they_may_by_hand()
    {
        var (company, unit, http) = await Saturday();
        var elsewhere = await company.AddUnit("北京服务中心");
        var north = app.ClientFor(Manager(company) with { Person = new(2), SeesAllUnits = false, Units = [elsewhere], HomeUnit = elsewhere });
        var file = Workbook(["客户名称", "网点"], ["李雷", "北京服务中心"], ["韩梅", "上海服务中心"]);
        var theirs = await BringIn(north, "customers", file);
        Assert.Equal((1, 1, "table.unit-unknown"), (theirs.New, theirs.Refused, theirs.Shown[0].Problems[0].Code));
        Assert.Equal("unit.not-found", await (await north.PostAsJsonAsync("/api/imports", new OpenTable.Body("customers", await Send(north, file, "x.xlsx"), unit), PlatformJson.Options)).Code());

        var mine = await BringIn(http, "customers", file);
        Assert.Equal(2, (await (await http.GetAsync("/api/imports")).Read<PageOf<ListTables.Row>>()).Items.Count);
        Assert.Equal([theirs.Id], (await (await north.GetAsync("/api/imports?target=customers")).Read<PageOf<ListTables.Row>>()).Items.Select(row => row.Id));
        var rival = await app.FoundCompany();
        foreach (var stranger in new[] { north, app.ClientFor(Manager(rival)), app.ClientFor(company.Person("customers.read") with { Person = new(3), Account = new(77) }) })
        {
            foreach (var path in new[] { "", "/report" }) Assert.Equal("table-import.not-found", await (await stranger.GetAsync($"/api/imports/{mine.Id}{path}")).Code());
            Assert.Equal("table-import.not-found", await (await stranger.PostAsync($"/api/imports/{mine.Id}/undo", null)).Code());
        }
        var reader = app.ClientFor(company.Person("customers.read", "customers.do") with { Account = new(78) });
        Assert.Empty((await (await reader.GetAsync("/api/imports/targets")).Read<ListTargets.Response>()).Targets);
        Assert.Equal("permission.missing", await (await reader.PostAsJsonAsync("/api/imports", new OpenTable.Body("customers", await Send(reader, file, "x.xlsx")), PlatformJson.Options)).Code());
        Assert.Equal("sign-in.required", await (await app.ClientFor(Caller.Anonymous()).GetAsync("/api/imports")).Code());
        await Assert.ThrowsAsync<Refusal>(() => app.Run(company.Person() with { Person = new(9) }, new TakeBackLine.Command(mine.Id, 2)));
        await Assert.ThrowsAsync<Refusal>(() => app.Ask(company.Person(), new ReadLine.Query(mine.Id, "customers", new(2, new Dictionary<string, string>(), (_, _) => null))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(company.Person("customers.manage"), new WorkTable.Command(mine.Id, TableStage.Run, 0, [], true))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(company.Person("customers.manage"), new PlanTable.Query(mine.Id))));
    }

    [Fact]
    public async Task What_is_no_table_is_refused_with_a_code()
    {
        var (_, _, http) = await Saturday();
        async Task<string?> Refused(byte[] file, string name, string target = "customers") => await (await http.PostAsJsonAsync("/api/imports", new OpenTable.Body(target, await Send(http, file, name)), PlatformJson.Options)).Code();
        Assert.Equal("table.empty", await Refused(Workbook(["客户名称"]), "x.xlsx"));
        Assert.Equal("table.empty", await Refused(" \n\n"u8.ToArray(), "x.csv"));
        Assert.Equal("table.heading-twice", await Refused(Workbook(["电话", "电话"], ["1", "2"]), "x.xlsx"));
        Assert.Equal("table-target.not-found", await Refused(Workbook(["a"], ["b"]), "x.xlsx", "cars"));
        Assert.Equal("file.not-found", await (await http.PostAsJsonAsync("/api/imports", new OpenTable.Body("customers", new(4711)), PlatformJson.Options)).Code());
        Assert.Equal("table.nothing-to-undo", await (await http.PostAsync($"/api/imports/{await Open(http, "customers", Workbook(["客户名称"], ["x"]))}/undo", null)).Code());
    }

    [Fact]
    public async Task The_report_has_the_reasons_beside_the_lines_and_the_template_explains_each_column()
    {
        var (company, _, http) = await Saturday();
        var done = await BringIn(http, "customers", Workbook(["客户名称", "客户类型"], ["=HYPERLINK(1)", "个人"], ["韩梅", "火星人"]));
        using var report = new MemoryStream(await http.GetByteArrayAsync($"/api/imports/{done.Id}/report"));
        Assert.Equal([3L], (await app.Ask(company.System, new ReportTable.Query(done.Id))).Lines.Keys);
        var line = Assert.Single((await report.QueryAsync(useHeaderRow: true)).Cast<IDictionary<string, object?>>());
        Assert.Equal(("韩梅", "火星人", 3d, "客户类型"), (line["客户名称"], line["客户类型"], line["Line"], line["Column"]));
        Assert.Contains("none of the words", (string)line["Reason"]!, StringComparison.Ordinal);

        foreach (var target in (await (await http.GetAsync("/api/imports/targets")).Read<ListTargets.Response>()).Targets)
        {
            using var template = new MemoryStream(await http.GetByteArrayAsync($"/api/imports/targets/{target.Name}/template"));
            Assert.Equal(2, template.GetSheetNames().Count);
            var headings = ((IDictionary<string, object?>)template.Query().First()).Values.Cast<string>().ToList();
            Assert.Equal(target.Columns.Count, headings.Count);
            var opened = await Get(http, await Open(http, target.Name, Workbook([.. headings], ["x"])));
            Assert.Equal(Enumerable.Range(0, headings.Count), opened.Columns.Select(column => column.Place ?? -1));
        }
    }

    [Fact, Trait("Requirement", "R1419")]
    public async Task What_a_list_exports_can_be_brought_in_again_and_nothing_is_new()
    {
        var (company, unit, http) = await Saturday();
        await company.RegisterCustomer(unit, "=1+1 公司", "+86 138-1234-5678");
        await company.RegisterCustomer(unit, "韩梅", "13800000002");
        await company.RegisterAsset(unit, "SN-1", await company.AddModel(), (await company.RegisterCustomer(unit, "丁一", "13800000003")).Id);
        await company.AddPerson(unit, "王强", "T1");
        foreach (var list in new[] { "customers", "assets", "models", "people", "units" })
        {
            var file = await http.GetByteArrayAsync($"/api/lists/{list}/export");
            var done = await BringIn(http, list, file);
            Assert.Equal((list, 0, 0), (list, done.New, done.Refused));
            Assert.True(done.Known > 0, list);
        }
        var filtered = (await new MemoryStream(await http.GetByteArrayAsync("/api/lists/customers/export?q=%E9%9F%A9")).QueryAsync(useHeaderRow: true)).Cast<IDictionary<string, object?>>().Single();
        Assert.Equal(("韩梅", typeof(DateTime)), (filtered["Name"], filtered["Registered"]!.GetType()));
        var all = (await new MemoryStream(await http.GetByteArrayAsync("/api/lists/customers/export")).QueryAsync(useHeaderRow: true)).Cast<IDictionary<string, object?>>().Select(row => row["Name"]);
        Assert.Contains("'=1+1 公司", all);
    }

    [Fact]
    public async Task Every_list_can_be_had_as_a_file_by_whoever_may_read_it()
    {
        var (company, unit, _) = await Saturday();
        var all = app.ClientFor(company.Person([.. Aftercare.Modules.Identity.RoleBook.AllPermissions]) with { HomeUnit = unit, Account = new(79) });
        var nobody = app.ClientFor(company.Person() with { Account = new(80) });
        foreach (var export in app.Services.GetServices<ListExport>())
        {
            var heading = (IDictionary<string, object?>)(await new MemoryStream(await all.GetByteArrayAsync($"/api/lists/{export.List}/export?q=")).QueryAsync()).First();
            Assert.Equal(export.Columns.Count, heading.Count);
            Assert.DoesNotContain(heading.Values, title => app.Services.GetRequiredService<Texts>().Has((string)title!) || ((string)title!).Contains($"{export.List}.", StringComparison.Ordinal));
            Assert.All(export.Columns.Append(export.Title), key => Assert.True(app.Services.GetRequiredService<Texts>().Has(key), key));
            if (export.List != "imports") Assert.Equal("permission.missing", await (await nobody.GetAsync($"/api/lists/{export.List}/export")).Code());
        }
        Assert.Equal("list.not-found", await (await all.GetAsync("/api/lists/secrets/export")).Code());
        Assert.Equal("export.format-unknown", await (await all.GetAsync("/api/lists/customers/export?format=pdf")).Code());
        await app.Ask(company.System, new ExportList.Query("customers"));
    }

    [Fact]
    public async Task Open_requests_come_in_with_the_times_they_had_and_stay_when_the_import_is_taken_back()
    {
        var desk = await DeskWorld.Open(app);
        var http = app.ClientFor(Manager(desk.Company) with { Person = desk.Intake, HomeUnit = desk.Unit });
        await desk.Company.RegisterAsset(desk.Unit, "SN-1", customer: desk.Customer);
        var file = Workbook(["原单号", "客户电话", "故障描述", "报修时间", "类型", "优先级", "设备序列号", "响应时间"],
            ["BX-1", "13812345678", "不制冷", "2026-02-27 09:30", "维修", "P2", "SN-1", "2026/2/27 10:00"], ["BX-2", "13812345678", "异响", "2026-02-28", "跳舞", null, null, null],
            ["BX-3", "13812345678", "异响", "2027-02-28", null, null, null, null], ["BX-4", null, "异响", "2026-02-28", null, null, "SN-9", null]);
        var import = await Open(http, "tickets", file);
        var tried = await Do(http, import, "check");
        Assert.Equal([3L, 4, 5], tried.Shown.Select(line => line.Problems[0].Code is var code && line.Number > 2 ? line.Number : throw new InvalidOperationException(code)));
        var done = await Do(http, import, "run");
        Assert.Equal(["table.type-unknown", "ticket.opened-ahead", "table.missing"], done.Shown.Select(line => line.Problems[0].Code));
        var ticket = (await app.Ask(desk.Company.System, new ListTickets.Query(new()))).Items.Single();
        Assert.Equal((DeskWorld.Shanghai("2026-02-27 09:30"), Priority.P2, "SN-1"), (ticket.OpenedAt, ticket.Priority, ticket.Product!.Trim()));
        Assert.Equal(DeskWorld.Shanghai("2026-02-27 10:00"), (await app.Ask(desk.Company.System, new GetTicket.Query(ticket.Id))).Clocks.Single(clock => clock.Clock == ClockKind.Respond).StoppedAt);

        Assert.Equal((0, 1), (await BringIn(http, "tickets", file) is var again ? again.New : -1, again.Known));
        var undone = await Do(http, import, "undo");
        Assert.Equal((0, 1, "table.ticket-stays"), (undone.TakenBack, undone.Kept, undone.Shown.First(line => line.Outcome is LineOutcome.Kept).Problems[0].Code));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(desk.Agent, new TakeTicket.Command("X", desk.Unit, desk.Customer, "repair", "x", DeskWorld.Shanghai("2026-02-27 09:30")))));
    }

    [Fact]
    public async Task The_command_line_brings_a_table_in_and_tries_it_first()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var path = Path.Combine(app.Folder, "people.csv");
        await File.WriteAllTextAsync(path, "姓名,工号\n王强,T1\n,T2\n");
        var work = app.Services.GetRequiredService<TableWork>();
        var tried = await work.BringIn(Caller.System("import", company.Id), "people", path, unit, dryRun: true, default);
        Assert.Equal((2, 1, 0, 1), (tried.Lines, tried.New, tried.Known, tried.Refused));
        Assert.Equal(0, await Count<Person>(app, company));
        Assert.Equal(1, (await work.BringIn(Caller.System("import", company.Id), "people", path, unit, dryRun: false, default)).New);
        Assert.Equal((0, 1), (await work.BringIn(Caller.System("import", company.Id), "people", path, unit, dryRun: false, default) is var once ? once.New : -1, once.Known));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(company.Person("customers.manage"), new BeginTable.Command(new(1), TableStage.Run))));
    }
}
