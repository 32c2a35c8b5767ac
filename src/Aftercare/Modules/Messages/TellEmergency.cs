using System.Globalization;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Messages;

/// <summary>Call people to an emergency (R323): all of them at once, in the product and by text message to the phone on file.</summary>
internal static class TellEmergency
{
    [Needs("messages.send")]
    internal sealed record Command(EmergencyCalled Fact) : ICommand<Done>;

    internal static Command On(EmergencyCalled fact) => new(fact);

    internal sealed class Handler(AppDb db, IDesk desk, ICustomers customers, IOrganisation organisation, IAccounts accounts, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (fact, ticket) = (command.Fact, await desk.Ticket(command.Fact.Ticket, ct));
            var (customer, company, people) = (await customers.Customer(ticket.Customer, ct), await accounts.CompanyLanguage(ct), await organisation.People(fact.To, ct));
            var values = new Dictionary<string, string>
            {
                ["number"] = ticket.Number, ["customer"] = customer.Name, ["request"] = ticket.Fault, ["round"] = fact.Round.ToString(CultureInfo.InvariantCulture),
                ["address"] = ticket.Site is { } site && await customers.Site(site, ct) is { } place ? place.OneLine : "",
            };
            foreach (var person in fact.To)
            {
                var language = (await accounts.Of(person, ct))?.Language ?? company;
                await outbound.Write("emergency", MessageChannel.InApp, "", language, values, ct, person: person, unit: ticket.Unit, href: $"/emergencies/{ticket.Id}");
                if (people.GetValueOrDefault(person)?.Phone is { Length: > 0 } phone)
                    await outbound.Write("emergency", MessageChannel.Sms, phone, language, values, ct, unit: ticket.Unit, href: $"/emergencies/{ticket.Id}");
            }
            await outbound.ToGroups("emergency", ticket.Unit, _ => Task.FromResult<IReadOnlyDictionary<string, string>>(values), $"/tickets/{ticket.Id}", ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
