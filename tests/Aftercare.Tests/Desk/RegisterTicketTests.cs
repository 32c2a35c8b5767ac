using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Tests.Desk;

public sealed class RegisterTicketTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R302")]
    public async Task Saving_without_product_or_fault_is_refused()
    {
        var desk = await DeskWorld.Open(app);

        Assert.Equal("ticket.product-missing", await TestApp.CodeOf(() => app.Run(desk.Agent, desk.Request() with { Product = null })));
        Assert.Equal("ticket.product-missing", await TestApp.CodeOf(() => app.Run(desk.Agent, desk.Request() with { Product = " " })));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => app.Run(desk.Agent, desk.Request("")));
        Assert.Equal([("Fault", "field.required")], refusal.Fields.Select(wrong => (wrong.Field, wrong.Code)));

        var open = await app.Run(desk.Agent, desk.Request() with { Product = null, ProductOpen = true });
        Assert.StartsWith("SR260302-", open.Number, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "R302")]
    public async Task A_unit_without_a_named_intake_person_takes_no_request()
    {
        var desk = await DeskWorld.Open(app);
        var point = await desk.Company.AddUnit("浦东网点", desk.Unit, "service-point");

        Assert.Equal("intake.nobody-on-roster", await TestApp.CodeOf(() => app.Run(desk.Company.System, desk.Request() with { Unit = point })));

        var wang = await desk.Company.AddPerson(point, "王芳");
        await app.Run(desk.Company.System, new PutOnIntakeRoster.Command(wang) { Unit = point });
        Assert.Equal(wang, (await app.Run(desk.Company.System, desk.Request() with { Unit = point })).Handler);
    }

    [Theory, Trait("Requirement", "R306")]
    [InlineData("No water leak, cosmetic", Priority.P4)]
    [InlineData("machine stopped", Priority.P2)]
    [InlineData("person trapped", Priority.P1)]
    [InlineData("电梯困人", Priority.P1)]
    [InlineData("设备停机", Priority.P2)]
    [InlineData("不漏水，外观有划痕", Priority.P4)]
    [InlineData("水槽漏水", Priority.P2)]
    [InlineData("the fireplace door squeaks", Priority.P3)]
    [InlineData("洗衣机不脱水", Priority.P3)]
    public async Task The_priority_follows_from_what_the_customer_says(string fault, Priority expected)
    {
        var desk = await DeskWorld.Open(app);

        Assert.Equal(expected, (await app.Run(desk.Agent, desk.Request(fault))).Priority);
    }

    [Fact, Trait("Requirement", "R306")]
    public async Task An_agent_may_judge_otherwise_and_says_why()
    {
        var desk = await DeskWorld.Open(app);

        Assert.Equal(Priority.P2, (await app.Run(desk.Agent, desk.Request() with { Nature = "stopped" })).Priority);
        Assert.Equal("ticket.priority-reason-missing", await TestApp.CodeOf(() => app.Run(desk.Agent, desk.Request() with { Priority = Priority.P1 })));
        var chosen = await app.Run(desk.Agent, desk.Request() with { Priority = Priority.P1, PriorityReason = "医院设备" });
        Assert.Equal("医院设备", (await desk.Get(chosen.Id)).PriorityWhy);
    }

    [Fact, Trait("Requirement", "R304")]
    public async Task The_answer_to_give_comes_with_the_number_and_the_promise_to_acknowledge_is_kept_at_once()
    {
        var desk = await DeskWorld.Open(app);

        var leak = await app.Run(desk.Agent, desk.Request("水槽漏水"));

        Assert.Contains("water inlet valve", leak.Answer, StringComparison.Ordinal);
        Assert.Equal("Water is leaking", leak.PriorityWhy);
        Assert.Equal((ClockState.Met, true), await desk.Clock(leak.Id, ClockKind.Acknowledge) is var clock ? (clock.State, clock.Met) : default);
    }

    [Fact]
    public async Task A_caller_who_is_not_known_yet_becomes_a_customer_and_a_known_number_finds_the_customer()
    {
        var desk = await DeskWorld.Open(app);

        var stranger = await app.Run(desk.Agent, desk.Request() with { Customer = null, CallerName = "赵六", CallerPhone = "13700000009" });
        var again = await app.Run(desk.Agent, desk.Request() with { Customer = null, CallerPhone = "137 0000 0009" });

        Assert.Equal("赵六", (await desk.Get(stranger.Id)).Customer.Name);
        Assert.Equal((await desk.Get(stranger.Id)).Customer.Id, (await desk.Get(again.Id)).Customer.Id);
        Assert.Equal("ticket.customer-missing", await TestApp.CodeOf(() => app.Run(desk.Agent, desk.Request() with { Customer = null })));
    }

    [Fact]
    public async Task An_address_or_a_contact_of_another_customer_or_company_is_refused_as_unknown()
    {
        var (desk, other) = (await DeskWorld.Open(app), await DeskWorld.Open(app));
        var neighbour = await desk.Company.RegisterCustomer(desk.Unit, "邻居", "13700000002");
        foreach (var (company, customer) in new[] { (desk.Company, neighbour.Id), (other.Company, other.Customer) })
        {
            var contact = (await app.Run(company.System, new AddContact.Command(customer, new("李雷", "13900000001")))).Id;
            Assert.Equal("contact.not-found", await TestApp.CodeOf(() => app.Run(desk.Agent, desk.Request() with { Contact = contact })));
            var site = await app.Look(company.Id, db => db.Set<Site>().Where(site => site.CustomerId == customer).Select(site => site.Id).FirstAsync());
            Assert.Equal("site.not-found", await TestApp.CodeOf(() => app.Run(desk.Agent, desk.Request() with { Site = site })));
        }
    }

    [Fact]
    public async Task Requests_come_in_over_the_api_once_per_key()
    {
        var desk = await DeskWorld.Open(app);
        using var client = app.ClientFor(desk.Agent);
        var body = new { type = "repair", fault = "machine stopped", customer = desk.Customer.Value, product = "WM-10", channel = "Api" };

        client.DefaultRequestHeaders.Add("Idempotency-Key", "erp-4711");
        var first = await client.PostAsJsonAsync("/api/tickets", body);
        var again = await client.PostAsJsonAsync("/api/tickets", body);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal((await first.Read<RegisterTicket.Response>()).Number, (await again.Read<RegisterTicket.Response>()).Number);
        Assert.Equal("request-type.not-found", await (await app.ClientFor(desk.Agent).PostAsJsonAsync("/api/tickets", new { type = "nonsense", fault = "x", customer = desk.Customer.Value, product = "y" })).Code());
    }

    [Fact, Trait("Requirement", "R303")]
    public async Task A_company_switches_off_the_types_it_does_not_offer()
    {
        var desk = await DeskWorld.Open(app);
        Assert.Equal(16, (await app.Ask(desk.Agent, new ListRequestTypes.Query())).Count(type => type.Active));

        await app.Run(desk.Company.System, new EditRequestType.Command("demo", "演示", "Demonstration", Active: false));

        Assert.Equal("request-type.not-found", await TestApp.CodeOf(() => app.Run(desk.Agent, desk.Request(type: "demo"))));
    }
}
