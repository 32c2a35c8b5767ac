using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Organisation;

public sealed class PostTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly LocalDate Today = new(2026, 3, 2);

    [Fact, Trait("Requirement", "R101")]
    public async Task All_17_templates_load_as_data_from_a_small_shop_to_the_four_tiers()
    {
        var company = await app.FoundCompany();
        using var manager = app.ClientFor(company.Person("organisation.read", "organisation.manage"));
        var templates = (await (await manager.GetAsync("/api/organisation-templates")).Read<ListTemplates.Response>()).Templates;
        Assert.Equal(Enumerable.Range(1, 17).Select(number => $"O{number:00}"), templates.Select(template => template.Id));

        foreach (var template in templates)
        {
            var made = await (await manager.PostAsJsonAsync("/api/organisation-templates/use", new { template = template.Id })).Read<UseTemplate.Response>();
            Assert.Equal((template.Units.Count, template.Posts.Count), (made.Units.Count, made.Posts.Count));
        }

        var units = (await app.Ask(company.System, new ListUnits.Query())).Units;
        Assert.Equal(templates.Sum(template => template.Units.Count), units.Count);
        Assert.Equal(4, units.Max(unit => unit.Depth) + 1);
        var centre = units.First(unit => unit is { Kind: "service-centre", Depth: 3 });
        Assert.Equal(["Company HQ", "After-sales HQ", "Regional after-sales department"], (await app.Ask(company.System, new GetUnit.Query(centre.Id))).Path.Select(step => step.Name));
    }

    [Fact, Trait("Requirement", "R102")]
    public async Task Director_and_three_departments_has_a_manager_and_a_specialist_or_engineer_in_each_and_may_be_renamed()
    {
        var company = await app.FoundCompany();
        var top = await company.AddUnit("无忧电器", kind: "company");

        await app.Run(company.System, new UseTemplate.Command("O08", top, "zh-CN"));

        var posts = (await app.Ask(company.System, new ListPosts.Query(top))).Posts;
        Assert.Equal(
            [("售后服务总部", "售后服务总监"), ("技术支持部", "技术支持经理"), ("技术支持部", "技术支持工程师"), ("客户关系部", "客户关系经理"), ("客户关系部", "客户关系专员"), ("物流部", "物流经理"), ("物流部", "物流专员")],
            posts.Select(post => (post.UnitName, post.Name)));
        Assert.All(posts.Where(post => post.Name.EndsWith("经理", StringComparison.Ordinal)), post => Assert.Equal("售后服务总监", post.SuperiorName));
        await app.Run(company.System, new ChangePost.Command("首席服务官", "P05", null, null, 1) { Id = posts[0].Id });
        Assert.Equal("首席服务官", (await app.Ask(company.System, new GetPost.Query(posts[1].Id))).SuperiorName);
        Assert.Equal("organisation-template.not-found", await TestApp.CodeOf(() => app.Run(company.System, new UseTemplate.Command("O18"))));
    }

    [Fact, Trait("Requirement", "R103")]
    public async Task A_manager_over_3_leaders_with_4_members_each_has_3_direct_12_indirect_and_with_a_dotted_line_1_functional()
    {
        var company = await app.FoundCompany();
        await app.Run(company.System, new UseTemplate.Command("O09", Language: "en"));
        var posts = (await app.Ask(company.System, new ListPosts.Query())).Posts;
        foreach (var post in posts)
            for (var seat = post.Name == "Department manager" ? 1 : 0; seat < post.Headcount; seat++) await Appoint(company, post.Id, post.Unit, $"{post.Name} {seat}");
        var manager = posts.Single(post => post.Name == "Department manager").Id;
        var outside = await company.AddUnit("研发部");
        var engineer = (await app.Run(company.System, new AddPost.Command(outside, "R&D engineer", FunctionalSuperior: manager))).Id;
        var dotted = await Appoint(company, engineer, outside, "周工");

        Assert.Equal((3, 12, 1), Span(await app.Ask(company.System, new GetPost.Query(manager))));

        await app.Run(company.System, new ReleaseFromPost.Command(dotted, Today.PlusDays(-1)) { Id = engineer });
        Assert.Equal((3, 12, 0), Span(await app.Ask(company.System, new GetPost.Query(manager))));

        static (int, int, int) Span(GetPost.Response post) => (post.Direct, post.Indirect, post.Functional);
    }

    [Fact]
    public async Task A_post_stands_never_above_itself_and_closes_only_when_nobody_is_in_it_or_below()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var head = (await app.Run(company.System, new AddPost.Command(unit, "Head"))).Id;
        var group = (await app.Run(company.System, new AddPost.Command(unit, "Group leader", Superior: head))).Id;
        var member = (await app.Run(company.System, new AddPost.Command(unit, "Member", Superior: group, Headcount: 2))).Id;
        var zhao = await Appoint(company, member, unit, "赵工");

        Assert.Equal("post.above-itself", await Refused(new ChangePost.Command("Head", null, member, null, 1) { Id = head }));
        Assert.Equal("post.above-itself", await Refused(new ChangePost.Command("Head", null, null, head, 1) { Id = head }));
        Assert.Equal("post.has-open-below", await Refused(new ChangePost.Command("Head", null, null, null, 1, Closed: true) { Id = head }));
        Assert.Equal("post.still-held", await Refused(new ChangePost.Command("Member", null, group, null, 2, Closed: true) { Id = member }));
        Assert.Equal("unit.has-open-posts", await TestApp.CodeOf(() => app.Run(company.System, new ChangeUnit.Command("Unit", "department", null, "Asia/Shanghai", Today, Today) { Id = unit })));
        Assert.Equal("post.held-already", await TestApp.CodeOf(() => app.Run(company.System, new AppointToPost.Command(zhao) { Id = member })));
        Assert.Equal("post.not-held", await TestApp.CodeOf(() => app.Run(company.System, new ReleaseFromPost.Command(zhao) { Id = head })));
        Assert.Equal("changed-meanwhile", await Refused(new ChangePost.Command("Member", null, group, null, 2, Version: 1) { Id = member }));

        await app.Run(company.System, new ReleaseFromPost.Command(zhao, Today.PlusDays(-1)) { Id = member });
        await app.Run(company.System, new ChangePost.Command("Member", null, group, null, 2, Closed: true) { Id = member });
        Assert.Equal("post.closed", await TestApp.CodeOf(() => app.Run(company.System, new AppointToPost.Command(zhao) { Id = member })));

        Task<string> Refused(ChangePost.Command command) => TestApp.CodeOf(() => app.Run(company.System, command));
    }

    [Fact]
    public async Task Who_leaves_leaves_the_post_and_a_vacancy_shows()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var post = (await app.Run(company.System, new AddPost.Command(unit, "Engineer", Headcount: 2))).Id;
        var (zhao, qian) = (await Appoint(company, post, unit, "赵工"), await Appoint(company, post, unit, "钱工"));
        Assert.Empty((await app.Ask(company.System, new ListPosts.Query(Vacant: true))).Posts);

        await app.Run(company.System, new DeactivatePerson.Command("Retired") { Id = zhao });
        app.Time.Pass(Duration.FromDays(1));

        var vacant = Assert.Single((await app.Ask(company.System, new ListPosts.Query(Vacant: true))).Posts);
        Assert.Equal((1, qian), (vacant.Vacant, Assert.Single(vacant.Holders).Person));
        Assert.Equal([(zhao, (LocalDate?)Today), (qian, null)], (await app.Ask(company.System, new GetPost.Query(post))).Holders.OrderBy(holder => holder.Person.Value).Select(holder => (holder.Person, holder.To)));
        Assert.Equal("person.inactive", await TestApp.CodeOf(() => app.Run(company.System, new AppointToPost.Command(zhao) { Id = post })));
        app.Time.Pass(-Duration.FromDays(1));
    }

    [Fact]
    public async Task Posts_of_other_units_and_companies_stay_out_of_sight()
    {
        var company = await app.FoundCompany();
        var (mine, theirs) = (await company.AddUnit("Mine"), await company.AddUnit("Theirs"));
        var post = (await app.Run(company.System, new AddPost.Command(theirs, "Engineer"))).Id;
        var zhao = await company.AddPerson(theirs, "赵工");
        string[] all = ["organisation.read", "organisation.do", "organisation.manage"];

        foreach (var stranger in new[] { company.PersonOf(mine, all), (await app.FoundCompany()).Person(all) })
        {
            Assert.Empty((await app.Ask(stranger, new ListPosts.Query())).Posts);
            Assert.Equal("post.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetPost.Query(post))));
            Assert.Equal("post.not-found", await TestApp.CodeOf(() => app.Run(stranger, new AppointToPost.Command(zhao) { Id = post })));
            Assert.Equal("post.not-found", await TestApp.CodeOf(() => app.Run(stranger, new ReleaseFromPost.Command(zhao) { Id = post })));
            Assert.Equal("post.not-found", await TestApp.CodeOf(() => app.Run(stranger, new ChangePost.Command("x", null, null, null, 1) { Id = post })));
            Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(stranger, new AddPost.Command(theirs, "x"))));
        }
        Assert.Equal("unit.needs-parent", await TestApp.CodeOf(() => app.Run(company.PersonOf(mine, all), new UseTemplate.Command("O01"))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(company.Id)).GetAsync("/api/posts")).StatusCode);
    }

    [Fact]
    public async Task Two_changes_that_together_would_close_a_circle_cannot_both_be_saved()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var (left, right) = ((await app.Run(company.System, new AddPost.Command(unit, "Left"))).Id, (await app.Run(company.System, new AddPost.Command(unit, "Right"))).Id);

        var codes = await Task.WhenAll(Outcome(new("Left", null, right, null, 1) { Id = left }), Outcome(new("Right", null, left, null, 1) { Id = right }));

        Assert.Equal(["post.above-itself", "saved"], codes.Order(StringComparer.Ordinal));
        Assert.Equal(1, await app.Look(company.Id, db => db.All<Post>().CountAsync(post => post.SuperiorId != null)));

        async Task<string> Outcome(ChangePost.Command command)
        {
            try
            {
                await Task.Run(() => app.Run(company.System, command));
                return "saved";
            }
            catch (Refusal refusal)
            {
                return refusal.Code;
            }
        }
    }

    private async Task<PersonId> Appoint(TestCompany company, PostId post, UnitId unit, string name)
    {
        var person = await company.AddPerson(unit, name);
        await app.Run(company.System, new AppointToPost.Command(person, Today.PlusDays(-30)) { Id = post });
        return person;
    }
}

