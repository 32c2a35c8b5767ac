using Aftercare.Modules.Integrations;
using Microsoft.Playwright;

namespace Aftercare.Tests.Integrations;

[Trait("Category", "Browser")]
public sealed class TablePagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Theory]
    [InlineData("zh-CN", 360)]
    [InlineData("en", 1440)]
    public async Task A_table_is_sent_matched_tried_brought_in_and_taken_back_and_duplicates_are_merged(string language, int width)
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        await company.RegisterCustomer(unit, "李雷", "13800000001");
        var manager = TableTests.Manager(company) with { HomeUnit = unit };
        var page = await app.Open(manager, "/imports", language, width);
        var watch = new PageWatch(page);
        await watch.Look("imports-empty");

        await page.GotoAsync("/imports/new?target=customers");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "客户.xlsx", MimeType = "application/octet-stream", Buffer = TableTests.Workbook(["名称", "手机", "地址", "备注"], ["李雷雷", "13800000001", "世纪大道1号", "x"], ["韩梅", "13800000002", "世纪大道2号", null], [null, "13800000003", null, null]) });
        await page.WaitForSelectorAsync(".ui-file");
        await watch.Look("imports-new");
        await page.FormNamed("table").Send();
        await page.WaitForURLAsync("**/imports/*");
        await page.WaitForSelectorAsync("form input[name='_handler'][value='match']", new() { State = WaitForSelectorState.Attached });
        await watch.Look("import-open");
        await page.FormNamed("match").Send();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await page.FormNamed("check").Send();
        await page.WaitForSelectorAsync("[role=progressbar]");
        await watch.Look("import-at-work");
        await app.Settle();
        await page.ReloadAsync();
        await watch.Look("import-checked");
        await page.FormNamed("run").Send();
        await page.WaitForSelectorAsync("[role=progressbar]");
        await app.Settle();
        await page.ReloadAsync();
        await watch.Look("import-done");
        var import = (await app.Ask(manager, new ListTables.Query())).Items.Single();
        Assert.Equal((TableState.Done, 2, 1), (import.State, import.New, import.Refused));

        await page.GotoAsync("/customers/duplicates");
        await watch.Look("duplicates");
        await page.ClickAsync("main td a[href*='/merge/']");
        await page.WaitForSelectorAsync("form input[name='_handler'][value='merge']", new() { State = WaitForSelectorState.Attached });
        await watch.Look("merge");
        await page.FormNamed("merge").Send();
        await page.WaitForURLAsync("**/customers/*");
        await app.Settle();
        await page.GotoAsync("/imports");
        await watch.Look("imports");
    }
}
