using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Messages;

/// <summary>Tell whoever a ticket was taken up to (R315): why, and in whose place they are asked.</summary>
internal static class TellTicketEscalated
{
    [Needs("messages.send")]
    internal sealed record Command(TicketEscalated Fact) : ICommand<Done>;

    internal static Command On(TicketEscalated fact) => new(fact);

    internal sealed class Handler(AppDb db, IDesk desk, ICustomers customers, IOrganisation organisation, IAccounts accounts, Texts texts, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (fact, ticket) = (command.Fact, await desk.Ticket(command.Fact.Ticket, ct));
            var (customer, replaced) = (await customers.Customer(ticket.Customer, ct), fact.InPlaceOf is { } person ? (await organisation.Person(person, ct)).Name : null);
            var language = (await accounts.Of(fact.To, ct))?.Language ?? await accounts.CompanyLanguage(ct);
            await outbound.Write("ticket-escalated", MessageChannel.InApp, "", language, ValuesIn(language), ct, person: fact.To, unit: ticket.Unit, href: $"/tickets/{ticket.Id}");
            await outbound.ToGroups("ticket-escalated", ticket.Unit, language => Task.FromResult(ValuesIn(language)), $"/tickets/{ticket.Id}", ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;

            IReadOnlyDictionary<string, string> ValuesIn(string language) => new Dictionary<string, string>
            {
                ["number"] = ticket.Number, ["customer"] = customer.Name, ["request"] = ticket.Fault, ["level"] = language == Texts.English ? fact.LevelEnglish : fact.LevelChinese,
                ["why"] = texts.In(language, $"messages.escalated.{fact.Why}"), ["reason"] = fact.Reason ?? "", ["away"] = replaced is null ? "" : texts.In(language, "messages.escalated.in-place-of", replaced),
            };
        }
    }
}
