using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>What a customer may choose from in the portal.</summary>
internal static class OfferPortalTypes
{
    [Needs("portal.report")]
    internal sealed record Query : IQuery<IReadOnlyList<Row>>;

    internal sealed record Row(string Code, string Name);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/portal/request-types", Get);

    /// <summary>The request types offered in the portal.</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(DeskRules rules) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct) =>
            [.. (await rules.Types(ct)).Where(type => type is { Active: true, InPortal: true }).Select(type => new Row(type.Code, type.NameIn(caller.Language)))];
    }
}
