using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// An emergency calls the heads of its unit and the nearest technicians on duty at once, and again every few minutes, each
/// time one level higher, until somebody takes it (R323, R311). Never nobody.
/// </summary>
internal static class CallPeople
{
    [Needs("desk.manage")]
    internal sealed record Command(TicketId Ticket) : ICommand<Done>;

    internal const string Timer = Emergencies.Timer;

    internal static Command At(DueTimer timer) => new(new(timer.Record));

    internal sealed class Handler(AppDb db, Reckoner reckoner, Ladder ladder, IOrganisation organisation, IAccounts accounts, IWorkforce workforce, ICustomers customers) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await reckoner.Find(command.Ticket, ct);
            if (!ticket.CallsPeople) return Done.Instance;
            var terms = (await ladder.Terms(ticket.UnitId, ct)).Terms;
            var round = ticket.NextAlarm();
            var people = new List<PersonId>([.. await Heads(ticket, terms, ct), .. await OnDuty(ticket, terms.AlarmTechnicians, ct)]);
            if (round > 1) people.Add((await ladder.Find(ticket, terms.Service, round - 2, ct)).To);

            List<PersonId> called = [.. people.Distinct()];
            db.AddRange(called.Select(person => new TicketAlarm { TicketId = ticket.Id, Round = round, PersonId = person, At = db.Now }));
            db.Announce(new EmergencyCalled(ticket.Id, round, called, db.Now));
            await db.SetTimer(Timer, ticket.Key, db.Now + Duration.FromMinutes(terms.AlarmEveryMinutes), ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }

        /// <summary>Who manages the desk of the unit itself; else the first level of the way up.</summary>
        private async Task<IReadOnlyList<PersonId>> Heads(Ticket ticket, TermsDefinition terms, CancellationToken ct)
        {
            var may = (await accounts.WhoMay("desk.manage", [ticket.UnitId], ct)).Select(card => card.Person).OfType<PersonId>().Distinct().ToList();
            var own = (await organisation.People(may, ct)).Values.Where(person => person.Unit == ticket.UnitId).Select(person => person.Id).ToList();
            return await ladder.NotAway(own, ct) is { Count: > 0 } heads ? heads : [(await ladder.Find(ticket, terms.Service, 0, ct)).To];
        }

        /// <summary>Technicians of the unit whose shift it is; when it is nobody's, all who are not away. The nearest to the site first.</summary>
        private async Task<IReadOnlyList<PersonId>> OnDuty(Ticket ticket, int most, CancellationToken ct)
        {
            var technicians = await workforce.Technicians([ticket.UnitId], ct);
            var there = (await ladder.NotAway([.. technicians.Select(one => one.Person)], ct)).ToHashSet();
            var shifts = await workforce.Shifts([.. there], new(db.Now, db.Now + Duration.FromSeconds(1)), ct);
            var onDuty = there.Where(person => shifts.GetValueOrDefault(person) is { Count: > 0 }).ToHashSet();
            var site = ticket.SiteId is { } id ? await customers.Site(id, ct) : null;
            return [.. technicians.Where(one => (onDuty.Count > 0 ? onDuty : there).Contains(one.Person)).OrderBy(one => Far(one, site)).ThenBy(one => one.Person.Value).Select(one => one.Person).Take(most)];
        }

        // Only the order matters, over a city: degrees of longitude are shortened by the latitude, and the root is not drawn.
        private static double Far(TechnicianCard technician, SiteCard? site) =>
            (technician.HomeLatitude, technician.HomeLongitude, site?.Latitude, site?.Longitude) is ({ } homeLatitude, { } homeLongitude, { } latitude, { } longitude)
                ? Math.Pow(homeLatitude - latitude, 2) + Math.Pow((homeLongitude - longitude) * Math.Cos(latitude * Math.PI / 180), 2)
                : double.MaxValue;
    }
}