[Trait("Category", "Browser")]
public sealed class PostPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Theory]
    [InlineData("zh-CN", 360, false)]
    [InlineData("en", 1440, true)]
    public async Task An_organisation_is_made_of_a_template_and_its_posts_are_filled(string language, int width, bool dark)
    {
        var company = await app.FoundCompany();
        var person = await company.AddPerson(await company.AddUnit("总部", kind: "company"), "赵工");
        var manager = company.Person("organisation.read", "organisation.do", "organisation.manage") with { Language = language };
        var page = await app.Open(manager, "/units/templates?id=O08", language, width, dark);
        var watch = new PageWatch(page);
        await watch.Look($"templates-{language}");
        await page.FormNamed("use-template").Send();
        await page.WaitForURLAsync("**/posts");
        await watch.Look($"posts-{language}");
        await page.GotoAsync("/posts?view=lines");
        await watch.Look($"lines-{language}");

        var post = (await app.Ask(manager, new ListPosts.Query())).Posts[0].Id;
        await page.GotoAsync($"/posts/{post}/edit");
        await watch.Look($"post-form-{language}");
        await page.GotoAsync($"/posts/{post}");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Combobox).First.PressSequentiallyAsync("赵");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Option, new() { Name = "赵工" }).ClickAsync();
        await page.FormNamed("appoint").Send();
        await Microsoft.Playwright.Assertions.Expect(page.Locator("table")).ToContainTextAsync("赵工");
        await watch.Look($"post-{language}");

        Assert.Equal(person, Assert.Single((await app.Ask(manager, new GetPost.Query(post))).Holders).Person);
    }
}
