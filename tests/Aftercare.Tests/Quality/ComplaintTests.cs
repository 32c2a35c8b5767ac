using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Messages;
using Aftercare.Modules.Quality;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Aftercare.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Aftercare.Tests.Desk.DeskWorld;

namespace Aftercare.Tests.Quality;

/// <summary>
/// Complaints from receipt to closing: RegisterComplaint, BeginComplaint, VerifyComplaint, AnswerComplaint, RecordVerdict, CloseComplaint, ChangeSeverity, RecordMeasures, AssignComplaint,
/// ConsultDepartment, GiveOpinion, AddComplaintNote, SupplyEvidence, WatchComplaint, ExplainComplaintClock, TellComplaintStory, ExportComplaints, SetQualityPolicy, TellComplaint.
/// </summary>
public sealed class ComplaintTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R802")]
    public async Task Received_Friday_at_10_it_is_answered_by_Monday_and_solved_by_Wednesday_and_Thursday_is_late()
    {
        app.Time.SetShanghai("2024-03-01 10:00");
        var desk = await Open(app);
        using var officer = app.ClientFor(Officer(desk));
        var made = await (await officer.PostAsJsonAsync("/api/complaints", new { words = "约好周二上门，没有人来", category = "Service", customer = desk.Customer.Value })).Read<RegisterComplaint.Response>();

        Assert.Equal(("CP240301-0001", desk.Intake), (made.Number, made.Owner));
        Assert.Equal((Shanghai("2024-03-04 18:00"), Shanghai("2024-03-06 18:00")), (made.RespondBy, made.SolveBy));
        Assert.Contains("2024-03-06", await officer.GetStringAsync($"/api/complaints/{made.Id}/clocks/solve/why"), StringComparison.Ordinal);
        var why = await app.Ask(Officer(desk), new ExplainComplaintClock.Query(made.Id, ComplaintClockKind.Solve));
        Assert.Contains("2024-03-06 周三 18:00", why.Chinese, StringComparison.Ordinal);
        Assert.Contains("投诉处理时效", why.Chinese, StringComparison.Ordinal);
        Assert.Equal(made.SolveBy, why.Why.Until);

        app.Time.SetShanghai("2024-03-04 17:59");
        var seen = (await Get(desk, made.Id)).Version;
        var state = await (await officer.PostAsJsonAsync($"/api/complaints/{made.Id}/verification", new { valid = true, findings = "派单遗漏，已致歉", version = seen })).Read<ComplaintState>();
        Assert.Equal(ComplaintStatus.Verified, state.Status);
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(Officer(desk), new AnswerComplaint.Command("x", "phone", seen) { Id = made.Id })));
        app.Time.SetShanghai("2024-03-07 09:30");
        await app.Settle();
        await officer.PostAsJsonAsync($"/api/complaints/{made.Id}/answer", new { solution = "周五上午优先上门，免上门费", how = "phone" });

        var clocks = (await Get(desk, made.Id)).Clocks.ToDictionary(clock => clock.Kind);
        Assert.Equal((ClockState.Met, ClockState.MetLate), (clocks[ComplaintClockKind.Respond].State, clocks[ComplaintClockKind.Solve].State));
        Assert.Equal((1, 1, 1, 0, 1), (await desk.Counted("complaint.respond.settled"), await desk.Counted("complaint.respond.met"), await desk.Counted("complaint.solve.settled"), await desk.Counted("complaint.solve.met"), await desk.Counted("complaint.valid")));
        var late = Assert.Single(await Written(desk, "complaint-overdue"), message => message.PersonId == desk.Intake);
        Assert.Contains("2024-03-06 18:00", late.Body, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "R802")]
    public async Task What_was_told_in_time_and_entered_later_was_in_time()
    {
        app.Time.SetShanghai("2024-03-01 10:00");
        var desk = await Open(app);
        var made = await Complain(desk);
        await app.Run(Officer(desk), new VerifyComplaint.Command(true, "属实") { Id = made.Id });
        app.Time.SetShanghai("2024-03-07 09:30");
        await app.Run(desk.Company.System, new WatchComplaint.Command(made.Id));
        await app.Run(desk.Company.System, new WatchComplaint.Command(made.Id));
        Assert.Equal((1, 0), (await desk.Counted("complaint.solve.settled"), await desk.Counted("complaint.solve.met")));

        Assert.Equal("complaint.time-ahead", await TestApp.CodeOf(() => app.Run(Officer(desk), new AnswerComplaint.Command("退费", "phone", At: Shanghai("2024-03-07 10:00")) { Id = made.Id })));
        Assert.Equal("complaint.time-before-last-turn", await TestApp.CodeOf(() => app.Run(Officer(desk), new AnswerComplaint.Command("退费", "phone", At: Shanghai("2024-03-01 09:00")) { Id = made.Id })));
        Assert.Equal("field.invalid", await TestApp.CodeOf(() => app.Run(Officer(desk), new AnswerComplaint.Command("退费", "pigeon") { Id = made.Id })));
        await app.Run(Officer(desk), new AnswerComplaint.Command("退费", "phone", At: Shanghai("2024-03-06 18:00")) { Id = made.Id });

        Assert.Equal((1, 1), (await desk.Counted("complaint.solve.settled"), await desk.Counted("complaint.solve.met")));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(Officer(desk), new WatchComplaint.Command(made.Id))));
        var (row, _) = await desk.Company.AskFace<IComplaints, (ComplaintCard, string)>(async face => (await face.Complaint(made.Id, default), await face.History(made.Id, "en", default)));
        Assert.Equal(desk.Intake, row.Owner);
    }

    [Fact, Trait("Requirement", "R801")]
    public async Task Without_evidence_it_is_accepted_and_marked_to_be_supplied_until_it_is()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var officer = Officer(desk) with { Name = "officer" };
        var bare = await Complain(desk);
        Assert.True(bare.EvidenceOpen);
        var file = (await app.Services.GetRequiredService<FileRoom>().Stage(officer, new MemoryStream("%PDF-1.4 receipt"u8.ToArray()), "receipt.pdf", default)).Id;

        await app.Run(officer, new SupplyEvidence.Command([file], "客户传来的收据") { Id = bare.Id });

        var got = await Get(desk, bare.Id);
        Assert.False(got.EvidenceOpen);
        Assert.Equal("receipt.pdf", Assert.Single(got.Files).Name);
        Assert.Equal(HttpStatusCode.OK, (await app.ClientFor(officer).GetAsync($"/api/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.ClientFor(Officer(desk) with { Units = [await desk.Company.AddUnit("杭州")], Person = new(2) }).GetAsync($"/api/files/{file}")).StatusCode);
        var row = Assert.Single((await app.Ask(officer, new ListComplaints.Query(new()))).Items);
        Assert.Equal((bare.Number, false), (row.Number, row.EvidenceOpen));
    }

    [Fact, Trait("Requirement", "R803")]
    public async Task A_major_case_is_told_to_management_at_once_and_stands_still_until_measures_are_recorded()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var manager = await Manager(desk, desk.Unit, "周敏");
        var made = await Complain(desk);
        app.Time.SetShanghai("2026-03-02 09:12");
        await app.Run(Officer(desk), new ChangeSeverity.Command(ComplaintSeverity.Major, "儿童受伤") { Id = made.Id });
        await app.Settle();

        var told = (await Written(desk, "complaint-major")).Single(message => message.Channel is MessageChannel.InApp);
        Assert.Equal((manager, Shanghai("2026-03-02 09:12"), $"/complaints/{made.Id}"), (told.PersonId!.Value, told.CreatedAt, told.Href));
        Assert.Contains(made.Number, told.Body, StringComparison.Ordinal);
        Assert.Equal("complaint.measures-missing", await TestApp.CodeOf(() => app.Run(Officer(desk), new VerifyComplaint.Command(true, "属实") { Id = made.Id })));
        Assert.Equal("complaint.severity-lowered", await TestApp.CodeOf(() => app.Run(Officer(desk), new ChangeSeverity.Command(ComplaintSeverity.Normal, "x") { Id = made.Id })));
        Assert.Equal("complaint.severity-same", await TestApp.CodeOf(() => app.Run(Officer(desk), new ChangeSeverity.Command(ComplaintSeverity.Major, "x") { Id = made.Id })));
        var row = Assert.Single((await app.Ask(Leader(desk), new ListComplaints.Query(new(Severity: ComplaintSeverity.Major)))).Items);
        Assert.True(row.MeasuresMissing);
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(desk.Company.PersonOf(desk.Unit, "quality.read"), new RecordMeasures.Command("停用", manager) { Id = made.Id })));

        await app.Run(Leader(desk), new RecordMeasures.Command("停用同批产品，负责人上门", manager) { Id = made.Id });
        await app.Run(Officer(desk), new VerifyComplaint.Command(true, "属实", ComplaintCategory.Product) { Id = made.Id });

        var got = await Get(desk, made.Id);
        Assert.Equal((ComplaintStatus.Verified, "周敏", ComplaintCategory.Product), (got.Status, got.MeasuresOwner, got.Category));
    }

    [Fact, Trait("Requirement", "R804")]
    public async Task Not_accepted_twice_goes_to_leadership_with_the_whole_story_and_only_leadership_may_close_it()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var director = await Manager(desk, desk.Unit, "总经理", "P01");
        var quality = await desk.Company.AddPerson(await desk.Company.AddUnit("质量部"), "李质");
        var made = await Complain(desk);
        await app.Run(Officer(desk), new AddComplaintNote.Command("客户情绪激动") { Id = made.Id });
        await app.Run(Officer(desk), new ConsultDepartment.Command(quality, "密封圈是否批次问题？", new LocalDate(2026, 3, 3)) { Id = made.Id });
        await app.Settle();
        Assert.Equal(quality, Assert.Single(await Written(desk, "complaint-opinion")).PersonId);
        var expert = desk.Company.Person("quality.read", "quality.do") with { Person = quality, SeesAllUnits = false, OwnOnly = true };
        var asked = (await app.Ask(expert, new GetComplaint.Query(made.Id))).Opinions.Single();
        Assert.True(asked.MayAnswer);
        Assert.Equal("consultation.of-another", await TestApp.CodeOf(() => app.Run(Officer(desk) with { Person = new(2) }, new GiveOpinion.Command(asked.Id, "是") { Id = made.Id })));
        await app.Run(expert, new GiveOpinion.Command(asked.Id, "是，7 号批次") { Id = made.Id });
        Assert.Equal("consultation.answered-already", await TestApp.CodeOf(() => app.Run(expert, new GiveOpinion.Command(asked.Id, "是") { Id = made.Id })));
        Assert.Equal("consultation.due-past", await TestApp.CodeOf(() => app.Run(Officer(desk), new ConsultDepartment.Command(quality, "?", new LocalDate(2026, 3, 1)) { Id = made.Id })));

        await app.Run(Officer(desk), new VerifyComplaint.Command(true, "属实") { Id = made.Id });
        Assert.Equal("complaint.not-answered", await TestApp.CodeOf(() => app.Run(Officer(desk), new RecordVerdict.Command(true, "phone") { Id = made.Id })));
        await app.Run(Officer(desk), new AnswerComplaint.Command("更换密封圈", "phone") { Id = made.Id });
        Assert.Equal("complaint.reason-missing", await TestApp.CodeOf(() => app.Run(Officer(desk), new RecordVerdict.Command(false, "phone") { Id = made.Id })));
        app.Time.SetShanghai("2026-03-02 10:00");
        await app.Run(Officer(desk), new RecordVerdict.Command(false, "phone", "要求换新机") { Id = made.Id });
        // A new promise runs for a new solution: three working days again.
        Assert.Equal(Shanghai("2026-03-05 18:00"), (await Get(desk, made.Id)).Clocks.Single(clock => clock.Kind is ComplaintClockKind.Solve).DueAt);
        await app.Run(Officer(desk), new AnswerComplaint.Command("更换并延保一年", "visit") { Id = made.Id });
        Assert.Empty(await Written(desk, "complaint-escalated"));
        await app.Run(Officer(desk), new RecordVerdict.Command(false, "letter", "仍要求换新机") { Id = made.Id });
        await app.Settle();

        var told = Assert.Single(await Written(desk, "complaint-escalated"));
        Assert.Equal(director, told.PersonId);
        foreach (var part in new[] { "客户情绪激动", "是，7 号批次", "更换密封圈", "要求换新机", "更换并延保一年", "仍要求换新机" }) Assert.Contains(part, told.Body, StringComparison.Ordinal);
        Assert.Equal("complaint.leadership-decides", await TestApp.CodeOf(() => app.Run(Officer(desk), new CloseComplaint.Command("结案") { Id = made.Id })));
        Assert.Contains((await app.Ask(Leader(desk), new TodayQueues.Query("zh-CN"))).Queues.SelectMany(queue => queue.Items), item => item.Href == $"/complaints/{made.Id}");
        Assert.Equal(1, await desk.Counted("complaint.solve.settled"));
        await app.Run(Leader(desk), new CloseComplaint.Command("按三包规定换机；密封圈改型") { Id = made.Id });
        Assert.Equal("complaint.closed", await TestApp.CodeOf(() => app.Run(Officer(desk), new AssignComplaint.Command(quality) { Id = made.Id })));
        var story = await app.Ask(Officer(desk), new TellComplaintStory.Query(made.Id));
        Assert.Equal(11, story.Count);
    }

    [Fact, Trait("Requirement", "R804")]
    public async Task Only_what_is_found_to_be_right_is_counted_and_nobody_judges_a_complaint_about_themselves()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var zhao = await desk.Company.AddPerson(desk.Unit, "赵工");
        var made = await app.Run(Officer(desk), Command(desk) with { Category = ComplaintCategory.Person, About = desk.Intake });
        Assert.Equal("complaint.own-case", await TestApp.CodeOf(() => app.Run(Officer(desk), new VerifyComplaint.Command(false, "无") { Id = made.Id })));
        await app.Run(Officer(desk), new AssignComplaint.Command(zhao) { Id = made.Id });
        var other = Officer(desk) with { Person = zhao };

        await app.Run(other, new VerifyComplaint.Command(true, "言语不当") { Id = made.Id });
        var counted = await app.Look(desk.Company.Id, db => db.Set<MeasureRow>().Where(row => row.Name == "complaint.valid").SingleAsync());
        Assert.Equal((desk.Intake, "person", 1L), (counted.PersonId, counted.Type, counted.Count));
        await app.Run(other, new VerifyComplaint.Command(false, "录音表明并无不当") { Id = made.Id });
        Assert.Equal(0, await desk.Counted("complaint.valid"));
        await app.Run(other, new AnswerComplaint.Command("播放录音并说明", "phone") { Id = made.Id });
        Assert.Equal("complaint.not-accepted-yet", await TestApp.CodeOf(() => app.Run(other, new CloseComplaint.Command("x") { Id = made.Id })));
        await app.Run(other, new RecordVerdict.Command(true, "no-objection") { Id = made.Id });
        await app.Run(other, new CloseComplaint.Command("沟通培训") { Id = made.Id });
        Assert.Empty((await app.Ask(other, new ListComplaints.Query(new()))).Items);
        Assert.False(Assert.Single((await app.Ask(other, new ListComplaints.Query(new(Open: false, Sort: ComplaintSort.Received)))).Items).Valid);
    }

    [Fact]
    public async Task Complaints_are_seen_by_their_unit_and_by_nobody_else_and_bad_ones_are_refused_at_their_field()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register();
        var stranger = (await desk.Company.RegisterCustomer(desk.Unit, "韩梅梅", "13600000042")).Id;
        Assert.Equal("complaint.ticket-of-another", await TestApp.CodeOf(() => app.Run(Officer(desk), Command(desk) with { Customer = stranger, Ticket = ticket })));
        Assert.Equal("complaint.customer-missing", await TestApp.CodeOf(() => app.Run(Officer(desk), Command(desk) with { Customer = null })));
        Assert.Equal("complaint.time-ahead", await TestApp.CodeOf(() => app.Run(Officer(desk), Command(desk) with { ReceivedAt = app.Time.Now + Duration.FromHours(1) })));
        Assert.Equal("request.invalid", await TestApp.CodeOf(() => app.Run(Officer(desk), Command(desk) with { Words = "" })));
        using var client = app.ClientFor(Officer(desk));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/complaints") { Content = JsonContent.Create(new { words = "态度差", category = "Person", ticket = ticket.Value }) };
        request.Headers.Add("Idempotency-Key", "once");
        var made = await (await client.SendAsync(request)).Read<RegisterComplaint.Response>();
        using var again = new HttpRequestMessage(HttpMethod.Post, "/api/complaints") { Content = JsonContent.Create(new { words = "态度差", category = "Person", ticket = ticket.Value }) };
        again.Headers.Add("Idempotency-Key", "once");
        Assert.Equal(made.Id, (await (await client.SendAsync(again)).Read<RegisterComplaint.Response>()).Id);

        var got = await Get(desk, made.Id);
        Assert.Equal((desk.Customer, ticket), (got.Customer.Id, got.Ticket!.Value));
        var begun = await app.Ask(Officer(desk), new BeginComplaint.Query(ticket));
        Assert.Equal(desk.Customer, begun.Customer);
        Assert.Contains(await app.Ask(Officer(desk), new TellTicketStory.Query(ticket)), entry => entry.Href == $"/complaints/{made.Id}" && entry.Internal is true);
        Assert.Contains(made.Id.Value, await app.Hits(Officer(desk), "complaint", made.Id.Value));
        var elsewhere = Officer(desk) with { Units = [await desk.Company.AddUnit("杭州")], Person = new(2) };
        Assert.Empty(await app.Hits(elsewhere, "complaint", made.Id.Value));
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Run(elsewhere, Command(desk) with { Ticket = ticket })));
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Ask(elsewhere, new BeginComplaint.Query(ticket))));
        var rival = Officer(await Open(app)) with { SeesAllUnits = true };
        foreach (var (caller, status) in new[] { (elsewhere, HttpStatusCode.NotFound), (rival, HttpStatusCode.NotFound), (desk.Company.Person("desk.read"), HttpStatusCode.Forbidden), (Caller.Anonymous(desk.Company.Id, "portal.report"), HttpStatusCode.Unauthorized) })
        {
            Assert.Equal(status, (await app.ClientFor(caller).GetAsync($"/api/complaints/{made.Id}")).StatusCode);
            Assert.Equal(status, (await app.ClientFor(caller).PostAsJsonAsync($"/api/complaints/{made.Id}/verification", new { valid = true, findings = "x" })).StatusCode);
        }
        foreach (var filter in new ComplaintFilter[] { new(Q: made.Number), new(Q: got.TicketNumber), new(Q: "13812345678"), new(Q: "李雷"), new(Ticket: ticket), new(Mine: true), new(Unit: desk.Unit), new(Category: ComplaintCategory.Person, From: new(2026, 3, 2), To: new(2026, 3, 2)) })
            Assert.Equal(made.Id, Assert.Single((await app.Ask(Officer(desk), new ListComplaints.Query(filter))).Items).Id);
        foreach (var filter in new ComplaintFilter[] { new(Q: "韩梅梅"), new(Overdue: true), new(Escalated: true), new(Severity: ComplaintSeverity.Major), new(Open: false), new(From: new(2026, 3, 3)) })
            Assert.Empty((await app.Ask(Officer(desk), new ListComplaints.Query(filter))).Items);
        var csv = await client.GetStringAsync($"/api/lists/complaints/export?format=csv&q={made.Number}");
        Assert.Contains("态度差", csv, StringComparison.Ordinal);
        Assert.Equal("export.format-unknown", await (await client.GetAsync("/api/lists/complaints/export?format=doc")).Code());
    }

    [Fact, Trait("Requirement", "R802")]
    public async Task New_rules_hold_for_what_comes_in_from_their_day_on_and_pages_go_on_by_key()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var before = await Complain(desk);
        var manager = desk.Company.Person("quality.manage");
        Assert.Equal(1, (await app.Run(manager, new SetQualityPolicy.Command(new(2026, 3, 3), RespondDays: 1, SolveDays: 2))).Edition);
        Assert.Equal(Shanghai("2026-03-05 18:00"), (await Complain(desk)).SolveBy);
        app.Time.SetShanghai("2026-03-03 09:00");
        Assert.Equal(Shanghai("2026-03-05 18:00"), (await Complain(desk)).SolveBy);
        Assert.Equal(Shanghai("2026-03-05 18:00"), (await Get(desk, before.Id)).Clocks.Single(clock => clock.Kind is ComplaintClockKind.Solve).DueAt);
        Assert.Equal(2, (await app.Run(manager, new SetQualityPolicy.Command(new(2026, 3, 3), SolveDays: 1))).Edition);
        Assert.Equal(Shanghai("2026-03-04 18:00"), (await Complain(desk)).SolveBy);
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(Officer(desk), new SetQualityPolicy.Command(new(2026, 3, 3)))));
        Assert.Equal("request.invalid", await TestApp.CodeOf(() => app.Run(manager, new SetQualityPolicy.Command(new(2026, 3, 3), SolveDays: 0))));

        foreach (var sort in Enum.GetValues<ComplaintSort>())
        {
            var (ids, after) = (new List<ComplaintId>(), (string?)null);
            do
            {
                var page = await app.Ask(Officer(desk), new ListComplaints.Query(new(Sort: sort), after, 1));
                (ids, after) = ([.. ids, .. page.Items.Select(row => row.Id)], page.Next);
            }
            while (after is not null);
            Assert.Equal((4, 4), (ids.Count, ids.Distinct().Count()));
        }
    }

    private static RegisterComplaint.Command Command(DeskWorld desk) => new("洗衣机漏水，修了两次", ComplaintCategory.Product, Customer: desk.Customer);

    private Task<RegisterComplaint.Response> Complain(DeskWorld desk) => app.Run(Officer(desk), Command(desk));

    private Task<GetComplaint.Response> Get(DeskWorld desk, ComplaintId id) => app.Ask(Officer(desk), new GetComplaint.Query(id));

    /// <summary>The complaint officer of the unit.</summary>
    private static Caller Officer(DeskWorld desk) => desk.Company.PersonOf(desk.Unit, "quality.read", "quality.do", "desk.read") with { Person = desk.Intake };

    /// <summary>Company leadership: reads and decides.</summary>
    private static Caller Leader(DeskWorld desk) => desk.Company.Person("quality.read", "quality.approve") with { Person = new(3) };

    private async Task<PersonId> Manager(DeskWorld desk, UnitId unit, string name, string role = "P06")
    {
        var person = await desk.Company.AddPerson(unit, name);
        await app.Run(desk.Company.System, new OpenAccount.Command($"{role}.{person}", name, Person: person, Roles: [new(role)]));
        return person;
    }

    private Task<List<Message>> Written(DeskWorld desk, string template) => app.Look(desk.Company.Id, db => db.Set<Message>().Where(message => message.Template == template).ToListAsync());
}
