using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>Told to a dispatcher who lost a race: how the order stands now, what the technician has at that time, and who did it when.</summary>
internal static class ShowMeanwhile
{
    [Needs("field.manage")]
    internal sealed record Query(WorkOrderId Order, PersonId Technician, Instant Start, [property: Range(1, 1440)] int Minutes) : IQuery<Response>;

    /// <param name="Lines">Sentences in the reader's language; none when nothing is in the way.</param>
    internal sealed record Response(IReadOnlyList<string> Lines);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/dispatch/meanwhile", Get);

    /// <summary>What happened meanwhile to an order and to a technician's time</summary>
    internal static async Task<Ok<Response>> Get(long order, long technician, DateTimeOffset start, int minutes, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Ask(new Query(new(order), new(technician), Instant.FromDateTimeOffset(start), minutes), ct));

    internal sealed class Handler(IField field, IWorkforce workforce, IOrganisation organisation, Texts texts) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (!await field.Sees(query.Order, ct)) throw Refusal.NotFound("work-order", query.Order);
            var technician = await workforce.Technician(query.Technician, ct);
            Planning.RequireReach(caller, technician);
            var order = await field.WorkOrder(query.Order, ct);
            var zone = (await organisation.Unit(technician.Unit, ct)).Zone;
            var inTheWay = (await field.Planned([technician.Person], new(query.Start, query.Start + Duration.FromMinutes(query.Minutes)), ct)).Where(card => card.Id != order.Id).ToList();
            var told = inTheWay.Prepend(order).Where(card => card.Slot is not null).ToList();
            var names = await organisation.Names(told.SelectMany(card => new[] { card.Technician, card.BookedBy }), ct);

            string Name(PersonId? person) => person is { } id ? names.GetValueOrDefault(id) ?? texts.In(caller.Language, "dispatch.somebody") : texts.In(caller.Language, "dispatch.somebody");
            string Wall(Instant at) => at.InZone(zone).ToString("HH:mm", CultureInfo.InvariantCulture);
            return new(
            [
                .. told.Select(card => texts.In(caller.Language, "dispatch.meanwhile.booked", Name(card.BookedBy), Wall(card.BookedAt ?? card.CreatedAt), card.Number, Name(card.Technician), Wall(card.Slot!.Value.Start), Wall(card.Slot.Value.End))),
                .. order.Offered ? [texts.In(caller.Language, "dispatch.meanwhile.handed", order.Number, (await organisation.Unit(order.Unit, ct)).Name)] : Array.Empty<string>(),
                .. order is { Slot: null, Offered: false } ? [texts.In(caller.Language, "dispatch.meanwhile.waits", order.Number)] : Array.Empty<string>(),
            ]);
        }
    }
}
