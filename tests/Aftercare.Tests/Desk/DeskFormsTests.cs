using System.Text.RegularExpressions;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Tests.Shells;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Desk;

/// <summary>What the desk's pages promise beyond showing and sending: nothing is overwritten, what is on the screen stays true, what people chose is kept.</summary>
[Trait("Category", "Browser")]
public sealed class DeskFormsTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task A_form_that_was_overtaken_overwrites_nothing_shows_the_newer_state_and_goes_through_after_a_second_look()
    {
        var desk = await World();
        var ticket = await desk.Register("设备停机");
        var page = await app.Open(desk.Agent, $"/tickets/{ticket}?do=priority");
        await page.Locator("[name='Input.Priority']").SelectOptionAsync("P4");
        await page.Locator("[name='Input.Reason']").FillAsync("Cosmetic after all");
        await desk.Run(new ChangePriority.Command(Priority.P1, "Somebody is trapped") { Id = ticket });

        await page.FormNamed("ticket-action").Send();
        await Expect(page.Locator("form [role=alert]")).ToContainTextAsync("Somebody changed this record meanwhile");
        await Expect(page.Locator("h1")).ToContainTextAsync("P1");
        await Expect(page.Locator("[name='Input.Reason']")).ToHaveValueAsync("Cosmetic after all");
        Assert.Equal(Priority.P1, (await desk.Get(ticket)).Priority);

        await page.FormNamed("ticket-action").Send();
        await page.WaitForURLAsync($"**/tickets/{ticket}");
        Assert.Equal(Priority.P4, (await desk.Get(ticket)).Priority);
    }

    [Fact]
    public async Task What_one_does_the_other_sees_without_touching_anything()
    {
        var desk = await World();
        var ticket = await desk.Register("设备停机");
        var watching = await app.Open(desk.Agent with { Account = new(5) }, $"/tickets/{ticket}");
        var acting = await app.Open(desk.Agent with { Person = await desk.Company.AddPerson(desk.Unit, "同事"), Name = "Colleague" }, $"/tickets/{ticket}?do=respond");
        await Expect(watching.Locator("h1")).ToContainTextAsync("New");
        await Listening(desk.Company.Id, ticket);

        await acting.Locator("[name='Input.Text']").FillAsync("A technician comes tomorrow");
        await acting.FormNamed("ticket-action").Send();
        await acting.WaitForURLAsync($"**/tickets/{ticket}");

        await Expect(watching.Locator("h1")).ToContainTextAsync("In progress", new() { Timeout = 25_000 });
        await Expect(watching.Locator(".ui-story")).ToContainTextAsync("A technician comes tomorrow");
    }

    [Fact, Trait("Requirement", "R309")]
    public async Task A_fact_from_a_paper_slip_is_entered_with_its_own_time()
    {
        var desk = await World();
        var ticket = await desk.Register("设备停机");
        app.Time.Pass(Duration.FromHours(3));
        var page = await app.Open(desk.Agent, $"/tickets/{ticket}?do=earlier");

        await page.Locator("[name='Input.What']").SelectOptionAsync("Responded");
        await page.Locator("[name='Input.At']").FillAsync("2026-03-02T10:20");
        await page.Locator("[name='Input.Reason']").FillAsync("Slip 4711");
        await page.FormNamed("ticket-action").Send();
        await page.WaitForURLAsync($"**/tickets/{ticket}");

        var clock = await desk.Clock(ticket, ClockKind.Respond);
        Assert.Equal((DeskWorld.Shanghai("2026-03-02 10:20"), true), (clock.StoppedAt, clock.Met));
        await Expect(page.Locator(".ui-story")).ToContainTextAsync("entered later");
    }

    [Fact, Trait("Requirement", "R308")]
    public async Task A_policy_is_published_as_a_new_version_and_open_tickets_follow_it()
    {
        var desk = await World();
        var ticket = await desk.Register("运行噪音大");
        var page = await app.Open(desk.Company.Person("desk.read", "desk.manage"), "/policies/edit/hotline");
        var watch = new PageWatch(page);
        await watch.Look("policy-form");
        var row = page.Locator("tbody tr", new() { Has = page.Locator("select[name$='.Clock'] option[value=Respond][selected]") }).Filter(new() { Has = page.Locator("select[name$='.Priority'] option[value=P3][selected]") });

        await row.Locator("input[type=number]").FillAsync("120");
        await page.Locator("[name='Input.Note']").FillAsync("Two hours from now on");
        await page.FormNamed("policy").Send();
        await page.WaitForURLAsync("**/policies");
        await Expect(page.Locator("main")).ToContainTextAsync("Two hours from now on");
        await app.Settle();

        Assert.Equal(120 * 60, (await desk.Clock(ticket, ClockKind.Respond)).TargetSeconds);
        var hotline = (await app.Ask(desk.Agent, new ListPolicies.Query())).Single(policy => policy.Code == "hotline");
        Assert.Equal([2, 1], hotline.Versions.Select(version => version.Version));
        var changed = hotline.Versions[0].Definition.Targets.Zip(hotline.Versions[1].Definition.Targets).Where(pair => pair.First with { Pauses = null } != pair.Second with { Pauses = null });
        Assert.Equal((240L, 120L), (Assert.Single(changed).Second.Minutes, hotline.Versions[0].Definition.Targets.Single(target => target is { Clock: ClockKind.Respond, Priority: Priority.P3 }).Minutes));
        Assert.Equal(hotline.Versions[1].Definition.Targets.Select(target => target.Pauses?.Count), hotline.Versions[0].Definition.Targets.Select(target => target.Pauses?.Count));
    }

    [Fact, Trait("Requirement", "R306")]
    public async Task A_priority_rule_and_a_request_type_are_changed_on_their_pages_and_new_tickets_follow()
    {
        var desk = await World();
        var page = await app.Open(desk.Company.Person("desk.read", "desk.manage"), "/policies/priorities/new");
        await page.Locator("[name='Input.Code']").FillAsync("loud");
        await page.Locator("[name='Input.Order']").FillAsync("5");
        await page.Locator("[name='Input.Priority']").SelectOptionAsync("P2");
        await page.Locator("[name='Input.Chinese']").FillAsync("噪音扰民");
        await page.Locator("[name='Input.English']").FillAsync("Neighbours are disturbed");
        await page.Locator("[name='Input.Words']").FillAsync("噪音\nloud");
        await page.FormNamed("priority-rule").Send();
        await page.WaitForURLAsync("**/policies/priorities");
        await new PageWatch(page).Look("priorities");
        await page.GotoAsync("/policies/types/repair");
        await page.Locator("[name='Input.English']").FillAsync("Mending");
        await page.FormNamed("request-type").Send();
        await page.WaitForURLAsync("**/policies/types");
        await new PageWatch(page).Look("types");

        var ticket = await desk.Get(await desk.Register("运行噪音大"));

        Assert.Equal((Priority.P2, "Mending"), (ticket.Priority, ticket.TypeName));
    }

    [Fact, Trait("Requirement", "R304")]
    public async Task A_customer_without_script_sends_photos_with_the_report_and_the_desk_sees_them()
    {
        var desk = await World();
        var visitor = Caller.Anonymous(desk.Company.Id, "portal.report");
        var page = await (await (await app.Open(visitor, "/health/live")).Context.Browser!.NewContextAsync(new()
        {
            BaseURL = app.Origin, JavaScriptEnabled = false, ViewportSize = new() { Width = 360, Height = 800 }, ExtraHTTPHeaders = new Dictionary<string, string> { ["Test-Caller"] = app.NameOf(visitor), ["Accept-Language"] = "en" },
        })).NewPageAsync();
        await page.GotoAsync("/portal");
        await page.Locator("[name='Input.Fault']").FillAsync("水槽漏水");
        await page.Locator("[name='Input.Name']").FillAsync("李雷");
        await page.Locator("[name='Input.Phone']").FillAsync("13812345678");

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "leak"u8.ToArray() });
        await page.Locator("form button[type=submit]").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("is not a photo");
        await page.Locator("input[type=file]").SetInputFilesAsync([new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = WholeLineTests.Picture() }, new FilePayload { Name = "b.png", MimeType = "image/png", Buffer = WholeLineTests.Picture() }]);
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/portal/thanks?key=*");

        var ticket = await app.Look(desk.Company.Id, db => db.Set<Ticket>().Select(row => row.Id).SingleAsync());
        var files = await app.Ask(desk.Agent, new ListTicketFiles.Query(ticket));
        Assert.Equal(["a.png", "b.png"], files.Select(file => file.Name));
        var seen = await app.Open(desk.Agent, $"/tickets/{ticket}");
        await Expect(seen.GetByAltText("a.png")).ToBeVisibleAsync();
        Assert.True(await seen.GetByAltText("a.png").EvaluateAsync<bool>("async image => { await image.decode(); return image.naturalWidth > 0; }"));
    }

    [Fact]
    public async Task A_view_keeps_filters_order_and_columns_for_its_owner_and_is_deleted_again()
    {
        var desk = await World();
        await desk.Register("设备停机");
        var page = await app.Open(desk.Agent, "/tickets?priority=P2&sort=opened");
        await page.Locator("[data-columns] summary").ClickAsync();
        await page.Locator("[data-columns] [data-column]").Last.CheckAsync();
        await page.Locator(".ui-views summary").ClickAsync();
        await page.Locator(".ui-views [name='Input.Name']").FillAsync("Urgent");
        await page.FormNamed("save-view").Send();
        await Expect(page.Locator(".ui-views summary")).ToContainTextAsync("Urgent");

        var elsewhere = await app.Open(desk.Agent, "/tickets");
        await new PageWatch(elsewhere).Look("views");
        await elsewhere.Locator(".ui-views summary").ClickAsync();
        await elsewhere.Locator(".ui-views").GetByRole(AriaRole.Link, new() { Name = "Urgent" }).ClickAsync();
        await elsewhere.WaitForURLAsync("**/tickets?priority=P2&sort=opened");
        await Expect(elsewhere.Locator("thead th").Last).ToBeVisibleAsync();
        await Expect(elsewhere.Locator("thead th").Last).ToHaveTextAsync("Channel");
        var colleague = await app.Open(desk.Agent with { Person = new(99) }, "/tickets");
        await Expect(colleague.Locator(".ui-views")).Not.ToContainTextAsync("Urgent");

        await elsewhere.Locator(".ui-views summary").ClickAsync();
        await elsewhere.FormNamed("forget-view").Send();
        await elsewhere.WaitForURLAsync("**/tickets");
        await Expect(elsewhere.Locator(".ui-views")).Not.ToContainTextAsync("Urgent");
    }

    [Fact]
    public async Task The_next_page_begins_at_its_heading_or_at_the_field_to_fill_and_rows_answer_to_the_keyboard()
    {
        var desk = await World();
        var ticket = await desk.Register("设备停机");
        await desk.Register("外观划痕");
        var page = await app.Open(desk.Agent, "/tickets");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/tickets/*");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.Equal("none", await page.Locator("h1").EvaluateAsync<string>("heading => getComputedStyle(heading).outlineStyle"));
        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator("[name='Input.Text']")).ToBeFocusedAsync();
        await page.GotoAsync($"/tickets/{ticket}");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".ui-skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/tickets/{ticket}#main");
    }

    [Fact]
    public async Task A_running_clock_stands_still_on_the_screen_outside_working_hours()
    {
        var desk = await World();
        var ticket = await desk.Register("设备停机");
        var page = await app.Open(desk.Agent, $"/tickets/{ticket}");
        Assert.True(await page.Locator("[data-due]").CountAsync() > 0);

        app.Time.SetShanghai("2026-03-02 20:00");
        await page.ReloadAsync();
        await Expect(page.Locator(".ui-clock").First).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("[data-due]").CountAsync());
    }

    [Fact]
    public async Task A_registration_sent_twice_makes_one_ticket()
    {
        var desk = await World();
        var page = await app.Open(desk.Agent, "/tickets/new?phone=13812345678");
        await page.Locator("[name='Input.Product']").FillAsync("WM-10");
        await page.Locator("[name='Input.Fault']").FillAsync("不脱水");

        var answers = await page.EvaluateAsync<int[]>("""
            async () => {
                const body = new URLSearchParams(new FormData(document.querySelector("form:has(input[name='_handler'][value='new-ticket'])")));
                const send = async () => (await fetch(location.href, { method: "POST", body })).status;
                return [await send(), await send()];
            }
            """);

        Assert.Equal([200, 200], answers);
        Assert.Single((await app.Ask(desk.Agent, new ListTickets.Query(new()))).Items);
    }

    [Fact]
    public async Task A_work_order_begins_at_the_ticket_or_at_a_picked_one()
    {
        var desk = await World();
        var ticket = await desk.Register("设备停机");
        var number = (await desk.Get(ticket)).Number;
        var agent = desk.Company.PersonOf(desk.Unit, "desk.read", "desk.do", "field.read", "field.do") with { Person = desk.Intake };
        var page = await app.Open(agent, "/work-orders/new");

        await page.GetByRole(AriaRole.Combobox).First.PressSequentiallyAsync(number);
        await page.GetByRole(AriaRole.Option, new() { Name = number }).ClickAsync();
        await page.FormNamed("new-order").Send();
        await page.WaitForURLAsync(new Regex(@"/work-orders/\d+$"));
        await Expect(page.Locator("main")).ToContainTextAsync(number);

        var reader = await app.Open(desk.Agent, $"/tickets/{ticket}");
        await Expect(reader.Locator("a[href^='/work-orders/new']")).ToHaveCountAsync(0);
    }

    /// <summary>The browser's stream opens a moment after the page: what happens before that, the page itself has shown.</summary>
    private async Task Listening(CompanyId company, TicketId ticket)
    {
        var live = app.Services.GetRequiredService<LiveTopics>();
        for (var waited = 0; waited < 200 && !live.HasListener(company, $"record:{ticket}"); waited++) await Task.Delay(100);
        Assert.True(live.HasListener(company, $"record:{ticket}"), "The page never asked for changes.");
    }

    private async Task<DeskWorld> World()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        return await DeskWorld.Open(app);
    }
}
