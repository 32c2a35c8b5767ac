using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Assets;

/// <summary>The company's product models, the last added first.</summary>
internal static class ListModels
{
    /// <param name="Q">Part of a name, or the beginning of a code.</param>
    [Needs("customers.read")]
    internal sealed record Query([property: StringLength(100)] string? Q = null, [property: StringLength(100)] string? Category = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(ModelId Id, int Version, string Code, string Name, string? Category, string? RequiredSkill, int WarrantyMonths, Instant AddedAt);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/models", Get);
        api.MapGet("/models/lookup", Lookup);
    }

    /// <summary>A page of product models, the last added first.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, string? q = null, string? category = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(q, category, after, size), ct));

    /// <summary>Product models for a picker: value, text and hint.</summary>
    internal static async Task<Ok<IEnumerable<Choice>>> Lookup(Door door, CancellationToken ct, string? q = null) =>
        TypedResults.Ok((await door.Ask(new Query(q, Size: 20), ct)).Items.Select(row => new Choice(row.Id.ToString(), row.Name, row.Code)));

    internal sealed record Choice(string Value, string Text, string Hint);

    internal sealed class Handler(AppDb db) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var models = db.Visible<ProductModel>();
            if (query.Q?.Trim() is { Length: > 0 } q) models = models.Where(model => model.Name.Contains(q) || model.Code.StartsWith(q));
            if (query.Category?.Trim() is { Length: > 0 } category) models = models.Where(model => model.Category == category);
            return (await models.NewestFirst(model => model.AddedAt, model => model.Id, query.After)
                .Select(model => new Row(model.Id, model.Version, model.Code, model.Name, model.Category, model.RequiredSkill, model.WarrantyMonths, model.AddedAt))
                .Take(query.Size + 1).ToListAsync(ct)).CutToPage(query.Size, row => new(row.AddedAt, row.Id.Value));
        }
    }
}
