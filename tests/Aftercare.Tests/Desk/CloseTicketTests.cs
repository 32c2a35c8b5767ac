using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Desk;

public sealed class CloseTicketTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R313")]
    public async Task Closing_needs_the_customers_confirmation_or_three_documented_attempts()
    {
        var desk = await DeskWorld.Open(app);
        var (confirmed, tried) = (await Solved(desk), await Solved(desk));

        Assert.Equal("ticket.not-confirmed", await TestApp.CodeOf(() => desk.Run(new CloseTicket.Command { Id = confirmed })));
        await desk.Run(new ConfirmSolution.Command("phone") { Id = confirmed });
        Assert.Equal(TicketStatus.Closed, (await desk.Run(new CloseTicket.Command { Id = confirmed })).Status);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var refusal = await Assert.ThrowsAsync<Refusal>(() => desk.Run(new CloseTicket.Command { Id = tried }));
            Assert.Equal(("ticket.not-confirmed", attempt - 1, 3), (refusal.Code, (int)refusal.Arguments[0]!, (int)refusal.Arguments[1]!));
            await desk.Run(new RecordContactAttempt.Command(ContactWay.Phone, ContactOutcome.NoAnswer) { Id = tried });
        }
        Assert.Equal(TicketStatus.Closed, (await desk.Run(new CloseTicket.Command { Id = tried })).Status);
    }

    [Fact, Trait("Requirement", "R313")]
    public async Task The_number_of_attempts_is_the_policys_and_attempts_before_a_reopening_do_not_count()
    {
        var desk = await DeskWorld.Open(app);
        await app.Run(desk.Company.System, new PublishPolicy.Command("hotline", StandardDesk.Hotline with { AttemptsBeforeClose = 1 }));
        app.Time.Pass(Duration.FromMinutes(1));
        var ticket = await Solved(desk);
        await desk.Run(new RecordContactAttempt.Command(ContactWay.Message, ContactOutcome.NoAnswer) { Id = ticket });
        await desk.Run(new CloseTicket.Command { Id = ticket });

        app.Time.Pass(Duration.FromHours(1));
        await desk.Run(new ReopenTicket.Command("客户来电：仍不脱水") { Id = ticket });
        await desk.Run(new SolveTicket.Command("更换皮带") { Id = ticket });

        Assert.Equal("ticket.not-confirmed", await TestApp.CodeOf(() => desk.Run(new CloseTicket.Command { Id = ticket })));
    }

    [Fact]
    public async Task While_something_below_stands_the_ticket_stays_open_and_says_why()
    {
        var desk = await DeskWorld.Open(app);
        var ticket = await Solved(desk);
        await desk.Run(new ConfirmSolution.Command("phone") { Id = ticket });
        await Tell(desk, face => face.PlaceHold(ticket, 77, "desk.status.OnHold", default));

        var refusal = await Assert.ThrowsAsync<Refusal>(() => desk.Run(new CloseTicket.Command { Id = ticket }));
        Assert.Equal("Not while this stands: On hold.", app.Services.GetRequiredService<Texts>().Of(refusal, "en"));
        Assert.Equal("ticket.held", (await desk.Get(ticket)).Actions["close"]);

        await Tell(desk, face => face.ReleaseHold(ticket, 77, default));
        Assert.Equal(TicketStatus.Closed, (await desk.Run(new CloseTicket.Command { Id = ticket })).Status);
    }

    [Fact]
    public async Task Work_in_the_field_answers_arrives_solves_and_confirms_for_the_desk()
    {
        var desk = await DeskWorld.Open(app);
        var ticket = await desk.Register();
        var start = app.Time.Now;
        app.Time.Pass(Duration.FromHours(1));

        await Tell(desk, async face =>
        {
            await face.Responded(ticket, desk.Intake, start + Duration.FromMinutes(10), default);
            await face.Arrived(ticket, desk.Intake, start + Duration.FromMinutes(40), default);
            await face.Solved(ticket, desk.Intake, "更换排水泵", "pump", start + Duration.FromMinutes(55), default);
            await face.Solved(ticket, desk.Intake, "again", null, start + Duration.FromMinutes(56), default);
            await face.ConfirmedByCustomer(ticket, "signature", start + Duration.FromMinutes(58), default);
        });

        var told = await desk.Get(ticket);
        Assert.Equal((TicketStatus.Solved, "更换排水泵", "pump", "signature"), (told.Status, told.Solution, told.Cause, told.Confirmation));
        Assert.Equal(start + Duration.FromMinutes(10), (await desk.Clock(ticket, ClockKind.Respond)).StoppedAt);
        Assert.Equal(start + Duration.FromMinutes(40), (await desk.Clock(ticket, ClockKind.Arrive)).StoppedAt);
        Assert.Equal((1, 1, 1, 1), (await desk.Counted("desk.respond.settled"), await desk.Counted("desk.respond.met"), await desk.Counted("desk.solve.settled"), await desk.Counted("desk.solve.met")));
    }

    [Fact, Trait("Requirement", "R312")]
    public async Task Solved_from_a_distance_it_needs_a_cause()
    {
        var desk = await DeskWorld.Open(app);
        var ticket = await desk.Register();

        Assert.Equal("ticket.cause-missing", await TestApp.CodeOf(() => desk.Run(new SolveTicket.Command("电话指导复位", Remotely: true) { Id = ticket })));
        Assert.Equal(TicketStatus.Solved, (await desk.Run(new SolveTicket.Command("电话指导复位", "operation", Remotely: true) { Id = ticket })).Status);
    }

    [Fact]
    public async Task Two_who_edit_the_same_ticket_do_not_overwrite_each_other()
    {
        var desk = await DeskWorld.Open(app);
        var ticket = await desk.Register();
        var seen = (await desk.Get(ticket)).Version;

        await desk.Run(new ChangePriority.Command(Priority.P2, "客户催促", seen) { Id = ticket });

        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => desk.Run(new SolveTicket.Command("x", Version: seen) { Id = ticket })));
    }

    private static async Task<TicketId> Solved(DeskWorld desk)
    {
        var ticket = await desk.Register();
        await desk.Run(new SolveTicket.Command("更换排水泵", "pump") { Id = ticket });
        return ticket;
    }

    /// <summary>Speaks to the desk's face in a transaction, as a module below does.</summary>
    private static Task Tell(DeskWorld desk, Func<IDesk, Task> say) => Through.TheFace(desk.App, desk.Company.System, say);
}
