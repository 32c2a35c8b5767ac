using System.Net;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Workforce;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Tests.Workforce;

public sealed class WorkforceTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 3, 1, 16, 0); // Monday 2 March 2026, 00:00 in Shanghai.

    [Fact, Trait("Requirement", "R112")]
    public async Task A_qualification_that_expired_on_31_March_is_not_offered_on_1_April()
    {
        var company = await app.FoundCompany();
        var person = await company.AddPerson(await company.AddUnit());
        await app.Run(company.System, new MakeTechnician.Command(person, [new("elevator", 4, "TS-1", new LocalDate(2026, 3, 31)), new("washing")]));

        Task<TechnicianCard> Card() => company.AskFace<IWorkforce, TechnicianCard>(face => face.Technician(person, default));
        var now = app.Time.Now;
        try
        {
            app.Time.SetShanghai("2026-03-31 23:59");
            Assert.Equal(["elevator", "washing"], (await Card()).Skills.Order());
            app.Time.SetShanghai("2026-04-01 00:00");
            Assert.Equal(["washing"], (await Card()).Skills);
            Assert.True(Assert.Single((await app.Ask(company.System, new ListTechnicians.Query())).Items).Skills[0].Expired);
        }
        finally
        {
            app.Time.Now = now;
        }
    }

    [Fact]
    public async Task Touching_shifts_are_fine_but_overlapping_ones_are_refused_altogether()
    {
        var company = await app.FoundCompany();
        var technician = await Technician(company);
        await app.Run(company.System, Shifts(technician, (8, 12), (12, 20)));

        Assert.Equal("shift.overlaps", await TestApp.CodeOf(() => app.Run(company.System, Shifts(technician, (20, 22), (19, 21)))));
        Assert.Equal("shift.overlaps", await TestApp.CodeOf(() => app.Run(company.System, Shifts(technician, (32, 36), (34, 38)))));
        Assert.Equal("slot.ends-before-start", await TestApp.CodeOf(() => app.Run(company.System, Shifts(technician, (40, 40)))));
        Assert.Equal("slot.too-long", await TestApp.CodeOf(() => app.Run(company.System, Shifts(technician, (40, 65)))));
        Assert.Equal(2, (await app.Ask(company.System, new GetTechnician.Query(technician))).Shifts.Count);
    }

    [Fact]
    public async Task Absences_may_touch_but_not_overlap_and_can_be_taken_back()
    {
        var company = await app.FoundCompany();
        var technician = await Technician(company);
        var leave = await app.Run(company.System, Off(technician, 8, 12));
        await app.Run(company.System, Off(technician, 12, 14));

        Assert.Equal("time-off.overlaps", await TestApp.CodeOf(() => app.Run(company.System, Off(technician, 11, 13))));
        await app.Run(company.System, new CancelTimeOff.Command(technician, leave.Id));
        await app.Run(company.System, Off(technician, 10, 12));

        var week = await app.Ask(company.System, new GetTechnician.Query(technician));
        Assert.Equal([(At(10), At(12)), (At(12), At(14))], week.TimeOff.Select(off => (off.Start, off.End)));
        var absences = await company.AskFace<IWorkforce, IReadOnlyList<Absence>>(face => face.Absences([week.Person], new(At(11), At(13)), default));
        Assert.Equal(2, absences.Count);
    }

    [Fact]
    public async Task Who_has_no_shift_on_a_day_works_the_calendar_of_the_unit()
    {
        var company = await app.FoundCompany();
        var technician = await Technician(company);
        await app.Run(company.System, new AddCalendar.Command("office", CompanyDefault: true));
        // A night shift on Tuesday; Monday is left to the calendar.
        await app.Run(company.System, Shifts(technician, (24 + 20, 24 + 28)));

        var person = (await app.Ask(company.System, new GetTechnician.Query(technician))).Person;
        var spans = await company.AskFace<IWorkforce, IReadOnlyDictionary<PersonId, IReadOnlyList<TimeSlot>>>(face => face.Shifts([person], new(At(0), At(48)), default));

        Assert.Equal([(At(9), At(12)), (At(13.5), At(18)), (At(44), At(52))], spans[person].Select(slot => (slot.Start, slot.End)));
    }

    [Fact]
    public async Task A_technician_goes_where_the_person_goes()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("East"), await company.AddUnit("West"));
        var person = await company.AddPerson(east);
        await company.MakeTechnician(person);

        await app.Run(company.System, new ChangePerson.Command(west, "王强") { Id = person });
        await app.Run(company.System, FollowPerson.On(new(person, west, true)));
        Assert.Equal([west], (await company.AskFace<IWorkforce, IReadOnlyList<TechnicianCard>>(face => face.Technicians([west], default))).Select(card => card.Unit));

        await app.Run(company.System, new DeactivatePerson.Command("离职") { Id = person });
        await app.Run(company.System, FollowPerson.On(new(person, west, false)));
        Assert.Empty(await company.AskFace<IWorkforce, IReadOnlyList<TechnicianCard>>(face => face.Technicians([], default)));
        Assert.Equal("person.inactive", await TestApp.CodeOf(() => company.MakeTechnician(person)));
    }

    [Fact]
    public async Task Skills_are_replaced_as_a_whole()
    {
        var company = await app.FoundCompany();
        var technician = await company.MakeTechnician(await company.AddPerson(await company.AddUnit()), "a", "b");

        await app.Run(company.System, new SetSkills.Command([new("b", 5), new("c")], new(31.2, 121.5), 1) { Id = technician });

        var now = await app.Ask(company.System, new GetTechnician.Query(technician));
        Assert.Equal([("b", 5), ("c", 3)], now.Skills.Select(skill => (skill.Skill, skill.Level)));
        Assert.Equal(121.5, now.Home?.Longitude);
        Assert.Equal("skill.twice", await TestApp.CodeOf(() => app.Run(company.System, new SetSkills.Command([new("b"), new("b ")]) { Id = technician })));
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(company.System, new SetSkills.Command([], Version: 1) { Id = technician })));
    }

    [Fact]
    public async Task Two_planners_at_once_cannot_make_shifts_overlap()
    {
        var company = await app.FoundCompany();
        var technician = await Technician(company);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try { await app.Run(company.System, Shifts(technician, (8, 12))); return true; }
            catch (Refusal refusal) when (refusal.Code == "shift.overlaps") { return false; }
        }));

        Assert.Single(outcomes, planned => planned);
        Assert.Single((await app.Ask(company.System, new GetTechnician.Query(technician))).Shifts);
    }

    [Fact]
    public async Task Technicians_of_another_unit_are_not_listed_read_or_planned()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("East"), await company.AddUnit("West"));
        var mine = await company.MakeTechnician(await company.AddPerson(east, "Mine"));
        var (person, theirs) = (await company.AddPerson(west, "Free"), await company.MakeTechnician(await company.AddPerson(west, "Theirs")));
        var caller = company.PersonOf(east, "organisation.read", "organisation.do");

        Assert.Equal([mine], (await app.Ask(caller, new ListTechnicians.Query())).Items.Select(row => row.Id));
        Assert.DoesNotContain("Theirs", await app.ClientFor(caller).GetStringAsync("/api/technicians/lookup"), StringComparison.Ordinal);
        Assert.Equal("person.not-found", await TestApp.CodeOf(() => app.Run(caller, new MakeTechnician.Command(person))));
        foreach (var call in new Func<Task>[]
        {
            () => app.Ask(caller, new GetTechnician.Query(theirs)), () => app.Run(caller, new SetSkills.Command([]) { Id = theirs }), () => app.Run(caller, Shifts(theirs, (8, 12))),
            () => app.Run(caller, Off(theirs, 8, 12)), () => app.Run(caller, new CancelTimeOff.Command(theirs, 1)), () => app.Run(caller, new RemoveShift.Command(theirs, 1)),
        }) Assert.Equal("technician.not-found", await TestApp.CodeOf(call));
    }

    [Fact]
    public async Task Another_company_and_strangers_see_nobody_and_a_technician_only_themselves()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var unit = await company.AddUnit();
        var self = await company.AddPerson(unit, "Self");
        var (own, colleague) = (await company.MakeTechnician(self), await company.MakeTechnician(await company.AddPerson(unit, "Colleague")));

        Assert.Empty((await app.Ask(other.Person("organisation.read"), new ListTechnicians.Query())).Items);
        Assert.Equal("technician.not-found", await TestApp.CodeOf(() => app.Ask(other.Person("organisation.read"), new GetTechnician.Query(own))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(company.Id)).GetAsync("/api/technicians")).StatusCode);
        var caller = company.PersonOf(unit, "organisation.read") with { OwnOnly = true, Person = self };
        Assert.Equal([own], (await app.Ask(caller, new ListTechnicians.Query())).Items.Select(row => row.Id));
        Assert.Equal("technician.not-found", await TestApp.CodeOf(() => app.Ask(caller, new GetTechnician.Query(colleague))));
    }

    private static async Task<TechnicianId> Technician(TestCompany company) => await company.MakeTechnician(await company.AddPerson(await company.AddUnit()));

    private static Instant At(double hour) => Monday + Duration.FromHours(hour);

    private static AddShifts.Command Shifts(TechnicianId technician, params (double From, double To)[] hours) =>
        new([.. hours.Select(shift => new AddShifts.ShiftFields(At(shift.From), At(shift.To)))]) { Id = technician };

    private static TakeTimeOff.Command Off(TechnicianId technician, double from, double to) => new(At(from), At(to)) { Id = technician };
}
