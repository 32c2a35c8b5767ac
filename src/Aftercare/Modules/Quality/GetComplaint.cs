using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>One complaint with everything about it: where it stands, its promises, opinions and files, and what may be done with it now.</summary>
internal static class GetComplaint
{
    [Needs("quality.read")]
    internal sealed record Query(ComplaintId Id) : IQuery<Response>;

    internal sealed record Response
    {
        public required ComplaintId Id { get; init; }
        public required int Version { get; init; }
        public required string Number { get; init; }
        public required ComplaintStatus Status { get; init; }
        public required ComplaintSeverity Severity { get; init; }
        public required ComplaintCategory Category { get; init; }
        public required ComplaintChannel Channel { get; init; }
        public required UnitCard Unit { get; init; }
        public required CustomerCard Customer { get; init; }
        public required ContactCard? Contact { get; init; }
        public required string? CallerName { get; init; }
        public required string? CallerPhone { get; init; }
        public required TicketId? Ticket { get; init; }
        public required string? TicketNumber { get; init; }
        public required AssetCard? Asset { get; init; }
        public required PersonId? About { get; init; }
        public required string? AboutName { get; init; }
        public required string Words { get; init; }
        public required bool EvidenceOpen { get; init; }
        public required PersonId Owner { get; init; }
        public required string OwnerName { get; init; }
        public required Instant ReceivedAt { get; init; }
        public required Instant EnteredAt { get; init; }
        public required bool? Valid { get; init; }
        public required string? Findings { get; init; }
        public required string? Solution { get; init; }
        public required int Refusals { get; init; }
        public required Instant? EscalatedAt { get; init; }
        public required string? Measures { get; init; }
        public required string? MeasuresOwner { get; init; }
        public required Instant? MeasuresAt { get; init; }
        public required Instant? ClosedAt { get; init; }
        public required string? Summary { get; init; }
        public required IReadOnlyList<ListComplaints.ClockLine> Clocks { get; init; }
        public required IReadOnlyList<Opinion> Opinions { get; init; }
        public required IReadOnlyList<FileCard> Files { get; init; }

        /// <summary>Every action by its name, with the code of the reason why not; null when it may be done.</summary>
        public required IReadOnlyDictionary<string, string?> Actions { get; init; }

        internal IReadOnlyDictionary<string, Refusal?> WhyNot { get; init; } = new Dictionary<string, Refusal?>();
    }

    /// <param name="MayAnswer">The caller may answer it now.</param>
    internal sealed record Opinion(ConsultationId Id, PersonId Person, string PersonName, string UnitName, string Question, LocalDate DueOn, bool Late, Instant? AnsweredAt, string? Answer, bool MayAnswer);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{id:long}", Get);

    /// <summary>A complaint with its promises and what may be done with it now.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books, ComplaintRows rows, IFiles files, IOrganisation organisation, ICustomers customers, IAssets assets, IDesk desk) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var one = await books.Read(query.Id, ct);
            var names = await organisation.Names([one.OwnerId, one.AboutId, one.MeasuresOwnerId, .. one.Consultations.Select(asked => (PersonId?)asked.PersonId)], ct);
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id);
            var (today, whyNot) = (db.Now.InZone(units[one.UnitId].Zone).Date, one.WhyNot(caller));
            string? Name(PersonId? person) => person is { } id ? names.GetValueOrDefault(id) : null;
            return new()
            {
                Id = one.Id, Version = one.Version, Number = one.Number, Status = one.Status, Severity = one.Severity, Category = one.Category, Channel = one.Channel, Unit = units[one.UnitId],
                Customer = await customers.Customer(one.CustomerId, ct), Contact = one.ContactId is { } contact ? await customers.Contact(contact, ct) : null, CallerName = one.CallerName, CallerPhone = one.CallerPhone,
                Ticket = one.TicketId, TicketNumber = one.TicketId is { } ticket ? (await desk.Ticket(ticket, ct)).Number : null, Asset = one.AssetId is { } asset ? await assets.Asset(asset, ct) : null,
                About = one.AboutId, AboutName = Name(one.AboutId), Words = one.Words, EvidenceOpen = one.EvidenceOpen, Owner = one.OwnerId, OwnerName = Name(one.OwnerId) ?? "", ReceivedAt = one.ReceivedAt,
                EnteredAt = one.EnteredAt, Valid = one.Valid, Findings = one.Findings, Solution = one.Solution, Refusals = one.Refusals, EscalatedAt = one.EscalatedAt, Measures = one.Measures,
                MeasuresOwner = Name(one.MeasuresOwnerId), MeasuresAt = one.MeasuresAt, ClosedAt = one.ClosedAt, Summary = one.Summary, Clocks = await rows.Lines(one, ct),
                Opinions = [.. one.Consultations.OrderBy(asked => asked.AskedAt).Select(asked => new Opinion(
                    asked.Id, asked.PersonId, Name(asked.PersonId) ?? "", units.GetValueOrDefault(asked.UnitId)?.Name ?? "", asked.Question, asked.DueOn, asked.AnsweredAt is null && asked.DueOn < today, asked.AnsweredAt,
                    asked.Answer, asked.AnsweredAt is null && one.WhyNotWork() is null && caller.May("quality.do") && (asked.PersonId == caller.Person || one.OwnerId == caller.Person || caller.May("quality.manage"))))],
                Files = await files.Of(db, ComplaintIntake.FileKind, one.Key, ct), Actions = whyNot.ToDictionary(pair => pair.Key, pair => pair.Value?.Code), WhyNot = whyNot,
            };
        }
    }
}
