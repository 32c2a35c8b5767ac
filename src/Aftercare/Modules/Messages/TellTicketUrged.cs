using System.Globalization;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Messages;

/// <summary>Tell the handler and the technician that the customer urged (催单, B02).</summary>
internal static class TellTicketUrged
{
    [Needs("messages.send")]
    internal sealed record Command(TicketId Ticket, PersonId Handler, PersonId? Technician, int Times) : ICommand<Done>;

    internal static Command On(TicketUrged fact) => new(fact.Ticket, fact.Handler, fact.Technician, fact.Times);

    internal sealed class Handler(AppDb db, IDesk desk, ICustomers customers, IAccounts accounts, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await desk.Ticket(command.Ticket, ct);
            var (customer, company) = (await customers.Customer(ticket.Customer, ct), await accounts.CompanyLanguage(ct));
            var values = new Dictionary<string, string>
            {
                ["number"] = ticket.Number, ["customer"] = customer.Name, ["request"] = ticket.Fault, ["times"] = command.Times.ToString(CultureInfo.InvariantCulture),
            };

            foreach (var person in new[] { command.Handler, command.Technician }.OfType<PersonId>().Distinct())
                await outbound.Write("ticket-urged", MessageChannel.InApp, "", (await accounts.Of(person, ct))?.Language ?? company, values, ct, person: person, unit: ticket.Unit, href: $"/tickets/{ticket.Id}");
            await outbound.ToGroups("ticket-urged", ticket.Unit, _ => Task.FromResult<IReadOnlyDictionary<string, string>>(values), $"/tickets/{ticket.Id}", ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
