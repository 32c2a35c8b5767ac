using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>Add a unit to the organisation tree (R101).</summary>
internal static class AddUnit
{
    /// <param name="Kind">`region`, `service-centre`, `service-point`, `department`, `group`… or a word of the company's own.</param>
    /// <param name="Zone">IANA time zone; the parent's when left out, `Asia/Shanghai` for the first unit.</param>
    /// <param name="From">Its first day; today when left out.</param>
    [Needs("organisation.manage")]
    internal sealed record Command(
        [property: Required, StringLength(200)] string Name,
        [property: Required, RegularExpression("[a-z][a-z0-9-]{1,39}")] string Kind,
        UnitId? Parent = null, [property: StringLength(60)] string? Zone = null, LocalDate? From = null) : ICommand<Response>;

    internal sealed record Response(UnitId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/units", Post);

    /// <summary>Adds a unit below another one, or the company's first unit.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await UnitTree.Change(db, ct);
            var parent = command.Parent is { } id ? await db.Load<Unit>(id.Value, "unit", ct) : null;
            if (parent is null && !caller.SeesAllUnits) throw Refusal.Invalid("unit.needs-parent", nameof(command.Parent));
            var zone = TimeZones.Checked(command.Zone ?? parent?.Zone ?? TimeZones.China, nameof(command.Zone));

            var unit = new Unit
            {
                Id = db.NewId<UnitId>(), ParentId = parent?.Id, Kind = command.Kind, Name = command.Name.Trim(), Zone = zone,
                From = command.From ?? db.Now.InZone(DateTimeZoneProviders.Tzdb[zone]).Date,
            };
            if (parent is { To: not null }) throw Refusal.Invalid("unit.parent-closed", nameof(command.Parent), parent.Name);

            db.Add(unit);
            await db.SaveChangesAsync(ct);
            return new(unit.Id);
        }
    }
}

/// <summary>The time zones a unit may have.</summary>
internal static class TimeZones
{
    public const string China = "Asia/Shanghai";

    /// <summary>The id itself, or a refusal (`unit.zone-unknown`) when it is no IANA zone.</summary>
    public static string Checked(string zone, string field) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null ? throw Refusal.Invalid("unit.zone-unknown", field, zone) : zone;
}
