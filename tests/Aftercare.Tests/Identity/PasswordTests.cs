using System.Net.Http.Json;
using Aftercare.Modules.Identity;

namespace Aftercare.Tests.Identity;

public sealed class PasswordTests(DoorApp app) : IClassFixture<DoorApp>
{
    private static readonly Passwords Rules = new(new() { HashRounds = 1000 });

    [Theory]
    [InlineData("五月的风吹过 workshop roofs", null)]
    [InlineData("correct horse battery staple", null)]
    [InlineData("🚀🛠️ 深夜里的蓝色拖拉机在唱歌呢", null)]
    [InlineData("kx7#Qv9!pL2", "password.too-short")]
    [InlineData("passwordpassword", "password.guessable")]
    [InlineData("123456789012345", "password.guessable")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "password.guessable")]
    [InlineData("qwertyuiopasdfghjkl", "password.guessable")]
    [InlineData("zhang.wei@wuyou 2026", "password.guessable")]
    [InlineData("无忧电器服务有限公司张伟13812345678", "password.guessable")]
    public void Length_counts_and_what_attackers_try_first_is_refused(string password, string? refusal) =>
        Assert.Equal(refusal, Rules.WhyNot(password, secondFactor: false, "zhang.wei@wuyou", "张伟", "13812345678", "无忧电器服务有限公司")?.Code);

    [Fact]
    public void Eight_characters_do_with_a_second_factor_and_256_do_always()
    {
        Assert.Null(Rules.WhyNot("kx7#Qv9!", secondFactor: true));
        Assert.Equal("password.too-short", Rules.WhyNot("kx7#Qv9", secondFactor: true)?.Code);
        Assert.Null(Rules.WhyNot(string.Concat(Enumerable.Range(0, 64).Select(i => (char)('一' + (i * 37 % 9000)))), secondFactor: false));
        Assert.Null(Rules.WhyNot("kx7#Qv9! the lamp " + new string('风', 238), secondFactor: false));
        Assert.Equal("password.too-long", Rules.WhyNot("kx7#Qv9! the lamp " + new string('风', 239), secondFactor: false)?.Code);
    }

    [Fact]
    public void All_of_a_password_counts_and_keyboards_may_differ()
    {
        var hash = Rules.Hash(new string('风', 200) + "Ａ１ é");

        Assert.True(Rules.Check(hash, new string('风', 200) + "A1 e\u0301").Holds);
        Assert.False(Rules.Check(hash, new string('风', 200) + "A1 e").Holds);
        Assert.False(Rules.Check(hash, new string('风', 200)).Holds);
    }

    [Fact]
    public void A_judgement_of_the_longest_password_does_not_keep_anybody_waiting()
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        Rules.WhyNot(string.Concat(Enumerable.Repeat("p4ssw0rd1!", 25)), secondFactor: false);

        Assert.InRange(started.ElapsedMilliseconds, 0, 2000);
    }

    [Fact]
    public async Task Changing_the_password_needs_the_current_one_and_ends_the_other_sessions()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var (here, there) = (await app.SignedIn(account), await app.SignedIn(account));
        const string chosen = "seven umbrellas on the tram";
        Task<HttpResponseMessage> Change(string current, string password) => here.PostAsJsonAsync("/api/account/password", new { current, password });

        Assert.Equal("password.current-wrong", await (await Change("wrong", chosen)).Code());
        Assert.Equal("password.too-short", await (await Change(DoorApp.Password, "short")).Code());
        Assert.True((await Change(DoorApp.Password, chosen)).IsSuccessStatusCode);

        Assert.NotNull(await DoorApp.Me(here));
        Assert.Null(await DoorApp.Me(there));
        Assert.False((await DoorApp.SignIn(app.Browser(), account.Login)).IsSuccessStatusCode);
        Assert.True((await DoorApp.SignIn(app.Browser(), account.Login, chosen)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_administrator_hands_over_a_link_that_sets_the_password_once_within_three_days()
    {
        var company = await app.FoundCompany();
        var account = await app.Run(company.System, new OpenAccount.Command("new" + company.Id, "新人", Roles: [new("P39")]));
        var administrator = app.ClientFor(company.Person([.. RoleBook.AllPermissions]));
        _ = administrator;
        async Task<string> Link()
        {
            var key = OpaqueKey.New();
            await app.Run(company.Person([.. RoleBook.AllPermissions]), new MakeSetUpLink.Command(account.AccountId, key.Hash));
            return key.Text;
        }
        Task<HttpResponseMessage> Use(string key, string password = DoorApp.Password) => app.Browser().PostAsJsonAsync($"/api/set-up/{key}/password", new { password });

        var (first, second) = (await Link(), await Link());
        Assert.Equal("set-up-link.not-found", await (await Use(first)).Code());
        Assert.Equal("password.guessable", await (await Use(second, "new password 新人 password")).Code());
        Assert.True((await Use(second)).IsSuccessStatusCode);
        Assert.Equal("set-up-link.not-found", await (await Use(second)).Code());
        Assert.True((await DoorApp.SignIn(app.Browser(), "new" + company.Id)).IsSuccessStatusCode);

        var third = await Link();
        app.Time.Pass(NodaTime.Duration.FromDays(3));
        Assert.Equal("set-up-link.not-found", await (await Use(third)).Code());
    }

    [Fact]
    public async Task Only_the_product_itself_may_choose_somebody_elses_password()
    {
        var company = await app.FoundCompany();

        Assert.Equal("account.password-given", await TestApp.CodeOf(() =>
            app.Run(company.Person([.. RoleBook.AllPermissions]), new OpenAccount.Command("x" + company.Id, "X", PasswordHash: app.Passwords.Hash(DoorApp.Password)))));
    }
}
