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
            var language = (await accounts.Of(fact.To, ct))?.Language ?? await accounts.CompanyLanguage(ct);
            var away = fact.InPlaceOf is { } person ? texts.In(language, "messages.escalated.in-place-of", (await organisation.Person(person, ct)).Name) : "";
            var values = new Dictionary<string, string>
            {
                ["number"] = ticket.Number, ["customer"] = (await customers.Customer(ticket.Customer, ct)).Name, ["request"] = ticket.Fault, ["level"] = language == Texts.English ? fact.LevelEnglish : fact.LevelChinese,
                ["why"] = texts.In(language, $"messages.escalated.{fact.Why}"), ["reason"] = fact.Reason ?? "", ["away"] = away,
            };
            await outbound.Write("ticket-escalated", MessageChannel.InApp, "", language, values, ct, person: fact.To, unit: ticket.Unit, href: $"/tickets/{ticket.Id}");
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
