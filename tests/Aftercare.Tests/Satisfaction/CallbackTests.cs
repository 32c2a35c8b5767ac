using System.Net.Http.Json;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Satisfaction;

/// <summary>The call-back list and the survey by phone: DrawCallback to FinishFollowUp. FieldWorld completes its order on Tuesday at 15:00; the call is due two working hours later.</summary>
public sealed class CallbackTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly string[] AllAnswers = ["on-time", "attitude", "solved", "price", "overall", "remark"];

    [Fact, Trait("Requirement", "B11")]
    public async Task A_completed_order_is_on_the_list_with_what_was_done_the_number_to_dial_and_when_to_call()
    {
        var (world, callback) = await Due();

        var line = Assert.Single((await List(world)).Items);

        Assert.Equal((callback, "王小二", "13812345678", "更换风扇与二极管", "赵工", "张敏"), (line.Id, line.CustomerName, line.Phone, line.Work, line.Technician, line.Assignee));
        Assert.Equal((CallbackState.Waiting, CallbackPurpose.Ask, DeskWorld.Shanghai("2026-03-03 17:00"), 0, null), (line.State, line.Purpose, line.DueAt, line.Calls, line.WhyNot));
        Assert.Equal(1, await world.Counted("satisfaction.callback.due"));
        var whole = await app.Ask(world.Dispatcher, new GetCallback.Query(callback));
        Assert.Equal((0, 3, "上海市浦东新区世纪大道100号"), (whole.Questionnaire, whole.MaxAttempts, whole.Address));
        Assert.Equal(AllAnswers, whole.Questions.Select(question => question.Code));
        Assert.NotEmpty(whole.Story);
    }

    [Fact, Trait("Requirement", "R322")]
    public async Task A_dispatch_created_by_agent_A_sets_a_follow_up_call_for_agent_A_after_completion()
    {
        var world = await FieldWorld.Open(app);
        var a = await world.Company.AddPerson(world.Unit, "话务员甲");
        await app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), Caller: CallbackCaller.WhoOrdered));
        var order = (await app.Run(world.Dispatcher with { Person = a, Name = "话务员甲" }, new CreateWorkOrder.Command(await world.Ticket()))).WorkOrder;
        await Complete(world, order);

        Assert.Equal("话务员甲", Assert.Single((await List(world)).Items).Assignee);
        Assert.Single((await List(world, new(Mine: true), world.Dispatcher with { Person = a })).Items);
        Assert.Empty((await List(world, new(Mine: true), world.Dispatcher with { Person = world.Qian })).Items);
        var (items, _) = await Queue(world.Dispatcher with { Person = a }, "satisfaction.callback.queue");
        Assert.Empty(items);
        app.Time.SetShanghai("2026-03-03 18:00");
        (items, _) = await Queue(world.Dispatcher with { Person = a }, "satisfaction.callback.queue");
        Assert.Equal("王小二 13812345678", Assert.Single(items).Title);
    }

    [Fact, Trait("Requirement", "B11")]
    public async Task The_customer_answers_on_the_phone_and_it_counts_as_phone_and_not_as_link()
    {
        var (world, callback) = await Due();
        var client = app.ClientFor(world.Dispatcher);
        var answers = new object[] { new { code = "on-time", number = 1 }, new { code = "attitude", number = 4 }, new { code = "solved", number = 1 }, new { code = "overall", number = 5 }, new { code = "remark", text = "师傅很准时" } };

        var said = await (await client.PostAsJsonAsync($"/api/callbacks/{callback}/answers", new { answers })).Read<AnswerCallback.Response>();

        Assert.Equal((true, false), (said.Satisfied, said.Reopened));
        Assert.Equal((1, 1, 0), (await world.Counted("satisfaction.callback.reached"), await world.Counted("satisfaction.answer.phone"), await world.Counted("satisfaction.answer.link")));
        var rating = Assert.Single((await app.Ask(world.Dispatcher, new ListRatings.Query())).Items);
        Assert.Equal((RatingChannel.Phone, 5, "师傅很准时"), (rating.Channel, rating.Stars, rating.Comment));
        var results = await Results(world);
        Assert.Equal((1, 1, 100m, 1, 0), (results.Total.Sampled, results.Total.Reached, results.Total.Coverage!.Value, results.Total.Phone.Answers, results.Total.Link.Answers));
        Assert.Equal(("赵工", 5m), (Assert.Single(results.ByTechnician).Name, results.ByTechnician[0].Phone.AverageStars!.Value));
        Assert.Equal([("on-time", 1, 1), ("attitude", 1, 0), ("solved", 1, 1), ("overall", 1, 0)], results.Questions.Select(question => (question.Code, question.Answers, question.Yes)));
        Assert.NotNull(await app.Look(world.Company.Id, db => db.Set<Ticket>().Select(ticket => ticket.ConfirmedAt).SingleAsync()));
        Assert.Equal("callback.closed", await (await client.PostAsJsonAsync($"/api/callbacks/{callback}/answers", new { answers })).Code());
    }

    [Fact, Trait("Requirement", "B11")]
    public async Task Who_does_not_answer_is_called_again_three_times_and_then_counts_as_unreachable_and_never_as_satisfied()
    {
        var (world, callback) = await Due();
        app.Time.SetShanghai("2026-03-03 17:00");

        var first = await Call(world, callback, CallResult.NoAnswer);
        Assert.Equal((CallbackState.Waiting, DeskWorld.Shanghai("2026-03-04 12:00")), (first.State, first.DueAt!.Value));
        var second = await Call(world, callback, CallResult.Busy);
        var last = await Call(world, callback, CallResult.NoAnswer);

        Assert.Equal((CallbackState.Waiting, CallbackState.Unreachable, null), (second.State, last.State, last.DueAt));
        Assert.Equal((1, 0, 1), (await world.Counted("satisfaction.callback.due"), await world.Counted("satisfaction.callback.reached"), await world.Counted("satisfaction.callback.unreachable")));
        var results = await Results(world);
        Assert.Equal((1, 0, 1, 0m, 0, null), (results.Total.Sampled, results.Total.Reached, results.Total.Unreachable, results.Total.Coverage!.Value, results.Total.Phone.Satisfied, results.Total.Phone.Rate));
        Assert.Equal(3, Assert.Single((await List(world, new(CallbackShow.Unreachable))).Items).Calls);
        Assert.Equal("callback.closed", await TestApp.CodeOf(() => Call(world, callback, CallResult.Busy)));
    }

    [Fact]
    public async Task After_the_last_attempt_the_policy_may_want_somebody_to_go_after_the_customer()
    {
        var (world, callback) = await Due(new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), MaxAttempts: 1, AfterLast: AfterLastCall.FollowUp));

        await Call(world, callback, CallResult.NoAnswer);

        Assert.Equal(FollowUpKind.NotReached, Assert.Single(await Open(world)).Kind);
    }

    [Fact, Trait("Requirement", "B11")]
    public async Task Who_wants_to_be_called_later_comes_back_at_that_time_and_not_before_the_others()
    {
        var (world, callback) = await Due();
        var (_, other) = await Another(world);
        app.Time.SetShanghai("2026-03-03 17:30");
        var evening = DeskWorld.Shanghai("2026-03-03 19:30");

        await Call(world, callback, CallResult.CallLater, evening);

        Assert.Equal([(other, 0), (callback, 1)], (await List(world)).Items.Select(line => (line.Id, line.Calls)));
        Assert.Equal(evening, (await List(world)).Items[1].DueAt);
        Assert.Null((await app.Ask(world.Dispatcher, new GetCallback.Query(other))).Next);
        app.Time.SetShanghai("2026-03-03 19:30");
        Assert.Equal(callback, (await app.Ask(world.Dispatcher, new GetCallback.Query(other))).Next);
        Assert.Equal("callback.later-impossible", await TestApp.CodeOf(() => Call(world, callback, CallResult.CallLater, evening)));
        Assert.Equal("callback.later-impossible", await TestApp.CodeOf(() => Call(world, callback, CallResult.CallLater, evening + Duration.FromDays(31))));
        Assert.Equal("field.required", await TestApp.CodeOf(() => Call(world, callback, CallResult.CallLater)));
        Assert.Equal("callback.answers-missing", await TestApp.CodeOf(() => Call(world, callback, CallResult.Reached)));
    }

    [Fact, Trait("Requirement", "B11")]
    public async Task A_wrong_number_is_a_task_for_somebody_and_the_customer_is_called_again_when_it_is_corrected()
    {
        var (world, callback) = await Due();

        await Call(world, callback, CallResult.WrongNumber, note: "空号");

        Assert.Equal("callback.number-wrong", await TestApp.CodeOf(() => Call(world, callback, CallResult.NoAnswer)));
        var task = Assert.Single(await Open(world));
        Assert.Equal((FollowUpKind.CorrectContact, "张敏", "空号"), (task.Kind, task.PersonName, task.Reason));
        var contact = await world.Company.AskFace<ICustomers, IReadOnlyList<ContactCard>>(customers => customers.Contacts(world.Customer, default));
        await app.Run(world.Company.System, new ChangeContact.Command(world.Customer, contact[0].Id, new(contact[0].Name, "13900001111")));
        await app.Run(world.Dispatcher, new FinishFollowUp.Command("已更正") { Id = task.Id });
        var line = Assert.Single((await List(world)).Items);
        Assert.Equal((CallbackState.Waiting, "13900001111", app.Time.Now, 0), (line.State, line.Phone, line.DueAt, (int)await world.Counted("satisfaction.callback.unreachable")));

        await Call(world, callback, CallResult.WrongNumber);
        await app.Run(world.Dispatcher, new FinishFollowUp.Command("查无此人", GiveUp: true) { Id = Assert.Single(await Open(world)).Id });
        Assert.Equal((CallbackState.Unreachable, 1), (Assert.Single((await List(world, new(CallbackShow.All))).Items).State, (int)await world.Counted("satisfaction.callback.unreachable")));
    }

    [Fact]
    public async Task Who_refuses_is_left_alone_and_counts_as_neither_reached_nor_satisfied()
    {
        var (world, callback) = await Due();

        await Call(world, callback, CallResult.Refused);

        var results = await Results(world);
        Assert.Equal((1, 0, 1, 0), (results.Total.Sampled, results.Total.Reached, results.Total.Refused, results.Total.Phone.Answers));
    }

    [Fact, Trait("Requirement", "B11")]
    public async Task A_customer_who_rated_by_link_is_not_called_and_one_who_was_called_is_not_asked_by_link()
    {
        var (world, callback) = await Due(new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), CheckBasisPoints: 0));
        await RateByLink(world, callback, 4);
        Assert.Equal(CallbackState.AnsweredByLink, Assert.Single((await List(world, new(CallbackShow.AnsweredByLink))).Items).State);
        Assert.Empty((await List(world)).Items);
        Assert.Equal((0, 1, 0), ((int)await world.Counted("satisfaction.callback.due"), (int)await world.Counted("satisfaction.answer.link"), (int)await world.Counted("satisfaction.answer.phone")));
        Assert.Equal("callback.closed", await TestApp.CodeOf(() => Answer(world, callback, 5)));

        var (order, second) = await Another(world);
        await Answer(world, second, 5);
        Assert.Equal("rating.given-by-phone", await TestApp.CodeOf(() => RateByLink(world, second, 1)));
        var results = await Results(world);
        Assert.Equal((1, 1, 1, 1, 1), (results.Total.Sampled, results.Total.Reached, results.Total.AnsweredByLink, results.Total.Phone.Answers, results.Total.Link.Answers));
        Assert.Equal((4m, 5m), (results.Total.Link.AverageStars!.Value, results.Total.Phone.AverageStars!.Value));
        Assert.Equal([RatingChannel.Phone, RatingChannel.Link], (await app.Ask(world.Dispatcher, new ListRatings.Query())).Items.Select(rating => rating.Channel));
        Assert.NotEqual(default, order);
    }

    [Fact]
    public async Task A_rating_that_somebody_writes_down_by_phone_ends_the_call_back_too()
    {
        var (world, callback) = await Due();

        await app.Run(world.Dispatcher, new RecordPhoneRating.Command(4) { Id = (await OrderOf(world, callback))!.Value });

        Assert.Equal((CallbackState.Reached, 4), Assert.Single((await List(world, new(CallbackShow.Reached))).Items) is var line ? (line.State, line.Overall!.Value) : default);
        Assert.Equal(1, await world.Counted("satisfaction.callback.reached"));
    }

    [Fact, Trait("Requirement", "R909")]
    public async Task A_score_of_2_of_5_opens_a_recovery_for_a_named_person_with_a_time_and_a_result()
    {
        var (world, callback) = await Due();
        app.Time.SetShanghai("2026-03-03 17:00");

        await Answer(world, callback, 2, remark: "等了很久");

        var task = Assert.Single(await Open(world));
        Assert.Equal((FollowUpKind.LowRating, "张敏", "等了很久", DeskWorld.Shanghai("2026-03-04 17:30")), (task.Kind, task.PersonName, task.Reason, task.DueAt));
        var (items, _) = await Queue(world.Dispatcher, "satisfaction.follow-up.queue");
        Assert.Single(items);
        app.Time.SetShanghai("2026-03-04 10:00");
        await app.Run(world.Dispatcher, new FinishFollowUp.Command("已致歉并赠送保养一次", Version: task.Version) { Id = task.Id });
        Assert.Empty(await Open(world));
        var done = Assert.Single((await app.Ask(world.Dispatcher, new ListFollowUps.Query(Done: true))).Items);
        Assert.Equal(("已致歉并赠送保养一次", "张敏", app.Time.Now), (done.Result, done.DoneBy, done.DoneAt!.Value));
        Assert.Equal("follow-up.done-already", await TestApp.CodeOf(() => app.Run(world.Dispatcher, new FinishFollowUp.Command("又一次") { Id = task.Id })));
    }

    [Fact, Trait("Requirement", "R909")]
    public async Task A_low_rating_by_link_opens_a_recovery_too_and_only_one()
    {
        var (world, callback) = await Due();

        await RateByLink(world, callback, 2);
        await RateByLink(world, callback, 1);

        Assert.Equal(FollowUpKind.LowRating, Assert.Single(await Open(world)).Kind);
    }

    [Fact, Trait("Requirement", "R909")]
    public async Task Not_solved_opens_the_request_again_or_makes_a_follow_up_when_the_policy_wants_that()
    {
        var (world, callback) = await Due();
        var said = await Answer(world, callback, 4, solved: 0, remark: "还是漏水");
        Assert.True(said.Reopened);
        var ticket = await world.TicketOf((await app.Ask(world.Dispatcher, new GetCallback.Query(callback))).Line.Ticket);
        Assert.Equal(TicketStatus.InProgress, ticket.Status);
        Assert.Empty(await Open(world));

        var (other, second) = await Due(new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), ReopenUnsolved: false));
        Assert.False((await Answer(other, second, 4, solved: 0)).Reopened);
        Assert.Equal(FollowUpKind.NotSolved, Assert.Single(await Open(other)).Kind);
    }

    [Fact]
    public async Task A_request_that_was_solved_by_phone_is_called_back_by_somebody_else()
    {
        var world = await FieldWorld.Open(app);
        var caller = await world.Company.AddPerson(world.Unit, "回访员");
        await app.Run(world.Company.System, new SetCallbackPerson.Command(caller) { Unit = world.Unit });
        var ticket = await world.Ticket("遥控器没反应");
        await app.Run(world.Dispatcher, new SolveTicket.Command("教客户更换电池", "使用问题", Remotely: true) { Id = ticket });
        await app.Settle();
        await app.Settle();

        var line = Assert.Single((await List(world)).Items);
        Assert.Equal(("remote", null, "遥控器没反应", "教客户更换电池", "回访员", "callback.own-work"), (line.Kind, line.Order, line.Request, line.Work, line.Assignee, line.WhyNot));
        var said = await Answer(world, line.Id, 2, solved: 0, caller: world.Dispatcher with { Person = caller, Name = "回访员" });
        Assert.Equal((false, true), (said.Satisfied, said.Reopened));
        Assert.Equal((1, FollowUpKind.LowRating), ((int)await world.Counted("satisfaction.answer.phone"), Assert.Single(await Open(world)).Kind));
    }

    [Fact]
    public async Task A_request_that_was_solved_by_phone_is_drawn_once_and_one_solved_by_a_visit_is_drawn_by_its_order()
    {
        var (world, callback) = await Due();
        var ticket = (await app.Ask(world.Dispatcher, new GetCallback.Query(callback))).Line.Ticket;

        await app.Run(world.Company.System, new DrawRemoteCallback.Command(ticket, app.Time.Now));
        await app.Run(world.Company.System, new DrawCallback.Command((await OrderOf(world, callback))!.Value, app.Time.Now));

        Assert.Single((await List(world, new(CallbackShow.All))).Items);
        Assert.Equal(1, await world.Counted("satisfaction.callback.due"));
    }

    [Fact, Trait("Requirement", "R915")]
    public async Task A_sample_of_5_percent_of_the_ratings_is_checked_by_a_call_and_a_contradiction_is_told_of_the_technician()
    {
        var (world, callback) = await Due(new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), CheckBasisPoints: 10_000));
        Assert.Equal(500, (await app.Ask((await FieldWorld.Open(app)).Dispatcher, new GetCallbackRules.Query())).Policy.CheckBasisPoints);
        await RateByLink(world, callback, 5);

        var check = Assert.Single((await List(world)).Items);
        Assert.Equal((callback, CallbackPurpose.Check), (check.Id, check.Purpose));
        Assert.Equal(5, (await app.Ask(world.Dispatcher, new GetCallback.Query(callback))).Rating!.Stars);
        Assert.Equal("callback.is-check", await TestApp.CodeOf(() => Answer(world, callback, 1)));
        Assert.Equal("field.required", await TestApp.CodeOf(() => app.Run(world.Dispatcher, new CheckRating.Command(false) { Id = callback })));
        await app.Run(world.Dispatcher, new CheckRating.Command(false, "客户说没有评过分") { Id = callback });

        Assert.Equal((1, 1, 0), ((int)await world.Counted("satisfaction.check.reached"), (int)await world.Counted("satisfaction.check.contradicted"), (int)await world.Counted("satisfaction.callback.reached")));
        var counted = await app.Look(world.Company.Id, db => db.Set<MeasureRow>().SingleAsync(row => row.Name == "satisfaction.check.contradicted"));
        Assert.Equal(world.Zhao, counted.PersonId);
        Assert.Equal(FollowUpKind.Contradiction, Assert.Single(await Open(world)).Kind);
        var results = await Results(world);
        Assert.Equal((1, 1, 0, 1), (results.Checked, results.Contradicted, results.Total.Sampled, results.Total.Link.Answers));
        Assert.Equal("callback.is-no-check", await TestApp.CodeOf(async () => await app.Run(world.Dispatcher, new CheckRating.Command(true) { Id = (await Another(world, checks: false)).Callback })));
    }

    [Fact, Trait("Requirement", "B11")]
    public async Task Of_1000_completed_orders_30_percent_are_drawn_and_drawing_again_finds_the_same()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), SampleBasisPoints: 3000));
        var orders = await Orders(world, 1000);
        await Draw(world, orders);

        var drawn = await Drawn(world);
        Assert.InRange(drawn.Count, 250, 350);
        Assert.Equal(orders.Where(order => CallbackPolicy.Draws("ask", order.Value, 1, 3000)).Order(Comparer<WorkOrderId>.Create((one, other) => one.Value.CompareTo(other.Value))), drawn);
        await Draw(world, orders.Take(200));
        Assert.Equal(drawn, await Drawn(world));
        Assert.Equal(drawn.Count, await world.Counted("satisfaction.callback.due"));
        Assert.Equal(drawn.Count, (await Results(world)).Total.Sampled);
        // Another version of the policy draws others: nobody can know which orders a future policy will find.
        Assert.NotEqual(drawn, orders.Where(order => CallbackPolicy.Draws("ask", order.Value, 2, 3000)));
    }

    [Fact]
    public async Task Only_the_kinds_of_the_policy_are_called_and_a_policy_of_tomorrow_does_not_count_yet()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), ["installation"], AfterMinutes: 0));
        await app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 4), ["repair"], SampleBasisPoints: 10_000));
        await world.Completed(world.Zhao);
        await app.Settle();

        Assert.Empty((await List(world)).Items);
        var rules = await app.Ask(world.Dispatcher, new GetCallbackRules.Query());
        Assert.Equal((1, 2, "installation"), (rules.Policy.Number, rules.Policies.Count, Assert.Single(rules.Policy.Kinds)));
        Assert.Equal("callback-policy.in-the-past", await TestApp.CodeOf(() => app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2)))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Dispatcher, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 9)))));
        Assert.Equal("request.invalid", await TestApp.CodeOf(() => app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 9), SampleBasisPoints: 10_001))));
    }

    [Fact]
    public async Task Wrong_answers_are_all_told_at_once_each_at_its_field()
    {
        var (world, callback) = await Due();
        var client = app.ClientFor(world.Dispatcher);

        var answer = await client.PostAsJsonAsync($"/api/callbacks/{callback}/answers", new { answers = new object[] { new { code = "overall", number = 6 }, new { code = "weather", number = 1 }, new { code = "on-time", number = 2 } } });

        var wrong = await answer.Content.ReadAsStringAsync();
        Assert.All(["request.invalid", "answer.out-of-range", "answer.unknown", "field.required", "Answers[0].Number", "Answers[1].Code"], code => Assert.Contains(code, wrong, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, await world.Counted("satisfaction.callback.reached"));
        Assert.Equal("questionnaire.not-found", await TestApp.CodeOf(() => app.Run(world.Dispatcher, new AnswerCallback.Command([new("overall", 5)], 7) { Id = callback })));
    }

    [Fact, Trait("Requirement", "R901")]
    public async Task A_new_version_of_the_questionnaire_is_asked_from_its_day_on_and_answers_keep_theirs()
    {
        var (world, callback) = await Due();
        await Answer(world, callback, 5);
        await app.Run(world.Company.System, new PublishQuestionnaire.Command(new LocalDate(2026, 3, 3),
            [new("clean", QuestionKind.YesNo, QuestionRole.None, "现场清理干净了吗？", "Was the place left clean?"), new("overall", QuestionKind.Stars, QuestionRole.Overall, "总体满意度", "All in all")]));
        var (_, second) = await Another(world);

        var asked = await app.Ask(world.Dispatcher, new GetCallback.Query(second));
        Assert.Equal((1, "Was the place left clean?", true), (asked.Questionnaire, asked.Questions[0].Text, asked.Questions[1].Required));
        Assert.Equal((0, 6), await app.Ask(world.Dispatcher, new GetCallback.Query(callback)) is var before ? (before.Questionnaire, before.Questions.Count) : default);
        await app.Run(world.Dispatcher, new AnswerCallback.Command([new("clean", 0), new("overall", 4)]) { Id = second });
        Assert.Equal(["clean", "overall"], (await Results(world)).Questions.Select(question => question.Code));

        PublishQuestionnaire.Line overall = new("all", QuestionKind.Stars, QuestionRole.Overall, "总", "All");
        foreach (var (lines, code) in new (PublishQuestionnaire.Line[], string)[]
        {
            ([overall with { Role = QuestionRole.None }], "questionnaire.overall-missing"), ([overall, overall], "questionnaire.code-twice"), ([overall with { Kind = QuestionKind.YesNo }], "questionnaire.role-unfit"),
            ([overall, new("a", QuestionKind.YesNo, QuestionRole.Solved, "甲", "A"), new("b", QuestionKind.YesNo, QuestionRole.Solved, "乙", "B")], "questionnaire.role-unfit"),
        })
            Assert.Equal(code, await TestApp.CodeOf(() => app.Run(world.Company.System, new PublishQuestionnaire.Command(new LocalDate(2026, 3, 4), lines))));
    }

    [Fact]
    public async Task Of_two_agents_who_call_the_same_customer_the_second_one_is_told_and_a_repeat_changes_nothing()
    {
        var (world, callback) = await Due();
        var seen = (await app.Ask(world.Dispatcher, new GetCallback.Query(callback))).Version;
        var command = new RecordCall.Command(CallResult.NoAnswer, Version: seen) { Id = callback };

        await app.Run(world.Dispatcher, command, "key-1");
        await app.Run(world.Dispatcher, command, "key-1");

        Assert.Equal(1, Assert.Single((await List(world)).Items).Calls);
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(world.Dispatcher, command)));
    }

    [Fact]
    public async Task The_list_is_seen_by_its_unit_and_not_by_the_technician_whose_customers_are_called()
    {
        var (world, callback) = await Due();
        await Call(world, callback, CallResult.WrongNumber);
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("北京", world.Unit), "satisfaction.read", "satisfaction.do");

        foreach (var stranger in new[] { elsewhere, (await FieldWorld.Open(app)).Dispatcher, world.Technician(world.Zhao), Caller.Anonymous(world.Company.Id, "satisfaction.read"), Caller.Link("rating", world.Company.Id, 1, "satisfaction.read") })
        {
            Assert.Empty((await List(world, new(CallbackShow.All), stranger)).Items);
            Assert.Empty((await app.Ask(stranger, new ListFollowUps.Query())).Items);
            Assert.Equal(0, (await app.Ask(stranger, new GetCallbackResults.Query(new(2026, 3, 1), new(2026, 3, 31)))).Total.Sampled);
            Assert.Equal("callback.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetCallback.Query(callback))));
        }
        Assert.Equal("callback.not-found", await TestApp.CodeOf(() => app.Run(elsewhere, new RecordCall.Command(CallResult.Busy) { Id = callback })));
        Assert.Equal("follow-up.not-found", await TestApp.CodeOf(async () => await app.Run(elsewhere, new FinishFollowUp.Command("x") { Id = (await Open(world))[0].Id })));
        Assert.Equal("callback.own-work", await TestApp.CodeOf(async () => await app.Run(world.Dispatcher with { Person = world.Zhao }, new RecordCall.Command(CallResult.Busy) { Id = (await Another(world)).Callback })));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(world.Company.PersonOf(world.Unit, "satisfaction.manage") with { Units = [] }, new SetCallbackPerson.Command(world.Qian) { Unit = world.Unit })));
    }

    [Fact]
    public async Task The_list_leaves_as_a_file_with_its_filter()
    {
        var (world, callback) = await Due();
        await Call(world, callback, CallResult.NoAnswer);
        var client = app.ClientFor(world.Dispatcher, "zh-CN");

        var csv = await (await client.GetAsync("/api/lists/callbacks/export?format=csv")).Content.ReadAsStringAsync();
        Assert.Contains("王小二", csv, StringComparison.Ordinal);
        Assert.Contains("13812345678", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("王小二", await (await client.GetAsync("/api/lists/callbacks/export?format=csv&show=Reached")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("export.format-unknown", await (await client.GetAsync("/api/lists/callbacks/export?format=doc")).Code());
    }

    [Fact]
    public async Task The_list_goes_on_after_the_last_row_of_a_page_and_counts_down_units_below()
    {
        var (world, first) = await Due();
        var (_, second) = await Another(world);

        var page = await app.Ask(world.Dispatcher, new ListCallbacks.Query(new(Unit: world.Unit, Kind: "repair", Technician: world.Zhao, From: new(2026, 3, 3), To: new(2026, 3, 3)), Size: 1));
        var rest = await app.Ask(world.Dispatcher, new ListCallbacks.Query(new(), page.Next, 1));

        Assert.Equal((first, second, null), (page.Items[0].Id, rest.Items[0].Id, rest.Next));
    }

    [Fact, Trait("Requirement", "R905")]
    public async Task Customers_of_class_A_are_due_every_quarter_and_the_overdue_ones_are_listed()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), StrategicMonths: 3, KeyMonths: 0));
        await app.Run(world.Company.System, new RegisterCustomer.Command("普通客户", Unit: world.Unit));
        var never = (await app.Run(world.Company.System, new RegisterCustomer.Command("甲类未访", Class: CustomerClass.Strategic, Unit: world.Unit))).Id;
        var late = (await app.Run(world.Company.System, new RegisterCustomer.Command("甲类逾期", Class: CustomerClass.Strategic, Unit: world.Unit))).Id;
        var kept = (await app.Run(world.Company.System, new RegisterCustomer.Command("甲类已访", Class: CustomerClass.Strategic, Unit: world.Unit))).Id;
        await Visit(world, late, new(2025, 12, 1));
        await Visit(world, kept, new(2025, 12, 2));

        var overdue = (await app.Ask(world.Dispatcher, new ListOverdueCare.Query())).Items;

        Assert.Equal([(never, null, null), (late, new LocalDate(2025, 12, 1), new LocalDate(2026, 3, 1))], overdue.Select(row => (row.Customer, row.Last, row.Due)));
        await Visit(world, late, new(2026, 3, 2));
        Assert.Equal([never], (await app.Ask(world.Dispatcher, new ListOverdueCare.Query())).Items.Select(row => row.Customer));
        Assert.Equal([never, kept], (await app.Ask(world.Dispatcher, new ListOverdueCare.Query(new LocalDate(2026, 3, 3)))).Items.Select(row => row.Customer));
        Assert.Equal("care.in-the-future", await TestApp.CodeOf(() => Visit(world, late, new(2026, 3, 3))));
    }

    [Fact, Trait("Requirement", "R906")]
    public async Task Of_600_customers_180_visited_in_the_quarter_are_30_percent_and_one_visited_twice_counts_once()
    {
        var world = await FieldWorld.Open(app);
        var customers = await Customers(world, 599);
        foreach (var customer in customers.Take(179).Append(world.Customer)) await Visit(world, customer, new(2026, 2, 27));
        foreach (var customer in customers.Take(5)) await Visit(world, customer, new(2026, 3, 2), CareWay.Call);
        await Visit(world, customers[^1], new(2025, 12, 31));

        var answer = await (await app.ClientFor(world.Dispatcher).GetAsync("/api/care-visits/ratio?from=2026-01-01&to=2026-03-31")).Read<GetVisitRatio.Response>();

        Assert.Equal((600, 180, 30m), (answer.Total.Customers, answer.Total.Visited, answer.Total.Rate!.Value));
        Assert.Equal((CustomerClass.Standard, 180), (Assert.Single(answer.ByClass).Class!.Value, answer.ByClass[0].Visited));
        foreach (var stranger in new[] { world.Company.PersonOf(await world.Company.AddUnit("北京", world.Unit), "satisfaction.read", "satisfaction.do"), (await FieldWorld.Open(app)).Dispatcher, world.Technician(world.Zhao) })
            Assert.Equal(0, (await app.Ask(stranger, new GetVisitRatio.Query(new(2026, 1, 1), new(2026, 3, 31)))).Total.Visited);
        Assert.Equal("customer.not-found", await TestApp.CodeOf(() => app.Run(world.Technician(world.Zhao) with { Permissions = world.Dispatcher.Permissions }, new RecordCareVisit.Command(world.Customer, CareWay.Call, "好"))));
    }

    /// <summary>A completed order whose customer is on the list.</summary>
    private async Task<(FieldWorld World, CallbackId Callback)> Due(SetCallbackPolicy.Command? policy = null)
    {
        var world = await FieldWorld.Open(app);
        // A company without a policy of its own checks one in twenty ratings, whichever that is.
        await app.Run(world.Company.System, policy ?? new SetCallbackPolicy.Command(new LocalDate(2026, 3, 2), CheckBasisPoints: 0));
        var order = await world.Completed(world.Zhao);
        await app.Settle();
        return (world, await app.Look(world.Company.Id, db => db.Set<Callback>().Where(row => row.OrderId == order).Select(row => row.Id).SingleAsync()));
    }

    /// <summary>One more completed order of the same customer.</summary>
    private async Task<(WorkOrderId Order, CallbackId Callback)> Another(FieldWorld world, bool checks = true)
    {
        if (!checks) await app.Run(world.Company.System, new SetCallbackPolicy.Command(new LocalDate(2026, 3, 3), CheckBasisPoints: 0));
        var order = (await Orders(world, 1))[0];
        await app.Run(world.Company.System, new AskForRating.Command(order));
        await app.Run(world.Company.System, new DrawCallback.Command(order, DeskWorld.Shanghai("2026-03-03 15:01")));
        return (order, await app.Look(world.Company.Id, db => db.Set<Callback>().Where(row => row.OrderId == order).Select(row => row.Id).SingleAsync()));
    }

    private async Task Complete(FieldWorld world, WorkOrderId order)
    {
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "14:00"));
        await app.Run(world.Technician(world.Zhao), new AcceptWorkOrder.Command { Id = order });
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 14:05");
        await app.Run(world.Technician(world.Zhao), new ArriveOnSite.Command { Id = order });
        await app.Run(world.Technician(world.Zhao), FieldWorld.Findings(order));
        await world.SignBoth(order, world.Zhao);
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 15:00");
        await app.Run(world.Technician(world.Zhao), new CompleteWorkOrder.Command { Id = order });
        await app.Settle();
    }

    private Task<PageOf<CallbackLine>> List(FieldWorld world, CallbackFilter? filter = null, Caller? caller = null) => app.Ask(caller ?? world.Dispatcher, new ListCallbacks.Query(filter ?? new()));

    private async Task<IReadOnlyList<ListFollowUps.Row>> Open(FieldWorld world) => (await app.Ask(world.Dispatcher, new ListFollowUps.Query())).Items;

    private Task<GetCallbackResults.Response> Results(FieldWorld world) => app.Ask(world.Dispatcher, new GetCallbackResults.Query(new(2026, 3, 1), new(2026, 3, 31)));

    private Task<RecordCall.Response> Call(FieldWorld world, CallbackId callback, CallResult result, Instant? later = null, string? note = null) => app.Run(world.Dispatcher, new RecordCall.Command(result, later, note) { Id = callback });

    private Task<AnswerCallback.Response> Answer(FieldWorld world, CallbackId callback, int overall, int solved = 1, string? remark = null, Caller? caller = null) =>
        app.Run(caller ?? world.Dispatcher, new AnswerCallback.Command([new("solved", solved), new("overall", overall), new("remark", Text: remark)]) { Id = callback });

    private async Task RateByLink(FieldWorld world, CallbackId callback, int stars)
    {
        var order = (await OrderOf(world, callback))!.Value;
        var link = await app.Look(world.Company.Id, db => db.Set<RatingLink>().Where(row => row.OrderId == order).Select(row => row.Id).SingleAsync());
        await app.Run(Caller.Link("rating", world.Company.Id, link.Value, "rating.by-link"), new GiveRating.Command(stars));
    }

    private Task<WorkOrderId?> OrderOf(FieldWorld world, CallbackId callback) => app.Look(world.Company.Id, db => db.Set<Callback>().Where(row => row.Id == callback).Select(row => row.OrderId).SingleAsync());

    private Task<List<WorkOrderId>> Drawn(FieldWorld world) => app.Look(world.Company.Id, async db => (await db.Set<Callback>().Select(row => row.OrderId!.Value).ToListAsync()).OrderBy(order => order.Value).ToList());

    private Task<RecordCareVisit.Response> Visit(FieldWorld world, CustomerId customer, LocalDate date, CareWay way = CareWay.Visit) =>
        app.Run(world.Dispatcher, new RecordCareVisit.Command(customer, way, "设备运行正常", "想换大容量", "同行在降价", date));

    private async Task Draw(FieldWorld world, IEnumerable<WorkOrderId> orders) =>
        await Task.WhenAll(orders.Select(order => app.Run(world.Company.System, new DrawCallback.Command(order, app.Time.Now))));

    /// <summary>So many orders of one ticket, in one transaction, as if Zhao had done them.</summary>
    private async Task<IReadOnlyList<WorkOrderId>> Orders(FieldWorld world, int count)
    {
        var ticket = await world.TicketOf(await world.Ticket());
        var ids = new List<WorkOrderId>();
        await InOneTransaction(world, db =>
        {
            for (var i = 0; i < count; i++)
            {
                var order = new WorkOrder
                {
                    Id = db.NewId<WorkOrderId>(), Number = $"WO{ticket.Id}-{i}", TicketId = ticket.Id, TicketNumber = ticket.Number, Kind = "repair", UnitId = world.Unit, CustomerId = world.Customer,
                    Priority = ticket.Priority, Request = "x", EstimatedMinutes = 60, CreatedAt = db.Now,
                };
                order.Schedule(db.NewId<VisitId>(), world.Zhao, new(db.Now, db.Now + Duration.FromHours(1)), db.Now);
                ids.Add(db.Add(order).Entity.Id);
            }
        });
        return ids;
    }

    private async Task<IReadOnlyList<CustomerId>> Customers(FieldWorld world, int count)
    {
        var ids = new List<CustomerId>();
        await InOneTransaction(world, db =>
        {
            for (var i = 0; i < count; i++)
                ids.Add(db.Add(new Customer { Id = db.NewId<CustomerId>(), UnitId = world.Unit, Kind = CustomerKind.Person, Name = $"客户{i}", Class = CustomerClass.Standard, RegisteredAt = db.Now }).Entity.Id);
        });
        return ids;
    }

    private async Task InOneTransaction(FieldWorld world, Action<AppDb> work) => await app.Services.GetRequiredService<IWritePath>().Write(new("Tests.Make", async (_, open, ct) =>
    {
        var db = open(world.Company.System, new("Tests.Make", app.Time.Now, null));
        work(db);
        await db.SaveChangesAsync(ct);
        return new(Done.Instance, []);
    }), default);

    private async Task<(IReadOnlyList<QueueItem> Items, string Href)> Queue(Caller caller, string title)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(caller, null, app.Time.Now);
        return await scope.ServiceProvider.GetServices<IQueueSource>().Single(source => source.Title == title).Today(db, "en", default);
    }
}
