using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>The parameters of dispatching that count on a day.</summary>
internal static class GetDispatchPolicy
{
    [Needs("field.read")]
    internal sealed record Query(LocalDate? On = null) : IQuery<Response>;

    internal sealed record Response(LocalDate From, int AnswerMinutes, int RemindMinutes, IReadOnlyList<ListedReason> Reasons, int PoolPerDay, int PoolKm);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/dispatch-policy", Get);

    /// <summary>How service points answer, and what technicians may take themselves</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, DateOnly? on = null) =>
        TypedResults.Ok(await door.Ask(new Query(on is { } day ? LocalDate.FromDateOnly(day) : null), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var policy = await DispatchPolicy.On(db, query.On ?? db.Now.InZone(await organisation.ZoneOf(caller.HomeUnit, ct)).Date, ct);
            return new(policy.ValidFrom, policy.AnswerMinutes, policy.RemindMinutes, policy.Reasons, policy.PoolPerDay, policy.PoolKm);
        }
    }
}
