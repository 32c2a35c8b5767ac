using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>The parameters of field work that count today.</summary>
internal static class GetFieldPolicy
{
    [Needs("field.manage")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(LocalDate Today, int ToleranceMinutes, int ContactHour, IReadOnlyList<string> CodeKinds);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/field-policy", Get);

    /// <summary>The parameters of field work that count today</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var today = db.Now.InZone(zone).Date;
            return new(today, (int)(await FieldPolicy.ToleranceOn(db, today, ct)).TotalMinutes, (await FieldPolicy.ContactBy(db, today, ct)).Hour, await FieldPolicy.CodeKindsOn(db, today, ct));
        }
    }
}
