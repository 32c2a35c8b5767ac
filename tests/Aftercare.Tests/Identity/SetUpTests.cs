using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Identity.Face;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Identity;

public sealed class SetUpTests
{
    [Fact]
    public async Task The_printed_link_founds_the_company_and_its_administrator_once()
    {
        await using var app = new DoorApp();
        var offer = app.Services.GetRequiredService<ISetUpOffer>();
        var link = (await offer.Make(default))!;

        Assert.Equal(HttpStatusCode.NotFound, (await SetUp(app, "/set-up/guessed")).StatusCode);
        Assert.Equal("password.guessable", await (await SetUp(app, link, "admin123")).Code());
        Assert.True((await SetUp(app, link)).IsSuccessStatusCode);
        Assert.Equal("set-up-link.not-found", await (await SetUp(app, link)).Code());

        Assert.Null(await offer.Make(default));
        Assert.Equal(SignInStep.Enrol, (await (await DoorApp.SignIn(app.Browser(), "admin@example")).Read<SignIn.Response>()).Step);
    }

    [Fact]
    public async Task The_link_holds_a_day_and_the_next_start_voids_it()
    {
        await using var app = new DoorApp();
        var offer = app.Services.GetRequiredService<ISetUpOffer>();
        var first = (await offer.Make(default))!;
        var second = (await offer.Make(default))!;

        Assert.Equal("set-up-link.not-found", await (await SetUp(app, first)).Code());
        app.Time.Pass(Duration.FromHours(24));
        Assert.Equal("set-up-link.not-found", await (await SetUp(app, second)).Code());
        Assert.True((await SetUp(app, (await offer.Make(default))!)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Once_an_account_exists_the_link_is_worth_nothing()
    {
        await using var app = new DoorApp();
        var link = (await app.Services.GetRequiredService<ISetUpOffer>().Make(default))!;
        await app.OpenAccount(await app.FoundCompany(), roles: "P39");

        Assert.Equal("set-up-link.not-found", await (await SetUp(app, link)).Code());
    }

    [Fact]
    public async Task Of_two_who_use_the_link_at_the_same_time_one_founds_the_company()
    {
        await using var app = new DoorApp();
        var link = (await app.Services.GetRequiredService<ISetUpOffer>().Make(default))!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => SetUp(app, link, login: $"admin{i}")));

        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.Single(await app.Services.GetRequiredService<Aftercare.Platform.ICompanyList>().All(default));
    }

    private static Task<HttpResponseMessage> SetUp(DoorApp app, string link, string password = DoorApp.Password, string login = "admin@example") =>
        app.Browser().PostAsJsonAsync("/api" + link, new { companyName = "无忧电器", login, name = "李站长", password });
}
