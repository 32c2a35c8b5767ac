using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Old parts owed to the store or received by it, the oldest first (B15).</summary>
internal static class ListOldParts
{
    /// <param name="Received">False: still owed; true: received, with or without difference.</param>
    [Needs("parts.read")]
    internal sealed record Query(bool Received = false, PersonId? Technician = null, UnitId? Unit = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="Days">Whole days since the part was put in, until it was received or now.</param>
    internal sealed record Row(
        UsedPartId Id, int Version, WorkOrderId Order, string Number, PersonId Technician, string? TechnicianName, UnitId Unit, string UnitName, string? PartNumber, string Name, int Quantity, string? OldSerial, Instant UsedAt, int Days,
        Instant? ReceivedAt, string? ReceivedBy, int? ReceivedQuantity, string? ReceivedSerial, string? Difference);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/old-parts", Get);

    /// <summary>Old parts owed to the store or received by it</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, bool received = false, long? technician = null, long? unit = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(received, technician is { } person ? new PersonId(person) : null, unit is { } node ? new UnitId(node) : null, after, size), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var parts = UsedPart.Seen(db).Where(part => part.OldDue && part.ReceivedAt != null == query.Received);
            if (query.Technician is { } technician) parts = parts.Where(part => part.TechnicianId == technician);
            if (query.Unit is { } unit) parts = parts.Where(part => part.UnitId == unit);
            if (PageKey.Parse(query.After) is { } after) parts = parts.Where(part => part.UsedAt > after.At || (part.UsedAt == after.At && part.Id > new UsedPartId(after.Id)));
            var rows = await parts.OrderBy(part => part.UsedAt).ThenBy(part => part.Id).Take(query.Size + 1).ToListAsync(ct);
            var names = await organisation.Names(rows.SelectMany(part => new[] { part.TechnicianId, part.ReceivedBy }), ct);
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
            return rows.ConvertAll(part => new Row(
                part.Id, part.Version, part.OrderId, part.OrderNumber, part.TechnicianId, names.GetValueOrDefault(part.TechnicianId), part.UnitId, units.GetValueOrDefault(part.UnitId) ?? "", part.PartNumber, part.Name, part.Quantity, part.OldSerial,
                part.UsedAt, (int)((part.ReceivedAt ?? db.Now) - part.UsedAt).TotalDays, part.ReceivedAt, part.ReceivedBy is { } by ? names.GetValueOrDefault(by) : null, part.ReceivedQuantity, part.ReceivedSerial, part.Difference))
                .CutToPage(query.Size, row => new(row.UsedAt, row.Id.Value));
        }
    }
}
