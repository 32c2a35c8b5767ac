using System.Net.Http.Json;
using System.Text.Json;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Aftercare.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Calendars;

public sealed class CalendarTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R309")]
    public async Task A_complaint_of_Friday_26_April_2024_is_answered_by_Sunday_28_and_solved_by_Tuesday_30()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        await app.Run(company.System, new AddCalendar.Command("标准", CompanyDefault: true));

        var time = new WorkingTime(await Of(company, unit));
        var received = time.At(new(2024, 4, 26, 10, 0));

        Assert.Equal(new(2024, 4, 28), time.DateOf(time.AddDays(received, 1)));
        Assert.Equal(new LocalDateTime(2024, 4, 28, 18, 0), time.AddDays(received, 1).InZone(time.Zone).LocalDateTime);
        Assert.Equal(new(2024, 4, 30), time.DateOf(time.AddDays(received, 3)));
    }

    [Fact]
    public async Task A_unit_works_by_its_own_calendar_else_the_nearest_above_else_the_companys()
    {
        var company = await app.FoundCompany();
        var (top, other) = (await company.AddUnit("Top"), await company.AddUnit("Other"));
        var leaf = await company.AddUnit("Leaf", await company.AddUnit("Middle", top));
        Assert.Equal("standard", (await Of(company, leaf)).Name);

        await app.Run(company.System, new AddCalendar.Command("office", CompanyDefault: true));
        var night = await app.Run(company.System, new AddCalendar.Command("24x7", Start: AddCalendar.Start.AlwaysOpen));
        await app.Run(company.System, new AssignCalendar.Command(top, night.Id));

        Assert.Equal("24x7", (await Of(company, leaf)).Name);
        Assert.Equal("office", (await Of(company, other)).Name);
        await app.Run(company.System, new AssignCalendar.Command(top, null));
        Assert.Equal("office", (await Of(company, leaf)).Name);
    }

    [Fact]
    public async Task A_published_version_counts_from_its_day_and_the_earlier_one_stays_as_it_was()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var calendar = await app.Run(company.System, new AddCalendar.Command("office", Json("""{"timeZone":"Asia/Shanghai","week":{"mon":[["09:00","17:00"]]}}"""), CompanyDefault: true));
        await app.Run(company.System, new PublishCalendarVersion.Command(Json("""{"timeZone":"Asia/Shanghai","week":{"mon":[["08:00","12:00"]]}}"""), new LocalDate(2026, 3, 9)) { Id = calendar.Id });

        var (now, first) = (await Of(company, unit), await Version(company, "office", 1));
        Assert.Equal((1, "09:00-17:00"), (now.Version, now.WindowsOf(IsoDayOfWeek.Monday)[0].ToString()));
        var timer = await app.Look(company.Id, db => db.Set<TimerRow>().SingleAsync(row => row.RecordId == calendar.Id));
        Assert.Equal(("calendars.take-effect", Instant.FromUtc(2026, 3, 8, 16, 0)), (timer.Kind, timer.DueAt));

        var later = app.Time.Now;
        app.Time.SetShanghai("2026-03-09 00:00");
        try
        {
            await app.Run(company.System, new TakeEffect.Command(calendar.Id));
            Assert.Equal((2, "08:00-12:00"), ((await Of(company, unit)).Version, (await Of(company, unit)).WindowsOf(IsoDayOfWeek.Monday)[0].ToString()));
            Assert.Equal("09:00-17:00", (await Version(company, "office", 1)).WindowsOf(IsoDayOfWeek.Monday)[0].ToString());
        }
        finally
        {
            app.Time.Now = later;
        }
        Assert.Equal(1, first.Version);
    }

    [Fact, Trait("Requirement", "B19")]
    public async Task A_year_without_published_holidays_is_provisional_until_its_paper_comes()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var calendar = await app.Run(company.System, new AddCalendar.Command("office", CompanyDefault: true));
        await app.Run(company.System, new AddCalendar.Command("always", Start: AddCalendar.Start.AlwaysOpen));
        var national = new LocalDate(2027, 10, 1);

        var before = await app.Ask(company.System, new GetCalendar.Query(calendar.Id, 2027));
        Assert.All(before.Days, day => Assert.True(day.Provisional));
        Assert.False((await Of(company, unit)).IsPublished(national));

        var updated = await app.Run(company.System, new UpdateHolidays.Command(Json(
            """{"year":2027,"papers":["http://www.gov.cn/2027"],"days":[{"name":"国庆节","date":"2027-10-01","isOffDay":true},{"name":"国庆节","date":"2027-10-09","isOffDay":false}]}""")));

        Assert.Equal(["standard", "office"], updated.Calendars);
        var after = await Of(company, unit);
        Assert.Equal((2, DayRule.StatutoryOffDay, DayRule.StatutoryMakeUpDay), (after.Version, after.RuleOn(national), after.RuleOn(new(2027, 10, 9))));
        Assert.True(after.IsPublished(national));
        Assert.Equal(DayRule.Week, (await Version(company, "office", 1)).RuleOn(national));
        var page = await app.Ask(company.System, new GetCalendar.Query(calendar.Id, 2027));
        Assert.Equal(("国庆节", false), (page.Days[national.DayOfYear - 1].Holiday, page.Days[0].Provisional));
    }

    [Fact, Trait("Requirement", "B19")]
    public async Task The_standard_calendar_learns_a_new_year_too_and_its_earlier_version_stays_as_it_was()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var before = await Of(company, unit);

        var (first, again) = (await app.Run(company.System, new UpdateHolidays.Command(NewYear2027)), await app.Run(company.System, new UpdateHolidays.Command(NewYear2027)));

        var after = await Of(company, unit);
        Assert.Equal(["standard"], first.Calendars);
        Assert.Empty(again.Calendars);
        Assert.Equal(("standard", 2026, DayRule.Week, false), (before.Name, before.Version, before.RuleOn(new(2027, 1, 1)), before.IsPublished(new(2027, 1, 4))));
        Assert.Equal(("standard", 2026001, DayRule.StatutoryOffDay, true), (after.Name, after.Version, after.RuleOn(new(2027, 1, 1)), after.IsPublished(new(2027, 1, 4))));
        Assert.Equal(DayRule.Week, (await Version(company, "standard", 2026)).RuleOn(new(2027, 1, 1)));
        Assert.Equal(DayRule.StatutoryOffDay, (await Version(company, "standard", 2026001)).RuleOn(new(2027, 1, 1)));
    }

    [Fact, Trait("Requirement", "B19")]
    public async Task The_clocks_of_open_tickets_follow_a_new_year_on_the_standard_calendar_and_on_the_companys_own()
    {
        app.Time.SetShanghai("2026-12-30 10:00");
        var (desk, own) = (await DeskWorld.Open(app), await DeskWorld.Open(app));
        await app.Run(desk.Company.System, new AssignCalendar.Command(null, null));
        var (complaint, other) = (await desk.Register("送货破损", "complaint"), await own.Register("送货破损", "complaint"));
        Assert.Equal((DeskWorld.Shanghai("2027-01-04 18:00"), true, "standard"), await desk.Clock(complaint, ClockKind.Solve) is var before ? (before.DueAt!.Value, before.IsProvisional, before.Calendar) : default);

        foreach (var world in new[] { desk, own }) await app.Run(world.Company.System, new UpdateHolidays.Command(NewYear2027));
        await app.Settle();

        // Three working days after Wednesday the 30th: Thursday, and then Monday and Tuesday, for Friday became a holiday.
        Assert.Equal((DeskWorld.Shanghai("2027-01-05 18:00"), false, 2026001), await desk.Clock(complaint, ClockKind.Solve) is var clock ? (clock.DueAt!.Value, clock.IsProvisional, clock.CalendarVersion) : default);
        Assert.Equal((DeskWorld.Shanghai("2027-01-05 18:00"), false, 2), await own.Clock(other, ClockKind.Solve) is var owned ? (owned.DueAt!.Value, owned.IsProvisional, owned.CalendarVersion) : default);
        app.Time.SetShanghai("2026-03-02 16:00");
    }

    [Theory]
    [InlineData("2027-10-01", "2027-10-01")]
    [InlineData("2027-10-01", "2026-11-30")]
    [InlineData("2027-10-01", "2028-01-01")]
    public async Task A_year_with_a_day_twice_or_of_another_year_is_refused(string one, string other)
    {
        var company = await app.FoundCompany();

        Assert.Equal("holidays.invalid", await TestApp.CodeOf(() => app.Run(company.System, new UpdateHolidays.Command(Json(
            $$"""{"year":2027,"papers":[],"days":[{"name":"国庆节","date":"{{one}}","isOffDay":true},{"name":"国庆节","date":"{{other}}","isOffDay":true}]}""")))));
    }

    private static readonly JsonElement NewYear2027 = Json("""{"year":2027,"papers":["http://www.gov.cn/2027"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}""");

    [Fact]
    public async Task A_year_nobody_announced_and_a_file_of_another_kind_are_refused()
    {
        var company = await app.FoundCompany();
        var http = app.ClientFor(company.Person("organisation.manage"));

        Assert.Equal("holidays.not-published", await (await http.PostAsJsonAsync("/api/calendars/holidays", new { year = 2028, papers = Array.Empty<string>(), days = Array.Empty<object>() })).Code());
        Assert.Equal("holidays.invalid", await (await http.PostAsJsonAsync("/api/calendars/holidays", new { name = "x" })).Code());
    }

    [Fact]
    public async Task A_definition_that_is_none_is_refused_with_the_reason()
    {
        var company = await app.FoundCompany();

        Assert.Equal("calendar.invalid", await TestApp.CodeOf(() => app.Run(company.System, new AddCalendar.Command("a", Json("""{"timeZone":"Asia/Shanghai","holiday":[]}""")))));
        Assert.Equal("calendar.zone-unknown", await TestApp.CodeOf(() => app.Run(company.System, new AddCalendar.Command("a", Json("""{"timeZone":"Mars"}""")))));
        Assert.Equal("calendar.name-taken", await TestApp.CodeOf(() => app.Run(company.System, new AddCalendar.Command("standard"))));
    }

    [Fact]
    public async Task Calendars_of_another_company_do_not_exist_and_strangers_see_none()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var calendar = await app.Run(company.System, new AddCalendar.Command("office"));
        var stranger = other.Person("organisation.read", "organisation.manage");

        Assert.Empty((await app.Ask(stranger, new ListCalendars.Query())).Calendars);
        Assert.Equal("calendar.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetCalendar.Query(calendar.Id))));
        Assert.Equal("calendar.not-found", await TestApp.CodeOf(() => app.Run(stranger, new AssignCalendar.Command(null, calendar.Id))));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Ask(Caller.Anonymous(company.Id), new ListCalendars.Query())));
    }

    [Fact]
    public async Task A_unit_manager_assigns_within_their_part_of_the_tree_only()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("East"), await company.AddUnit("West"));
        var calendar = await app.Run(company.System, new AddCalendar.Command("office"));
        var caller = company.PersonOf(east, "organisation.manage");

        await app.Run(caller, new AssignCalendar.Command(east, calendar.Id));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(caller, new AssignCalendar.Command(west, calendar.Id))));
        Assert.Equal("calendar.needs-unit", await TestApp.CodeOf(() => app.Run(caller, new AssignCalendar.Command(null, calendar.Id))));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static Task<WorkCalendar> Of(TestCompany company, UnitId unit) => company.AskFace<ICalendars, WorkCalendar>(face => face.Of(unit, default));

    private static Task<WorkCalendar> Version(TestCompany company, string name, int version) => company.AskFace<ICalendars, WorkCalendar>(face => face.Version(name, version, default));
}
