using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Assets;

/// <summary>One product model.</summary>
internal static class GetModel
{
    [Needs("customers.read")]
    internal sealed record Query(ModelId Id) : IQuery<Response>;

    internal sealed record Response(ModelId Id, int Version, string Code, string Name, string? Category, string? RequiredSkill, int WarrantyMonths);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/models/{id:long}", Get);

    /// <summary>A product model.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var model = await db.Load<ProductModel>(query.Id.Value, "model", ct);
            return new(model.Id, model.Version, model.Code, model.Name, model.Category, model.RequiredSkill, model.WarrantyMonths);
        }
    }
}
