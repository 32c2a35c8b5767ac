using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Tests.Organisation;

public sealed class PeopleTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task An_employee_number_belongs_to_one_person_of_a_company()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var unit = await company.AddUnit();
        await company.AddPerson(unit, "王强", "E01");

        Assert.Equal("person.number-taken", await TestApp.CodeOf(() => company.AddPerson(unit, "赵敏", "E01")));
        await other.AddPerson(await other.AddUnit(), "John", "E01");
    }

    [Fact]
    public async Task A_person_who_left_is_no_longer_offered_but_keeps_the_name()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var person = await company.AddPerson(unit, "王强");
        await app.Run(company.System, new PutOnIntakeRoster.Command(person) { Unit = unit });

        await app.Run(company.System, new DeactivatePerson.Command("合同到期") { Id = person });

        Assert.Empty((await app.Ask(company.System, new ListPeople.Query())).Items);
        Assert.Equal("王强", Assert.Single((await app.Ask(company.System, new ListPeople.Query(Gone: true))).Items).Name);
        Assert.Equal("王强", (await app.Ask(company.System, new GetPerson.Query(person))).Name);
        Assert.Equal(new LocalDate(2026, 3, 2), Assert.Single((await app.Ask(company.System, new GetUnit.Query(unit))).Intake).To);
        Assert.Equal("person.inactive", await TestApp.CodeOf(() => app.Run(company.System, new PutOnIntakeRoster.Command(person) { Unit = unit })));
    }

    [Fact, Trait("Requirement", "R302")]
    public async Task A_service_point_has_one_named_intake_person_a_day()
    {
        var company = await app.FoundCompany();
        var point = await company.AddUnit("浦东网点", kind: "service-point");
        var (first, second) = (await company.AddPerson(point, "王强"), await company.AddPerson(point, "赵敏"));
        Assert.Null(Assert.Single((await app.Ask(company.System, new ListUnits.Query())).Units).IntakeName);

        Assert.Contains((await app.Ask(company.Person("organisation.do"), new TodayQueues.Query("en"))).Queues, queue => queue.Items[0].Title == "浦东网点");
        await app.Run(company.System, new PutOnIntakeRoster.Command(first, new(2026, 1, 1)) { Unit = point });
        Assert.DoesNotContain((await app.Ask(company.Person("organisation.do"), new TodayQueues.Query("en"))).Queues, queue => queue.AllHref == "/units");
        // A stand-in for a week: before and after it, the first one again.
        await app.Run(company.System, new PutOnIntakeRoster.Command(second, new(2026, 3, 2), new(2026, 3, 8)) { Unit = point });

        Assert.Equal("赵敏", Assert.Single((await app.Ask(company.System, new ListUnits.Query())).Units).IntakeName);
        Assert.Equal(
            [("王强", new(2026, 3, 9), null), ("赵敏", new(2026, 3, 2), new(2026, 3, 8)), ("王强", new(2026, 1, 1), new LocalDate(2026, 3, 1))],
            (await app.Ask(company.System, new GetUnit.Query(point))).Intake.Select(duty => (duty.Name, duty.From, duty.To)));
    }

    [Fact]
    public async Task People_of_other_units_are_not_listed_found_read_or_changed()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("East"), await company.AddUnit("West"));
        var (mine, theirs) = (await company.AddPerson(east, "Mine"), await company.AddPerson(west, "Theirs"));
        var caller = company.PersonOf(east, "organisation.read", "organisation.do");

        Assert.Equal(["Mine"], (await app.Ask(caller, new ListPeople.Query())).Items.Select(row => row.Name));
        Assert.Empty((await app.Ask(caller, new ListPeople.Query("Their"))).Items);
        Assert.DoesNotContain("Theirs", await app.ClientFor(caller).GetStringAsync("/api/people/lookup?q=Their"), StringComparison.Ordinal);
        Assert.Equal("person.not-found", await TestApp.CodeOf(() => app.Ask(caller, new GetPerson.Query(theirs))));
        Assert.Equal("person.not-found", await TestApp.CodeOf(() => app.Run(caller, new ChangePerson.Command(east, "Stolen") { Id = theirs })));
        Assert.Equal("person.not-found", await TestApp.CodeOf(() => app.Run(caller, new DeactivatePerson.Command("x") { Id = theirs })));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(caller, new ChangePerson.Command(west, "Sent away") { Id = mine })));
        Assert.Equal([mine.Value], await app.Hits(caller, "person", mine.Value, theirs.Value));
    }

    [Fact]
    public async Task Another_company_and_strangers_see_nobody()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var person = await company.AddPerson(await company.AddUnit());
        var stranger = other.Person("organisation.read", "organisation.do");

        Assert.Empty((await app.Ask(stranger, new ListPeople.Query())).Items);
        Assert.Equal("person.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetPerson.Query(person))));
        Assert.Empty(await app.Hits(stranger, "person", person.Value));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Ask(Caller.Anonymous(company.Id), new ListPeople.Query())));
    }

    [Fact]
    public async Task A_technician_sees_only_themselves()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var self = await company.AddPerson(unit, "Self");
        await company.AddPerson(unit, "Colleague");
        var caller = company.PersonOf(unit, "organisation.read") with { OwnOnly = true, Person = self };

        Assert.Equal(["Self"], (await app.Ask(caller, new ListPeople.Query())).Items.Select(row => row.Name));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_even_at_the_same_instant()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        for (var i = 0; i < 5; i++) await company.AddPerson(unit, $"P{i}");

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await app.Ask(company.System, new ListPeople.Query(After: after, Size: 2));
            seen.AddRange(page.Items.Select(row => row.Name));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["P4", "P3", "P2", "P1", "P0"], seen);
    }
}
