using System.Globalization;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Tell the technician of a new appointment, and the customer when somebody comes: by SMS, or by e-mail when no number is known.</summary>
internal static class TellVisitScheduled
{
    [Needs("messages.send")]
    internal sealed record Command(WorkOrderId Order, PersonId Technician, Instant Start, Instant End) : ICommand<Done>;

    internal static Command On(WorkOrderScheduled fact) => new(fact.Order, fact.Technician, fact.Start, fact.End);

    internal sealed class Handler(AppDb db, IField field, ICustomers customers, IOrganisation organisation, IAccounts accounts, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await field.WorkOrder(command.Order, ct);
            var technician = await organisation.Person(command.Technician, ct);
            var zone = (await organisation.Unit(order.Unit, ct)).Zone;
            var contact = order.Contact is { } id ? await customers.Contact(id, ct) : null;
            var phone = contact?.Phone ?? (await customers.Customer(order.Customer, ct)).Phone;
            // What the customer was promised counts for them, not how long the work takes.
            var until = order.Slot?.Start == command.Start ? order.PromisedUntil ?? command.End : command.End;
            var (start, end) = (command.Start.InZone(zone).LocalDateTime, until.InZone(zone).LocalDateTime);
            var values = new Dictionary<string, string>
            {
                ["number"] = order.Number, ["technician"] = technician.Name, ["request"] = order.Request,
                ["day"] = start.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), ["from"] = start.ToString("HH:mm", CultureInfo.InvariantCulture), ["to"] = end.ToString("HH:mm", CultureInfo.InvariantCulture),
            };

            var company = await accounts.CompanyLanguage(ct);
            await outbound.Write("visit-assigned", MessageChannel.InApp, "", (await accounts.Of(technician.Id, ct))?.Language ?? company, values, ct, person: technician.Id, unit: order.Unit, href: $"/my-day/{order.Id}");
            await outbound.ToGroups("visit-assigned", order.Unit, _ => Task.FromResult<IReadOnlyDictionary<string, string>>(values), $"/work-orders/{order.Id}", ct);
            var (channel, to) = string.IsNullOrWhiteSpace(phone) ? (MessageChannel.Email, contact?.Email) : (MessageChannel.Sms, phone);
            if (!string.IsNullOrWhiteSpace(to)) await outbound.Write("visit-scheduled", channel, to, await customers.LanguageOf(order.Customer, order.Contact, ct) ?? company, values, ct, unit: order.Unit, href: $"/work-orders/{order.Id}", expiresAt: command.End);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
