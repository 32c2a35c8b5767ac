using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Add a request type, or change or switch off one (R303).</summary>
internal static class EditRequestType
{
    /// <param name="Code">The type; a new one is made when there is none.</param>
    /// <param name="Emergency">Jumps the queue and calls people at once (R323); as it was when left out.</param>
    /// <param name="AdviceChinese">What a customer is told at once.</param>
    [Needs("desk.manage")]
    internal sealed record Command(
        [property: Required, RegularExpression("[a-z][a-z0-9-]{1,39}")] string Code, [property: Required, StringLength(100)] string Chinese, [property: Required, StringLength(100)] string English,
        bool Active = true, bool InPortal = false, [property: StringLength(1000)] string? AdviceChinese = null, [property: StringLength(1000)] string? AdviceEnglish = null,
        int? Order = null, int? Version = null, bool? Emergency = null) : ICommand<Response>;

    internal sealed record Response(RequestTypeId Id, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/desk/request-types", Put);

    /// <summary>Adds a request type, or changes one.</summary>
    internal static async Task<Ok<Response>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var type = await db.Visible<RequestType>().SingleOrDefaultAsync(type => type.Code == command.Code, ct);
            type?.Expect(command.Version);

            type ??= db.Add(new RequestType
            {
                Id = db.NewId<RequestTypeId>(), Code = command.Code, Chinese = command.Chinese, English = command.English, AdviceChinese = "", AdviceEnglish = "", Order = command.Order ?? 1000,
            }).Entity;
            (type.Chinese, type.English, type.Active, type.InPortal) = (command.Chinese, command.English, command.Active, command.InPortal);
            (type.AdviceChinese, type.AdviceEnglish, type.Order, type.Emergency) = (command.AdviceChinese ?? type.AdviceChinese, command.AdviceEnglish ?? type.AdviceEnglish, command.Order ?? type.Order, command.Emergency ?? type.Emergency);
            await db.SaveChangesAsync(ct);
            return new(type.Id, type.Version);
        }
    }
}
