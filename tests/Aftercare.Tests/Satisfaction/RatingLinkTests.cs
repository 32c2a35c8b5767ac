using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Satisfaction;
using Aftercare.Platform;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Satisfaction;

/// <summary>The customer's key to one rating: FindRatingLink, ReadRatingLink, GiveRating, ReportOwnDevice.</summary>
public sealed class RatingLinkTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R410")]
    public async Task A_link_shows_and_rates_its_own_order_and_opens_nothing_else()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Completed(world.Zhao);
        var (link, holder) = await Link(world, order);

        var shown = await app.Ask(holder, new ReadRatingLink.Query());
        Assert.Equal(((await world.Get(order)).Number, "repair", "更换风扇与二极管", "赵工", null, null, null), (shown.OrderNumber, shown.Kind, shown.WorkDone, shown.Technician, shown.Stars, shown.Comment, shown.WhyNot));
        Assert.Equal((4, false), await app.Run(holder, new GiveRating.Command(4, "还可以")) is var first ? (first.Stars, first.Revised) : default);
        Assert.Equal((2, true), await app.Run(holder, new GiveRating.Command(2, "又坏了")) is var second ? (second.Stars, second.Revised) : default);
        Assert.Equal((2, "又坏了"), await app.Ask(holder, new ReadRatingLink.Query()) is var said ? (said.Stars, said.Comment) : default);
        Assert.Equal((1, 0), (await world.Counted("satisfaction.rated"), await world.Counted("satisfaction.satisfied")));
        app.Time.Pass(Duration.FromHours(25));
        Assert.Equal("rating.already-given", (await app.Ask(holder, new ReadRatingLink.Query())).WhyNot);

        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(holder, new ListRatings.Query())));
        var foreign = Caller.Link("rating", (await FieldWorld.Open(app)).Company.Id, link.Value, "rating.by-link");
        Assert.Equal("rating.link-unknown", await TestApp.CodeOf(() => app.Ask(foreign, new ReadRatingLink.Query())));
        Assert.Equal("rating.link-unknown", await TestApp.CodeOf(() => app.Run(foreign, new GiveRating.Command(5))));
    }

    [Fact, Trait("Requirement", "R410")]
    public async Task Nobody_of_the_company_rates_in_a_customers_name_whatever_they_may()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Completed(world.Zhao);
        var (link, _) = await Link(world, order);
        var administrator = world.Company.Person([.. RoleBook.AllPermissions]);

        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(administrator, new ReadRatingLink.Query())));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(administrator with { LinkedRecord = link.Value }, new GiveRating.Command(5))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Technician(world.Zhao), new ReportOwnDevice.Command(link, "somebody else"))));
        Assert.Equal(0, await world.Counted("satisfaction.rated"));
    }

    [Fact]
    public async Task A_token_nobody_was_given_belongs_to_no_company()
    {
        var world = await FieldWorld.Open(app);
        var token = RatingLink.NewToken();

        Assert.Null((await app.Ask(Caller.Anonymous(), new FindRatingLink.Query(token))).Company);
        Assert.Equal("rating.link-unknown", await (await app.CreateClient().GetAsync($"/api/rating-links/{token}")).Code());
        Assert.Equal(0, await world.Counted("satisfaction.rated"));
    }

    [Fact, Trait("Requirement", "R410")]
    public async Task Each_attempt_from_inside_the_company_is_counted_with_the_last_name_and_time()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Completed(world.Zhao);
        var (link, _) = await Link(world, order);

        await app.Run(world.Company.System, new ReportOwnDevice.Command(link, "赵工"));
        app.Time.Pass(Duration.FromMinutes(5));
        await app.Run(world.Company.System, new ReportOwnDevice.Command(link, "张敏"));

        var kept = await app.Look(world.Company.Id, db => db.Set<RatingLink>().SingleAsync(row => row.Id == link));
        Assert.Equal((2, "张敏", app.Time.Now, null), (kept.OwnDeviceAttempts, kept.OwnDeviceWho, kept.OwnDeviceAt!.Value, kept.UsedAt));
    }

    /// <summary>The link of an order, and its holder as the door makes one.</summary>
    private async Task<(RatingLinkId, Caller)> Link(FieldWorld world, WorkOrderId order)
    {
        await app.Settle();
        var link = await app.Look(world.Company.Id, db => db.Set<RatingLink>().Where(row => row.OrderId == order).Select(row => row.Id).SingleAsync());
        return (link, Caller.Link("rating", world.Company.Id, link.Value, "rating.by-link"));
    }
}
