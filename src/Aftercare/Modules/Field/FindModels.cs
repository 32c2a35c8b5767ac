using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>Product models by a part of the name or code, for whoever stands in front of one.</summary>
internal static class FindModels
{
    [Needs("field.do")]
    internal sealed record Query([property: StringLength(100)] string Q) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Models);

    internal sealed record Row(string Value, string Text, string Hint);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/models", Get);

    /// <summary>Product models for a technician's picker: value, text and hint.</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct, string? q = null) => TypedResults.Ok((await door.Ask(new Query(q ?? ""), ct)).Models);

    internal sealed class Handler(IAssets assets) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            new([.. (await assets.FindModels(query.Q, ct)).Select(model => new Row(model.Id.ToString(), model.Name, model.Code))]);
    }
}
