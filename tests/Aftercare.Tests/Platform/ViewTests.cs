using System.Net;
using System.Net.Http.Json;
using Aftercare.Platform;

namespace Aftercare.Tests.Platform;

public sealed class ViewTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_view_is_kept_for_its_owner_tidy_and_replaced_under_the_same_name()
    {
        var company = await app.FoundCompany();
        var (me, other) = (company.Person() with { Account = new(5) }, company.Person() with { Account = new(6) });

        await app.Run(me, new SaveView.Command("tickets", " Urgent ", "sort=opened&after=x.1&priority=P1&q=", """{"unit":true}"""));
        var saved = Assert.Single(await app.Ask(me, new ListViews.Query("tickets")));
        Assert.Equal(("Urgent", "priority=P1&sort=opened", """{"unit":true}"""), (saved.Name, saved.Filter, saved.Columns));
        await app.Run(me, new SaveView.Command("tickets", "Urgent", "priority=P2"));

        Assert.Equal(("priority=P2", null), Assert.Single(await app.Ask(me, new ListViews.Query("tickets"))) is var now ? (now.Filter, now.Columns) : default);
        Assert.Empty(await app.Ask(me, new ListViews.Query("customers")));
        Assert.Empty(await app.Ask(other, new ListViews.Query("tickets")));
        Assert.Equal("view.not-found", await TestApp.CodeOf(() => app.Run(other, new ForgetView.Command(saved.Id))));
        Assert.Equal("view.not-found", await TestApp.CodeOf(async () => await app.Run((await app.FoundCompany()).Person() with { Account = new(5) }, new ForgetView.Command(saved.Id))));
        await app.Run(me, new ForgetView.Command(saved.Id));
        Assert.Empty(await app.Ask(me, new ListViews.Query("tickets")));
    }

    [Fact]
    public async Task Nonsense_is_refused_at_its_field_and_strangers_are_sent_to_sign_in()
    {
        var company = await app.FoundCompany();
        var http = app.ClientFor(company.Person() with { Account = new(5) });

        Assert.Equal("view.columns", await (await http.PutAsJsonAsync("/api/views", new { list = "tickets", name = "A", columns = "[1]" })).Code());
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PutAsJsonAsync("/api/views", new { list = "Tickets; drop", name = "A" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(company.Id)).PutAsJsonAsync("/api/views", new { list = "tickets", name = "A" })).StatusCode);
    }
}
