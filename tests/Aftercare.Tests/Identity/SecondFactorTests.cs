using System.Net.Http.Json;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OtpNet;

namespace Aftercare.Tests.Identity;

public sealed class SecondFactorTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task An_administrator_is_let_in_only_after_setting_up_an_authenticator_app()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P00");
        var browser = app.Browser();

        Assert.Equal(SignInStep.Enrol, (await (await DoorApp.SignIn(browser, account.Login)).Read<SignIn.Response>()).Step);
        Assert.Null(await DoorApp.Me(browser));
        var started = await (await browser.GetAsync("/api/sign-in/enrol")).Read<EnrolSecondFactor.Started>();
        Assert.StartsWith("otpauth://totp/", started.Uri, StringComparison.Ordinal);
        Assert.Equal("sign-in.code-wrong", await (await Enrol(browser, "000000")).Code());
        Assert.Null(await DoorApp.Me(browser));
        var recovery = (await (await Enrol(browser, CodeOf(started.Secret))).Read<EnrolSecondFactor.Enrolled>()).RecoveryCodes;

        Assert.Equal(10, recovery.Distinct().Count());
        var me = await DoorApp.Me(browser);
        Assert.Equal((true, 10, true), (me!.HasSecondFactor, me.RecoveryCodesLeft, me.Permissions.Contains("platform.manage")));
    }

    [Fact]
    public async Task Afterwards_password_and_code_are_needed_and_each_code_works_once()
    {
        var (account, secret, _) = await Administrator();
        var (one, other) = (app.Browser(), app.Browser());
        app.Time.Pass(Duration.FromMinutes(1));
        var code = CodeOf(secret);

        Assert.Equal(SignInStep.Code, (await (await DoorApp.SignIn(one, account.Login)).Read<SignIn.Response>()).Step);
        Assert.Null(await DoorApp.Me(one));
        Assert.True((await Confirm(one, code)).IsSuccessStatusCode);
        Assert.NotNull(await DoorApp.Me(one));

        await DoorApp.SignIn(other, account.Login);
        Assert.Equal("sign-in.code-wrong", await (await Confirm(other, code)).Code());
        app.Time.Pass(Duration.FromSeconds(30));
        Assert.True((await Confirm(other, CodeOf(secret))).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_app_once()
    {
        var (account, _, recovery) = await Administrator();
        async Task<bool> Enters(string code)
        {
            var browser = app.Browser();
            await DoorApp.SignIn(browser, account.Login);
            return (await Confirm(browser, code)).IsSuccessStatusCode;
        }

        Assert.True(await Enters(recovery[3].ToLowerInvariant()));
        Assert.False(await Enters(recovery[3]));
        Assert.True(await Enters(recovery[4].Replace("-", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_second_step_must_follow_the_first_within_five_minutes_and_wrong_codes_rest_the_account()
    {
        var (account, secret, _) = await Administrator();
        var browser = app.Browser();
        Assert.Equal("sign-in.step-over", await (await Confirm(browser, CodeOf(secret))).Code());
        await DoorApp.SignIn(browser, account.Login);
        app.Time.Pass(Duration.FromMinutes(5));
        Assert.Equal("sign-in.step-over", await (await Confirm(browser, CodeOf(secret))).Code());

        await DoorApp.SignIn(browser, account.Login);
        for (var i = 0; i < 5; i++) Assert.Equal("sign-in.code-wrong", await (await Confirm(browser, "123")).Code());
        Assert.Equal("sign-in.code-wrong", await (await Confirm(browser, CodeOf(secret))).Code());
        Assert.Equal("sign-in.wrong", await (await DoorApp.SignIn(app.Browser(), account.Login)).Code());
    }

    [Fact]
    public async Task A_password_alone_cannot_replace_the_app_that_is_there()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P00");
        var (owner, thief) = (app.Browser(), app.Browser());
        await DoorApp.SignIn(thief, account.Login);
        var stolen = await (await thief.GetAsync("/api/sign-in/enrol")).Read<EnrolSecondFactor.Started>();
        await DoorApp.SignIn(owner, account.Login);
        var started = await (await owner.GetAsync("/api/sign-in/enrol")).Read<EnrolSecondFactor.Started>();
        Assert.True((await Enrol(owner, CodeOf(started.Secret))).IsSuccessStatusCode);

        Assert.Equal("sign-in.step-over", await (await Enrol(thief, CodeOf(stolen.Secret))).Code());
        Assert.Null(await DoorApp.Me(thief));
    }

    [Fact]
    public async Task The_secret_is_sealed_in_the_database_and_named_nowhere_in_the_audit_trail()
    {
        var (account, secret, recovery) = await Administrator();

        var (stored, codes, payloads) = await app.Look(account.Company.Id, async db => (
            await db.Set<Account>().Where(row => row.Id == account.Id).Select(row => row.TotpSecret).SingleAsync(),
            await db.Set<Account>().Where(row => row.Id == account.Id).Select(row => row.RecoveryCodes).SingleAsync(),
            await db.Set<AuditEntry>().Where(entry => entry.RecordId == account.Id.Value).Select(entry => entry.Payload!).ToListAsync()));

        Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        Assert.All(recovery, code => Assert.DoesNotContain(code, codes, StringComparison.Ordinal));
        Assert.All(payloads, payload => Assert.DoesNotContain(stored!, payload, StringComparison.Ordinal));
        Assert.All(payloads, payload => Assert.DoesNotContain(codes.Split(' ')[0], payload, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_app_is_taken_off_by_another_administrator_and_has_to_be_set_up_anew()
    {
        var (account, _, _) = await Administrator();
        var boss = account.Company.Person([.. RoleBook.AllPermissions]);

        await app.Run(boss, new RemoveSecondFactor.Command(account.Id, "phone lost, met in person"));

        Assert.Equal(SignInStep.Enrol, (await (await DoorApp.SignIn(app.Browser(), account.Login)).Read<SignIn.Response>()).Step);
    }

    [Fact]
    public async Task On_a_demonstration_administrators_need_no_second_factor()
    {
        await using var demo = new DemoDoor();
        var account = await demo.OpenAccount(await demo.FoundCompany(), roles: "P00");

        Assert.NotNull(await DoorApp.Me(await demo.SignedIn(account)));
    }

    private sealed class DemoDoor : DoorApp
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.UseSetting("Demo", "true");
        }
    }

    private async Task<((string Login, AccountId Id, TestCompany Company) Account, string Secret, IReadOnlyList<string> Recovery)> Administrator()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P00");
        var browser = app.Browser();
        await DoorApp.SignIn(browser, account.Login);
        var started = await (await browser.GetAsync("/api/sign-in/enrol")).Read<EnrolSecondFactor.Started>();
        var recovery = await (await Enrol(browser, CodeOf(started.Secret))).Read<EnrolSecondFactor.Enrolled>();
        return ((account.Login, account.Id, company), started.Secret, recovery.RecoveryCodes);
    }

    private string CodeOf(string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(app.Time.Now.ToDateTimeUtc());

    private static Task<HttpResponseMessage> Enrol(HttpClient browser, string code) => browser.PostAsJsonAsync("/api/sign-in/enrol", new { code });

    private static Task<HttpResponseMessage> Confirm(HttpClient browser, string code) => browser.PostAsJsonAsync("/api/sign-in/code", new { code });
}
