using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>One ticket with everything about it: where it stands, its clocks, and what may be done with it now.</summary>
internal static class GetTicket
{
    [Needs("desk.read")]
    internal sealed record Query(TicketId Id) : IQuery<Response>;

    internal sealed record Response
    {
        public required TicketId Id { get; init; }
        public required int Version { get; init; }
        public required string Number { get; init; }
        public required TicketStatus Status { get; init; }
        public required Priority Priority { get; init; }

        /// <summary>The row of the priority table, or the reason somebody gave.</summary>
        public required string? PriorityWhy { get; init; }

        public required string Type { get; init; }
        public required string TypeName { get; init; }
        public required Channel Channel { get; init; }
        public required UnitCard Unit { get; init; }
        public required CustomerCard Customer { get; init; }
        public required ContactCard? Contact { get; init; }
        public required string? CallerName { get; init; }
        public required string? CallerPhone { get; init; }
        public required SiteCard? Site { get; init; }
        public required AssetCard? Asset { get; init; }
        public required string? Product { get; init; }
        public required bool ProductOpen { get; init; }
        public required string Fault { get; init; }
        public required string? Nature { get; init; }
        public required string? Symptom { get; init; }
        public required string? Cause { get; init; }
        public required string? RequestedService { get; init; }
        public required PersonId Handler { get; init; }
        public required string HandlerName { get; init; }
        public required PersonId? Technician { get; init; }
        public required string? TechnicianName { get; init; }
        public required Instant OpenedAt { get; init; }
        public required Instant EnteredAt { get; init; }
        public required Instant? SolvedAt { get; init; }
        public required Instant? ClosedAt { get; init; }
        public required string? Solution { get; init; }
        public required string? Confirmation { get; init; }
        public required int Urgings { get; init; }

        /// <summary>The last urging nobody answered yet.</summary>
        public required Instant? UrgedAt { get; init; }

        /// <summary>Of an emergency type (R323); <see cref="TakenByName"/> goes, and the people were freed at <see cref="ReleasedAt"/>.</summary>
        public required bool Emergency { get; init; }

        public required string? TakenByName { get; init; }
        public required Instant? ReleasedAt { get; init; }

        /// <summary>The ticket solved not long ago on the same machine with the same symptom (R326), and why it is no repeat after all.</summary>
        public required TicketId? RepeatOf { get; init; }

        public required string? RepeatOfNumber { get; init; }
        public required string? RepeatRefuted { get; init; }
        public required int Attempts { get; init; }
        public required int AttemptsNeeded { get; init; }
        public required IReadOnlyList<ClockLine> Clocks { get; init; }
        public required IReadOnlyList<PauseChoice> Pauses { get; init; }

        /// <summary>Every action by its name, with the code of the reason why not; null when it may be done.</summary>
        public required IReadOnlyDictionary<string, string?> Actions { get; init; }

        internal IReadOnlyDictionary<string, Refusal?> WhyNot { get; init; } = new Dictionary<string, Refusal?>();
    }

    /// <param name="Left">Working time left in seconds as of now, negative when late; null once stopped.</param>
    internal sealed record ClockLine(ClockKind Clock, ClockState State, Instant? DueAt, Instant? DueIfResumedAt, Instant? StoppedAt, string? RestingFor, bool IsProvisional, long TargetSeconds, long? Left, string Policy, int PolicyVersion, string Calendar, int CalendarVersion, bool? Met);

    internal sealed record PauseChoice(string Code, string Name);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets/{id:long}", Get);

    /// <summary>A ticket with its clocks and what may be done with it now.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(Reckoner reckoner, DeskRules rules, IOrganisation organisation, ICustomers customers, IAssets assets) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var ticket = await reckoner.Read(query.Id, ct);
            var (policy, language) = (await reckoner.PolicyOf(ticket, ct), caller.Language);
            var names = await organisation.Names([ticket.HandlerId, ticket.TechnicianId, ticket.TakenById], ct);
            var whyNot = ticket.WhyNot(policy.AttemptsBeforeClose);
            return new()
            {
                Id = ticket.Id, Version = ticket.Version, Number = ticket.Number, Status = ticket.Status, Priority = ticket.Priority,
                PriorityWhy = ticket.PriorityReason ?? (await rules.Priorities(ct)).FirstOrDefault(rule => rule.Code == ticket.PriorityRule)?.NameIn(language),
                Type = ticket.Type, TypeName = (await rules.Types(ct)).FirstOrDefault(type => type.Code == ticket.Type)?.NameIn(language) ?? ticket.Type, Channel = ticket.Channel,
                Unit = await organisation.Unit(ticket.UnitId, ct), Customer = await customers.Customer(ticket.CustomerId, ct),
                Contact = ticket.ContactId is { } contact ? await customers.Contact(contact, ct) : null, CallerName = ticket.CallerName, CallerPhone = ticket.CallerPhone,
                Site = ticket.SiteId is { } site ? await customers.Site(site, ct) : null, Asset = ticket.AssetId is { } asset ? await assets.Asset(asset, ct) : null,
                Product = ticket.ProductText, ProductOpen = ticket.ProductOpen, Fault = ticket.Fault, Nature = ticket.Nature, Symptom = ticket.Symptom, Cause = ticket.Cause,
                RequestedService = ticket.RequestedService, Handler = ticket.HandlerId, HandlerName = names.GetValueOrDefault(ticket.HandlerId) ?? "", Technician = ticket.TechnicianId,
                TechnicianName = ticket.TechnicianId is { } technician ? names.GetValueOrDefault(technician) : null, OpenedAt = ticket.OpenedAt, EnteredAt = ticket.EnteredAt,
                SolvedAt = ticket.SolvedAt, ClosedAt = ticket.ClosedAt, Solution = ticket.Solution, Confirmation = ticket.Confirmation, Urgings = ticket.Urgings, UrgedAt = ticket.UrgedAt, Emergency = ticket.Emergency,
                TakenByName = ticket.TakenById is { } taker ? names.GetValueOrDefault(taker) : null, ReleasedAt = ticket.ReleasedAt, RepeatOf = ticket.RepeatOfId,
                RepeatOfNumber = ticket.RepeatOfId is { } first ? (await reckoner.Find(first, ct)).Number : null, RepeatRefuted = ticket.RepeatRefuted, Attempts = ticket.AttemptsSinceSolved,
                AttemptsNeeded = policy.AttemptsBeforeClose, Clocks = [.. (await reckoner.Readings(ticket, ct)).Select(Line)],
                Pauses = [.. policy.PauseReasons.Select(reason => new PauseChoice(reason.Code, reason.In(language)))],
                Actions = whyNot.ToDictionary(pair => pair.Key, pair => pair.Value?.Code), WhyNot = whyNot,
            };
        }

        private static ClockLine Line(ClockReading reading) => new(
            Enum.Parse<ClockKind>(reading.Clock, ignoreCase: true), reading.State, reading.Due, reading.DueIfResumedNow, reading.StoppedAt, reading.RestingFor, reading.IsProvisional,
            (long)reading.Target.TotalSeconds, reading.StoppedAt is null ? (long)reading.Remaining.TotalSeconds : null, reading.Policy.Id, reading.Policy.Version, reading.Hours.Calendar.Name,
            reading.Hours.Calendar.Version, reading.State switch { ClockState.Met => true, ClockState.MetLate or ClockState.Overdue => false, _ => null });
    }
}
