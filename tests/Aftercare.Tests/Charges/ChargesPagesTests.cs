using Aftercare.Modules.Charges;
using Aftercare.Modules.Charges.Face;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Charges;

/// <summary>Money at the door on a technician's phone, and in the office afterwards.</summary>
[Trait("Category", "Browser")]
public sealed class ChargesPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact, Trait("Requirement", "B06")]
    public async Task A_technician_quotes_lets_the_customer_sign_takes_the_money_and_shows_the_receipt_on_a_phone()
    {
        var world = await ChargesWorld.Open(app);
        var order = await world.OnSite(world.Field.Zhao);
        var page = await app.Open(world.Zhao, $"/my-day/{order}", "zh-CN", 360);
        var watch = new PageWatch(page);

        await Add(page, "维修工时", "应收 ¥120.00");
        await Add(page, "散热风扇", "应收 ¥200.00");
        await Expect(page.Locator("#complete [role=alert], #complete .alert").First).ToBeVisibleAsync();
        await watch.Look("charges-phone-quote");
        var sign = page.FormNamed("charge-sign");
        await sign.Locator("[name='ChargeSign.Name']").FillAsync("王小二");
        await sign.Sign();
        await sign.Send();
        await Expect(page.Locator("#charges")).ToContainTextAsync("客户已同意");
        await page.FormNamed("charge-pay").Send();
        await Expect(page.Locator("#charges")).ToContainTextAsync("未收 ¥0.00");
        await watch.Look("charges-phone-paid");

        await page.GetByRole(AriaRole.Link, new() { Name = "SK2026-000001" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("¥200.00");
        await watch.Look("charges-phone-receipt");
        await page.GotoAsync($"/charges/cash/{await world.Box(world.Field.Zhao)}");
        await Expect(page.Locator("main")).ToContainTextAsync("SK2026-000001");
        await watch.Look("charges-phone-cash");
        Assert.Equal(200m, await world.Open(world.Field.Zhao));
    }

    [Fact, Trait("Requirement", "R701"), Trait("Requirement", "R704")]
    public async Task The_office_takes_cash_in_sees_differences_writes_prices_and_rules()
    {
        var world = await ChargesWorld.Open(app);
        var order = await world.Agreed(world.Field.Zhao);
        await app.Run(world.Zhao with { OwnOnly = false, SeesAllUnits = true }, new TakePayment.Command(PaymentMethod.Cash) { Order = order });
        var person = world.Supervisor with { Permissions = [.. world.Supervisor.Permissions, "charges.approve"] };
        var page = await app.Open(person, "/charges/cash", "en", 1440);
        var watch = new PageWatch(page);

        await watch.Look("charges-cash");
        await page.GetByRole(AriaRole.Link, new() { Name = "赵工" }).First.ClickAsync();
        var form = page.FormNamed("hand-in");
        await form.Locator("[name='Input.Counted']").FillAsync("195");
        await form.Send();
        await Expect(page.Locator("main")).ToContainTextAsync("say why");
        await form.Locator("[name='Input.Reason']").FillAsync("Five missing");
        await form.Send();
        await Expect(page.Locator("main")).ToContainTextAsync("¥5.00 open");
        await watch.Look("charges-cash-box");
        await page.GotoAsync("/charges/cash/hand-ins?unseen=true");
        await watch.Look("charges-hand-ins");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take note" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("No hand-ins");

        await page.GotoAsync($"/charges/prices");
        await watch.Look("charges-prices");
        await page.Locator("tbody a").First.ClickAsync();
        await page.Locator("a[href$='/draft']").ClickAsync();
        var draft = page.FormNamed("price-draft");
        await draft.Locator("[name='Input.ValidFrom']").FillAsync("2026-06-01");
        await draft.Locator("[name='Input.Lines']").FillAsync("LB | 维修工时 | 150 | Labour | Labour\nHI\t高空作业\tmuch");
        await draft.Send();
        await Expect(page.Locator("main")).ToContainTextAsync("Line 2 cannot be read");
        await watch.Look("charges-price-draft");
        await draft.Locator("[name='Input.Lines']").FillAsync("LB | 维修工时 | 150 | Labour | Labour\nHI\t高空作业\t150.50\t工时费");
        await draft.Send();
        await Expect(page.Locator("main")).ToContainTextAsync("+30.00");
        await watch.Look("charges-price-list");

        await page.GotoAsync("/charges/prices/rules/new");
        await watch.Look("charges-rules-form");
        var rules = page.FormNamed("charge-rules");
        await rules.Locator("[name='Input.ValidFrom']").FillAsync("2026-06-01");
        await rules.Send();
        await page.WaitForURLAsync("**/charges/prices/rules?number=1");
        await watch.Look("charges-rules");
        foreach (var path in new[] { "/charges", "/charges/payments", $"/work-orders/{order}" })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("main")).ToContainTextAsync("200.00");
            await watch.Look("charges-" + path.Split('/')[^1]);
        }
    }

    private static async Task Add(IPage page, string name, string then)
    {
        var form = page.FormNamed("charge-add");
        await form.Locator("[name='ChargeAdd.CodeText']").FillAsync(name);
        await form.GetByRole(AriaRole.Option, new() { Name = name }).First.ClickAsync();
        await form.Send();
        await Expect(page.Locator("#charges")).ToContainTextAsync(then);
    }
}
