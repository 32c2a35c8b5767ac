using System.Net;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Tests.Workforce;

/// <summary>Who works when in a week, and who is away: ShowWeek.</summary>
public sealed class ShowWeekTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 3, 1, 16, 0); // Monday 2 March 2026, 00:00 in Shanghai.

    [Fact]
    public async Task Shifts_stand_before_the_units_calendar_and_absences_say_from_when_to_when()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        await app.Run(company.System, new AddCalendar.Command("office", CompanyDefault: true));
        var technician = await company.MakeTechnician(await company.AddPerson(unit, "赵工"), "washing");
        await app.Run(company.System, new AddShifts.Command([new(At(8), At(12)), new(At(22), At(30))]) { Id = technician });
        await app.Run(company.System, new TakeTimeOff.Command(At(24), At(48), TimeOffReason.Training) { Id = technician });
        await app.Run(company.System, new TakeTimeOff.Command(At(70), At(74)) { Id = technician });

        // Any day of the week will do.
        var week = await (await app.ClientFor(company.Person("organisation.read")).GetAsync("/api/technicians/week?from=2026-03-05")).Read<ShowWeek.Response>();

        var row = Assert.Single(week.Rows);
        Assert.Equal((new LocalDate(2026, 3, 2), "赵工", "上海服务中心", false), (week.From, row.Name, row.UnitName, week.More));
        Assert.Equal(Enumerable.Range(2, 7).Select(day => new LocalDate(2026, 3, day)), row.Days.Select(day => day.Date));
        Assert.Equal((true, "08:00-12:00 22:00-06:00"), (row.Days[0].Planned, string.Join(' ', row.Days[0].Hours)));
        Assert.Equal((false, "09:00-12:00 13:30-18:00"), (row.Days[2].Planned, string.Join(' ', row.Days[2].Hours)));
        Assert.Empty(row.Days[6].Hours);
        Assert.Equal(("Training", null), Assert.Single(row.Days[1].Away) is var whole ? (whole.Reason, whole.Hours) : default);
        Assert.Equal(["22:00-00:00", "00:00-02:00"], row.Days.Skip(2).Take(2).Select(day => Assert.Single(day.Away).Hours!));
    }

    [Fact]
    public async Task A_week_shows_the_technicians_one_sees_of_the_unit_asked_for_and_below()
    {
        var company = await app.FoundCompany();
        var centre = await company.AddUnit();
        var (east, west) = (await company.AddUnit("东站", centre), await company.AddUnit("西站", centre));
        foreach (var (unit, name) in new[] { (centre, "中"), (east, "东"), (west, "西") }) await company.MakeTechnician(await company.AddPerson(unit, name));
        async Task<IEnumerable<string>> Names(Caller caller, UnitId? unit = null) => (await app.Ask(caller, new ShowWeek.Query(Unit: unit))).Rows.Select(row => row.Name);

        Assert.Equal(["中", "东", "西"], await Names(company.Person("organisation.read")));
        Assert.Equal(["东"], await Names(company.Person("organisation.read"), east));
        Assert.Equal(["西"], await Names(company.PersonOf(west, "organisation.read")));
        Assert.Empty(await Names(company.PersonOf(west, "organisation.read"), east));
        Assert.Empty(await Names((await app.FoundCompany()).Person("organisation.read")));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => Names(company.Person("desk.read"))));
        var malformed = await app.ClientFor(company.Person("organisation.read")).GetAsync("/api/technicians/week?from=monday");
        Assert.Equal((HttpStatusCode.BadRequest, "field.invalid"), (malformed.StatusCode, await malformed.Code()));
    }

    private static Instant At(double hour) => Monday + Duration.FromHours(hour);
}
