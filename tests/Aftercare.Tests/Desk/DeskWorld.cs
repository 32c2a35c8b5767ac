using Aftercare.Modules.Calendars;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Desk;

/// <summary>A company whose desk is open: a unit with an intake person, a customer, the standard policies, and office hours in Shanghai.</summary>
internal sealed record DeskWorld(TestCompany Company, UnitId Unit, PersonId Intake, CustomerId Customer)
{
    public TestApp App => Company.App;

    /// <summary>An agent of the unit.</summary>
    public Caller Agent => Company.PersonOf(Unit, "desk.read", "desk.do") with { Person = Intake };

    /// <summary>Somebody of the same company who works elsewhere.</summary>
    public Caller Stranger(UnitId unit) => Company.PersonOf(unit, "desk.read", "desk.do", "desk.manage") with { Person = new(2) };

    public static async Task<DeskWorld> Open(TestApp app)
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var intake = await company.AddPerson(unit, "张敏");
        await app.Run(company.System, new PutOnIntakeRoster.Command(intake) { Unit = unit });
        await app.Run(company.System, new AddCalendar.Command("office", CompanyDefault: true));
        await app.Run(company.System, new LoadStandardPolicies.Command());
        var customer = await company.RegisterCustomer(unit);
        return new(company, unit, intake, customer.Id);
    }

    public RegisterTicket.Command Request(string fault = "洗衣机不脱水", string type = "repair") => new(type, fault, Unit: Unit, Customer: Customer, Product: "WM-10");

    public async Task<TicketId> Register(string fault = "洗衣机不脱水", string type = "repair", Instant? openedAt = null) =>
        (await App.Run(Agent, Request(fault, type) with { OpenedAt = openedAt })).Id;

    public Task<TicketState> Run(ICommand<TicketState> command) => App.Run(Agent, command);

    public Task<GetTicket.Response> Get(TicketId id) => App.Ask(Agent, new GetTicket.Query(id));

    public async Task<GetTicket.ClockLine> Clock(TicketId id, ClockKind clock) => (await Get(id)).Clocks.Single(line => line.Clock == clock);

    public Task<Ticket> Stored(TicketId id) => App.Look(Company.Id, db => db.Set<Ticket>().Include(ticket => ticket.Facts).Include(ticket => ticket.Clocks).SingleAsync(ticket => ticket.Id == id));

    /// <summary>The sum of a measure over the company.</summary>
    public Task<long> Counted(string name) => App.Look(Company.Id, db => db.Set<MeasureRow>().Where(row => row.Name == name).SumAsync(row => row.Count));

    public static Instant Shanghai(string wallClock) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(wallClock).Value
        .InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).ToInstant();
}
