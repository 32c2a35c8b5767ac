using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Assets;

/// <summary>Change a product model. Warranties of registered assets stay as they were promised.</summary>
internal static class ChangeModel
{
    /// <param name="Version">The version the editor saw.</param>
    [Needs("customers.manage")]
    internal sealed record Command(
        [property: Required, StringLength(60)] string Code, [property: Required, StringLength(200)] string Name, [property: StringLength(100)] string? Category = null,
        [property: StringLength(60)] string? RequiredSkill = null, [property: Range(0, 600)] int WarrantyMonths = 12, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which one; over HTTP the address says it.</summary>
        public ModelId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/models/{id:long}", Put);

    /// <summary>Changes a product model.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var model = await db.Load<ProductModel>(command.Id.Value, "model", ct);
            model.Expect(command.Version);
            await ModelCodes.CheckFree(db, command.Code.Trim(), model.Id, ct);

            (model.Code, model.Name, model.Category) = (command.Code.Trim(), command.Name.Trim(), command.Category);
            (model.RequiredSkill, model.WarrantyMonths) = (command.RequiredSkill, command.WarrantyMonths);
            await db.SaveChangesAsync(ct);
            return new(model.Version);
        }
    }
}
