using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Satisfaction;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Satisfaction;

/// <summary>The pages of the call-back list, its results and its rules, in a real browser.</summary>
[Trait("Category", "Browser")]
public sealed class CallbackPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Theory]
    [InlineData("zh-CN", 360)]
    [InlineData("en", 1440)]
    public async Task Every_page_shows_itself_without_errors_missing_texts_or_barriers(string language, int width)
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), CheckBasisPoints: 10_000));
        await app.Run(world.Company.System, new SetCallbackPerson.Command(world.Qian) { Unit = world.Unit });
        var answered = await Due(world);
        await app.Run(world.Dispatcher, new RecordCall.Command(CallResult.NoAnswer, Note: "响铃八声") { Id = answered });
        await app.Run(world.Dispatcher, new AnswerCallback.Command([new("on-time", 1), new("solved", 1), new("overall", 2), new("remark", Text: "等了很久")]) { Id = answered });
        var wrong = await Due(world);
        await app.Run(world.Dispatcher, new RecordCall.Command(CallResult.WrongNumber) { Id = wrong });
        var check = await Due(world);
        var link = await app.Look(world.Company.Id, async db => await (from call in db.Set<Callback>() join one in db.Set<RatingLink>() on call.OrderId equals one.OrderId where call.Id == check select one.Id).SingleAsync());
        await app.Run(Caller.Link("rating", world.Company.Id, link.Value, "rating.by-link"), new GiveRating.Command(5, "很好"));
        var waiting = await Due(world);
        await app.Run(world.Company.System, new Modules.Customers.RegisterCustomer.Command("战略客户", Class: CustomerClass.Strategic, Phone: "13700000000", Unit: world.Unit));
        app.Time.SetShanghai("2026-03-03 18:00");
        var all = world.Company.Person("satisfaction.read", "satisfaction.do", "satisfaction.manage", "customers.read", "organisation.read") with { Person = world.Qian, HomeUnit = world.Unit, Language = language };
        var followUp = (await app.Ask(all, new ListFollowUps.Query(Kind: FollowUpKind.CorrectContact))).Items[0].Id;

        var page = await app.Open(all, "/callbacks", language, width);
        var watch = new PageWatch(page);
        foreach (var path in new[]
        {
            "/callbacks", "/callbacks?show=Reached", "/callbacks?kind=nothing", $"/callbacks/{waiting}", $"/callbacks/{answered}", $"/callbacks/{wrong}", $"/callbacks/{check}", "/callbacks/results", "/callbacks/results?periodFrom=2020-01-01&periodTo=2020-01-31",
            "/callbacks/rules", "/care-visits", "/follow-ups", "/follow-ups?done=true", $"/follow-ups/{followUp}",
        })
        {
            await page.GotoAsync(path);
            await watch.Look($"callbacks-{language}{path.Replace('/', '-').Replace('?', '-')}");
        }
    }

    [Fact, Trait("Requirement", "B11")]
    public async Task An_agent_calls_and_writes_down_the_answers_without_touching_the_mouse()
    {
        var world = await FieldWorld.Open(app);
        var (first, second) = (await Due(world), await Due(world));
        app.Time.SetShanghai("2026-03-03 18:00");
        var page = await app.Open(world.Dispatcher with { Language = "zh-CN" }, "/callbacks", "zh-CN");

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "拨打下一位" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("n");
        await page.WaitForURLAsync($"**/callbacks/{first}");
        Assert.Equal("tel:13812345678", await page.Locator("[data-key=e]").GetAttributeAsync("href"));
        var form = page.FormNamed("answers");
        await form.GetByRole(AriaRole.Radio).First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("还没修好");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync($"**/callbacks/{second}");

        var said = await app.Ask(world.Dispatcher, new GetCallback.Query(first));
        Assert.Equal((CallbackState.Reached, 5, "还没修好"), (said.Line.State, said.Line.Overall!.Value, said.Line.Remark));
        Assert.Equal([("on-time", 1), ("attitude", 5), ("solved", 0), ("price", null), ("overall", 5)], said.Questions.Where(question => question.Kind is not QuestionKind.Text).Select(question => (question.Code, question.Number)));
        await page.FormNamed("call").GetByLabel("无人接听").CheckAsync();
        await page.FormNamed("call").Send();
        await page.WaitForURLAsync("**/callbacks");
        Assert.Equal(1, (await app.Ask(world.Dispatcher, new GetCallback.Query(second))).Failures);
    }

    [Fact, Trait("Requirement", "R901")]
    public async Task A_supervisor_publishes_rules_and_questions_on_the_page()
    {
        var world = await FieldWorld.Open(app);
        var page = await app.Open(world.Company.Person("satisfaction.read", "satisfaction.manage") with { HomeUnit = world.Unit }, "/callbacks/rules");

        await page.GetByLabel("Share that is called").FillAsync("30");
        await page.GetByLabel("Repair", new() { Exact = true }).CheckAsync();
        await page.FormNamed("policy").Send();
        await Expect(page.GetByText("30.0%").First).ToBeVisibleAsync();
        await page.GetByLabel("Question 4: Code").FillAsync("");
        await page.FormNamed("questions").Send();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Questions · Version 1" })).ToBeVisibleAsync();

        var rules = await app.Ask(world.Dispatcher, new GetCallbackRules.Query());
        Assert.Equal((1, 3000, "repair"), (rules.Policy.Number, rules.Policy.SampleBasisPoints, Assert.Single(rules.Policy.Kinds)));
        Assert.Equal(["on-time", "attitude", "solved", "overall", "remark"], rules.Questions.Select(question => question.Code));
    }

    /// <summary>One more completed order whose customer is to be called.</summary>
    private async Task<CallbackId> Due(FieldWorld world)
    {
        app.Time.SetShanghai("2026-03-02 16:00");
        var order = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, new LocalTime(9, 0).PlusMinutes(45 * _orders++).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), minutes: 45));
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 14:00");
        await app.Run(world.Company.System, new AskForRating.Command(order));
        await app.Run(world.Company.System, new DrawCallback.Command(order, app.Time.Now));
        return await app.Look(world.Company.Id, db => db.Set<Callback>().Where(row => row.OrderId == order).Select(row => row.Id).SingleAsync());
    }

    private int _orders;
}
