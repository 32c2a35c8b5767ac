using System.Globalization;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>
/// Tell colleagues what a complaint wants of them: management of a major case at once (R803), leadership with the whole
/// story when the customer does not accept (R804), owner and managers of a broken promise, and whoever is asked for an opinion.
/// </summary>
internal static class TellComplaint
{
    /// <param name="Kind">The template: `complaint-major`, `complaint-escalated`, `complaint-overdue`, `complaint-opinion`.</param>
    [Needs("messages.send")]
    internal sealed record Command(ComplaintId Complaint, string Kind) : ICommand<Done>
    {
        public int Times { get; init; }
        public ComplaintClockKind Clock { get; init; }
        public Instant? DueAt { get; init; }
        public PersonId? Asked { get; init; }
        public string? Question { get; init; }
        public LocalDate? DueOn { get; init; }
    }

    internal static Command On(ComplaintMajor fact) => new(fact.Complaint, "complaint-major");

    internal static Command On(ComplaintEscalated fact) => new(fact.Complaint, "complaint-escalated") { Times = fact.Times };

    internal static Command On(ComplaintOverdue fact) => new(fact.Complaint, "complaint-overdue") { Clock = fact.Clock, DueAt = fact.DueAt };

    internal static Command On(OpinionAsked fact) => new(fact.Complaint, "complaint-opinion") { Asked = fact.Of, Question = fact.Question, DueOn = fact.DueOn };

    internal sealed class Handler(AppDb db, IComplaints complaints, ICustomers customers, IOrganisation organisation, IAccounts accounts, Texts texts, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var complaint = await complaints.Complaint(command.Complaint, ct);
            var customer = await customers.Customer(complaint.Customer, ct);
            var owner = await organisation.Person(complaint.Owner, ct);
            var zone = (await organisation.Unit(complaint.Unit, ct)).Zone;
            var (company, readers) = (await accounts.CompanyLanguage(ct), await Readers(command, complaint, ct));

            // Once to each person, also when they hold two accounts.
            foreach (var reader in readers.DistinctBy(reader => reader.Person))
            {
                var language = reader.Language ?? company;
                var values = await ValuesIn(language);
                await outbound.Write(command.Kind, MessageChannel.InApp, "", language, values, ct, person: reader.Person, unit: complaint.Unit, href: $"/complaints/{complaint.Id}");
                if (command.Kind == "complaint-major" && !string.IsNullOrWhiteSpace(reader.Phone))
                    await outbound.Write(command.Kind, MessageChannel.Sms, reader.Phone, language, values, ct, unit: complaint.Unit, href: $"/complaints/{complaint.Id}");
            }
            if (command.Asked is null) await outbound.ToGroups(command.Kind, complaint.Unit, ValuesIn, $"/complaints/{complaint.Id}", ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;

            async Task<IReadOnlyDictionary<string, string>> ValuesIn(string language) => new Dictionary<string, string>
            {
                ["number"] = complaint.Number, ["customer"] = customer.Name, ["words"] = complaint.Words, ["owner"] = owner.Name, ["times"] = command.Times.ToString(CultureInfo.InvariantCulture),
                ["history"] = command.Kind == "complaint-escalated" ? await complaints.History(complaint.Id, language, ct) : "", ["question"] = command.Question ?? "",
                ["clock"] = texts.In(language, $"messages.complaint-clock.{command.Clock}"),
                ["due"] = command.DueOn?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? command.DueAt?.InZone(zone).LocalDateTime.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "",
            };
        }

        private async Task<IEnumerable<(PersonId Person, string? Language, string? Phone)>> Readers(Command command, ComplaintCard complaint, CancellationToken ct)
        {
            if (command.Asked is { } asked) return [(asked, (await accounts.Of(asked, ct))?.Language, null)];
            var above = (await organisation.Above(complaint.Unit, ct)).Select(unit => unit.Id).ToList();
            var cards = command.Kind switch
            {
                "complaint-major" => await accounts.WhoMay("quality.approve", above, ct),
                "complaint-escalated" => await accounts.WhoMay("quality.approve", [above[^1]], ct),
                _ => await accounts.WhoMay("quality.manage", [complaint.Unit], ct),
            };
            var readers = cards.Where(card => card.Person is not null).Select(card => (card.Person!.Value, (string?)card.Language, card.Phone));
            return command.Kind == "complaint-overdue" ? readers.Prepend((complaint.Owner, (await accounts.Of(complaint.Owner, ct))?.Language, null)) : readers;
        }
    }
}
