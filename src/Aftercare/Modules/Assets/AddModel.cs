using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Assets;

/// <summary>Add a product model.</summary>
internal static class AddModel
{
    /// <param name="Code">Unique within the company.</param>
    /// <param name="RequiredSkill">The skill a technician needs for it; null when anyone may.</param>
    [Needs("customers.manage")]
    internal sealed record Command(
        [property: Required, StringLength(60)] string Code, [property: Required, StringLength(200)] string Name, [property: StringLength(100)] string? Category = null,
        [property: StringLength(60)] string? RequiredSkill = null, [property: Range(0, 600)] int WarrantyMonths = 12) : ICommand<Response>;

    internal sealed record Response(ModelId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/models", Post);

    /// <summary>Adds a product model.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var model = new ProductModel
            {
                Id = db.NewId<ModelId>(), Code = command.Code.Trim(), Name = command.Name.Trim(), Category = command.Category, RequiredSkill = command.RequiredSkill,
                WarrantyMonths = command.WarrantyMonths, AddedAt = db.Now,
            };
            await ModelCodes.CheckFree(db, model.Code, model.Id, ct);
            db.Add(model);
            await db.SaveChangesAsync(ct);
            return new(model.Id);
        }
    }
}

internal static class ModelCodes
{
    /// <summary>Refuses (`model.code-taken`) when another model has it; the unique index guards races.</summary>
    public static async Task CheckFree(AppDb db, string code, ModelId self, CancellationToken ct)
    {
        if (await db.All<ProductModel>().AnyAsync(model => model.Code == code && model.Id != self, ct)) throw Refusal.Invalid("model.code-taken", "Code", code);
    }
}
