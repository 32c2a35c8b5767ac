using System.Net;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Tests.Identity;

public sealed class SessionTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task Signing_out_ends_the_session_itself_and_not_only_the_cookie()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var browser = app.Browser();
        var cookie = (await DoorApp.SignIn(browser, account.Login)).Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("aftercare=", StringComparison.Ordinal)).Split(';')[0];
        var copy = app.Browser();
        copy.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.NotNull(await DoorApp.Me(copy));

        Assert.True((await browser.PostAsync("/api/sign-out", null)).IsSuccessStatusCode);

        Assert.Null(await DoorApp.Me(browser));
        Assert.Null(await DoorApp.Me(copy));
        Assert.True((await browser.PostAsync("/api/sign-out", null)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task One_session_among_several_can_be_ended_and_all_of_them_at_once()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var (here, there, elsewhere) = (await app.SignedIn(account), await app.SignedIn(account), await app.SignedIn(account));
        var sessions = (await (await there.GetAsync("/api/account/sessions")).Read<ListSessions.Response>()).Sessions;
        Assert.Equal(3, sessions.Count);

        await here.DeleteAsync($"/api/account/sessions/{sessions.Single(session => session.Current).Id}");
        Assert.Null(await DoorApp.Me(there));
        Assert.NotNull(await DoorApp.Me(here));

        await here.PostAsync("/api/account/sign-out-everywhere", null);
        Assert.Null(await DoorApp.Me(here));
        Assert.Null(await DoorApp.Me(elsewhere));
    }

    [Fact]
    public async Task Somebody_elses_session_is_not_there()
    {
        var company = await app.FoundCompany();
        var (mine, theirs) = (await app.SignedIn(await app.OpenAccount(company, roles: "P39")), await app.SignedIn(await app.OpenAccount(company, roles: "P39")));
        var session = (await (await theirs.GetAsync("/api/account/sessions")).Read<ListSessions.Response>()).Sessions.Single();

        Assert.Equal(HttpStatusCode.NotFound, (await mine.DeleteAsync($"/api/account/sessions/{session.Id}")).StatusCode);
        Assert.NotNull(await DoorApp.Me(theirs));
    }

    [Fact]
    public async Task Being_used_is_written_at_most_once_in_five_minutes_and_leaves_no_audit_entry()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P39");
        var browser = await app.SignedIn(account);
        Task<(int Uses, int Entries)> Look() => app.Look(company.Id, async db => (await db.Set<LastUse>().CountAsync(), await db.Set<AuditEntry>().CountAsync()));
        var before = await Look();

        for (var minute = 0; minute < 4; minute++)
        {
            app.Time.Pass(NodaTime.Duration.FromMinutes(1));
            await DoorApp.Me(browser);
            await app.WriteLastUses();
        }
        Assert.Equal(before, await Look());
        app.Time.Pass(NodaTime.Duration.FromMinutes(1));
        await DoorApp.Me(browser);
        await app.WriteLastUses();

        Assert.Equal((1, before.Entries), await Look());
        var shown = (await (await browser.GetAsync("/api/account/sessions")).Read<ListSessions.Response>()).Sessions.Single();
        Assert.Equal(app.Time.Now, shown.LastUse);
    }
}
