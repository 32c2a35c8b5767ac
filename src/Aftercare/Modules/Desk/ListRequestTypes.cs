using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>The request types of the company (R303).</summary>
internal static class ListRequestTypes
{
    [Needs("desk.read")]
    internal sealed record Query : IQuery<IReadOnlyList<Row>>;

    /// <param name="AdviceChinese">What a customer is told at once.</param>
    internal sealed record Row(RequestTypeId Id, int Version, string Code, string Name, string Chinese, string English, bool Active, bool InPortal, string AdviceChinese, string AdviceEnglish, int Order, bool Emergency);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/desk/request-types", Get);

    /// <summary>The request types, in their order, also those switched off.</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(DeskRules rules) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct) =>
            [.. (await rules.Types(ct)).Select(type => new Row(type.Id, type.Version, type.Code, type.NameIn(caller.Language), type.Chinese, type.English, type.Active, type.InPortal, type.AdviceChinese, type.AdviceEnglish, type.Order, type.Emergency))];
    }
}
