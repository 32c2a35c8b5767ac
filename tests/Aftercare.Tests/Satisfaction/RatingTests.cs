using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction;
using Aftercare.Platform;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Satisfaction;

public sealed class RatingTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R902")]
    public async Task Of_500_ratings_491_satisfied_are_98_2_percent_and_miss_the_target_of_99()
    {
        var world = await FieldWorld.Open(app);
        await Rate(world, "repair", rated: 500, satisfied: 491);

        var answer = await app.Ask(world.Dispatcher, new GetSatisfactionRate.Query());

        Assert.Equal((500, 491, 98.2m), (answer.Total.Rated, answer.Total.Satisfied, answer.Total.Rate));
        Assert.Equal((99m, false), (answer.Target, answer.Met));
        Assert.Equal((500, 491), (await world.Counted("satisfaction.rated"), await world.Counted("satisfaction.satisfied")));
        Assert.Equal(9, (await app.Ask(world.Dispatcher, new ListRatings.Query(Low: true, Size: 200))).Items.Count);
    }

    [Fact, Trait("Requirement", "R903")]
    public async Task The_rate_is_told_by_kind_of_service_and_in_all()
    {
        var world = await FieldWorld.Open(app);
        await Rate(world, "installation", 100, 99);
        await Rate(world, "commissioning", 50, 49);
        await Rate(world, "repair", 150, 148);

        var answer = await app.Ask(world.Dispatcher, new GetSatisfactionRate.Query());

        Assert.Equal([("commissioning", 98.0m), ("installation", 99.0m), ("repair", 98.7m)], answer.ByKind.Select(figure => (figure.Kind!, figure.Rate!.Value)));
        Assert.Equal((300, 296, 98.7m), (answer.Total.Rated, answer.Total.Satisfied, answer.Total.Rate));
    }

    [Fact, Trait("Requirement", "R410")]
    public async Task The_link_goes_to_the_registered_number_and_stands_nowhere_in_clear()
    {
        var world = await FieldWorld.Open(app);
        var (order, token) = await Asked(world);

        var message = await app.Look(world.Company.Id, db => db.Set<Aftercare.Modules.Messages.Message>().SingleAsync(row => row.Template == "rating-asked"));
        var link = await app.Look(world.Company.Id, db => db.Set<RatingLink>().SingleAsync(row => row.OrderId == order));
        Assert.Equal("13812345678", message.To);
        Assert.DoesNotContain(token, message.Body + message.SealedSecret, StringComparison.Ordinal);
        Assert.Equal(RatingLink.HashOf(token), link.TokenHash);
        Assert.Equal(app.Time.Now + Duration.FromDays(30), link.ExpiresAt);
        var audit = await app.Look(world.Company.Id, db => db.Set<AuditEntry>().Select(entry => entry.Payload).ToListAsync());
        Assert.DoesNotContain(audit, payload => payload!.Contains(token, StringComparison.Ordinal) || payload.Contains(Convert.ToHexString(link.TokenHash), StringComparison.Ordinal));
    }

    [Fact, Trait("Requirement", "R410")]
    public async Task A_rating_from_the_technicians_own_session_or_device_is_rejected_and_reported()
    {
        var world = await FieldWorld.Open(app);
        var (order, token) = await Asked(world);

        var signedIn = await app.ClientFor(world.Technician(world.Zhao)).PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 5 });
        var device = app.CreateClient();
        device.DefaultRequestHeaders.Add("Cookie", StaffCookie(world));
        var signedOut = await device.PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 5 });

        Assert.Equal((HttpStatusCode.Forbidden, "rating.own-device"), (signedIn.StatusCode, await signedIn.Code()));
        Assert.Equal("rating.own-device", await signedOut.Code());
        var link = await app.Look(world.Company.Id, db => db.Set<RatingLink>().SingleAsync(row => row.OrderId == order));
        Assert.Equal((2, "赵工", (Instant?)null), (link.OwnDeviceAttempts, link.OwnDeviceWho, link.UsedAt));
        Assert.Equal(0, await world.Counted("satisfaction.rated"));
        Assert.Equal("rating.own-work", await TestApp.CodeOf(() => app.Run(world.Dispatcher with { Person = world.Zhao }, new RecordPhoneRating.Command(5) { Id = order })));
    }

    [Fact]
    public async Task The_customer_rates_once_by_link_and_may_change_it_for_a_day()
    {
        var world = await FieldWorld.Open(app);
        var (order, token) = await Asked(world);
        var customer = app.CreateClient();

        var shown = await (await customer.GetAsync($"/api/rating-links/{token}")).Read<JsonElement>();
        Assert.Equal("更换风扇与二极管", shown.GetProperty("workDone").GetString());
        Assert.Equal(HttpStatusCode.OK, (await customer.PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 2, comment = "等了很久" })).StatusCode);
        Assert.Equal((1, 0), (await world.Counted("satisfaction.rated"), await world.Counted("satisfaction.satisfied")));
        app.Time.Pass(Duration.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, (await customer.PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 5 })).StatusCode);
        Assert.Equal((1, 1), (await world.Counted("satisfaction.rated"), await world.Counted("satisfaction.satisfied")));
        app.Time.Pass(Duration.FromHours(2));
        Assert.Equal("rating.already-given", await (await customer.PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 1 })).Code());

        var rating = Assert.Single((await app.Ask(world.Dispatcher, new ListRatings.Query())).Items);
        Assert.Equal((order, 5, true, RatingChannel.Link, "赵工"), (rating.Order, rating.Stars, rating.Satisfied, rating.Channel, rating.TechnicianName));
    }

    [Fact]
    public async Task A_link_expires_after_30_days_and_a_made_up_one_opens_nothing()
    {
        var world = await FieldWorld.Open(app);
        var (_, token) = await Asked(world);
        app.Time.Pass(Duration.FromDays(30) + Duration.FromSeconds(1));

        Assert.Equal("rating.link-expired", await (await app.CreateClient().PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 5 })).Code());
        Assert.Equal("rating.link-unknown", await (await app.CreateClient().PostAsJsonAsync("/api/rating-links/abc", new { stars = 5 })).Code());
        Assert.Equal("request.invalid", await (await app.CreateClient().PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 6 })).Code());
    }

    [Fact]
    public async Task A_satisfied_rating_confirms_the_ticket_and_a_low_one_waits_in_the_queue()
    {
        var world = await FieldWorld.Open(app);
        var (order, token) = await Asked(world, signed: false);
        await app.CreateClient().PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 1, comment = "没有修好" });

        var (items, href) = await world.Company.AskFace<IEnumerable<IQueueSource>, (IReadOnlyList<QueueItem>, string)>(
            sources => Today(sources.Single(source => source.Title == "satisfaction.queue.title")), world.Dispatcher);
        Assert.Equal(("/ratings?low=true", $"/work-orders/{order}", "没有修好"), (href, items[0].Href, items[0].Detail));

        async Task<(IReadOnlyList<QueueItem>, string)> Today(IQueueSource source)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Open(world.Dispatcher, null, app.Time.Now);
            return await source.Today(db, "en", default);
        }
    }

    [Fact]
    public async Task Ratings_are_seen_by_their_unit_and_their_technician_and_by_nobody_else()
    {
        var world = await FieldWorld.Open(app);
        var (_, token) = await Asked(world);
        await app.CreateClient().PostAsJsonAsync($"/api/rating-links/{token}", new { stars = 4 });
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("北京", world.Unit), "satisfaction.read");

        foreach (var stranger in new[] { elsewhere, (await FieldWorld.Open(app)).Dispatcher, world.Technician(world.Qian), Caller.Anonymous(world.Company.Id, "satisfaction.read"), Caller.Link("rating", world.Company.Id, 1, "satisfaction.read") })
        {
            Assert.Empty((await app.Ask(stranger, new ListRatings.Query())).Items);
            Assert.Equal(0, (await app.Ask(stranger, new GetSatisfactionRate.Query())).Total.Rated);
        }
        Assert.Single((await app.Ask(world.Technician(world.Zhao), new ListRatings.Query())).Items);
    }

    [Fact]
    public async Task What_counts_as_satisfied_is_a_parameter_and_earlier_ratings_keep_theirs()
    {
        var world = await FieldWorld.Open(app);
        await Rate(world, "repair", 1, 1, stars: 4);
        await app.Run(world.Company.System, new SetSatisfactionPolicy.Command(new LocalDate(2026, 3, 3), SatisfiedFrom: 5, TargetBasisPoints: 5000));
        app.Time.SetShanghai("2026-03-03 10:00");
        await Rate(world, "repair", 1, 0, stars: 4);

        var answer = await app.Ask(world.Dispatcher, new GetSatisfactionRate.Query());
        Assert.Equal((2, 1, 50m, 50m, true), (answer.Total.Rated, answer.Total.Satisfied, answer.Total.Rate!.Value, answer.Target, answer.Met!.Value));
    }

    [Fact]
    public async Task Nobody_is_asked_twice_for_one_order()
    {
        var world = await FieldWorld.Open(app);
        var (order, _) = await Asked(world);

        await app.Run(world.Company.System, new AskForRating.Command(order));
        await app.Settle();

        Assert.Equal(1, await app.Look(world.Company.Id, db => db.Set<Aftercare.Modules.Messages.Message>().CountAsync(row => row.Template == "rating-asked")));
    }

    /// <summary>A completed order, and the token of the link its customer got.</summary>
    private async Task<(WorkOrderId Order, string Token)> Asked(FieldWorld world, bool signed = true)
    {
        var order = signed ? await world.Completed(world.Zhao) : await Unsigned(world);
        await app.Settle();
        var sent = await app.Look(world.Company.Id, db => db.Set<Aftercare.Modules.Messages.Message>().SingleAsync(row => row.Template == "rating-asked"));
        var text = app.Services.GetRequiredService<Aftercare.Modules.Messages.MessageSecrets>().Reveal(sent.Body, sent.SealedSecret);
        return (order, text[(text.IndexOf("/r/", StringComparison.Ordinal) + 3)..]);
    }

    private async Task<WorkOrderId> Unsigned(FieldWorld world)
    {
        var order = await world.OnSite(world.Zhao);
        var zhao = world.Technician(world.Zhao);
        await app.Run(zhao, FieldWorld.Findings(order));
        await app.Run(zhao, new Sign.Command(Signer.Technician, "赵工", await world.Upload(zhao, "s.png", 2)) { Id = order });
        await app.Run(zhao, new CompleteWorkOrder.Command("客户不在场") { Id = order });
        return order;
    }

    private string StaffCookie(FieldWorld world)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        app.Services.GetRequiredService<StaffDevice>().Mark(http, world.Technician(world.Zhao));
        return http.Response.Headers.SetCookie.ToString().Split(';')[0];
    }

    /// <summary>So many ratings of so many orders, in one transaction.</summary>
    private async Task Rate(FieldWorld world, string kind, int rated, int satisfied, int stars = 5)
    {
        var ticket = await world.TicketOf(await world.Ticket());
        await app.Services.GetRequiredService<IWritePath>().Write(new("Tests.Rate", async (services, open, ct) =>
        {
            var db = open(world.Company.System, new("Tests.Rate", app.Time.Now, null));
            var ratings = services.GetRequiredService<Ratings>();
            for (var i = 0; i < rated; i++)
            {
                var order = db.Add(new WorkOrder
                {
                    Id = db.NewId<WorkOrderId>(), Number = $"{kind[..3]}{ticket.Id}-{i}", TicketId = ticket.Id, TicketNumber = ticket.Number, Kind = kind, UnitId = world.Unit,
                    CustomerId = world.Customer, Priority = ticket.Priority, Request = "x", EstimatedMinutes = 60, CreatedAt = db.Now,
                }).Entity;
                var card = new WorkOrderCard
                {
                    Id = order.Id, Number = order.Number, Ticket = ticket.Id, Kind = kind, Status = order.Status, Unit = world.Unit, Customer = world.Customer, Priority = ticket.Priority, Request = "x",
                    CreatedAt = db.Now, Estimated = Duration.FromMinutes(60), Technician = world.Zhao, Version = 1,
                };
                await ratings.Say(card, RatingChannel.Link, i < satisfied || stars == 4 ? stars : 3, null, ct);
            }
            await db.SaveChangesAsync(ct);
            return new(Done.Instance, []);
        }), default);
    }
}
