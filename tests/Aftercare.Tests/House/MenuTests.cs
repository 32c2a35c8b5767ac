using System.Net;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests.House;

public sealed class MenuTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Every_page_of_the_menu_opens_in_a_company_that_was_only_just_founded()
    {
        var company = await app.FoundCompany();
        var client = app.ClientFor(company.Person([.. RoleBook.AllPermissions]) with { Account = new(7), Person = null }, "zh-CN");
        var pages = app.Services.GetServices<NavEntry>().Select(entry => entry.Href).Append("/").Distinct()
            // A day of one's own has who works here.
            .Except(["/my-day", "/my-pool"]).ToList();

        var shut = new List<string>();
        foreach (var page in pages)
            if ((await client.GetAsync(page)).StatusCode is not HttpStatusCode.OK and var status) shut.Add($"{page} {(int)status}");

        Assert.True(pages.Count > 30);
        Assert.Empty(shut);
    }
}
