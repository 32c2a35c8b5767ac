using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Platform;

/// <summary>Erase what the audit trail remembers of a record's values, because the law asks for it. Who changed it when, and that it was erased and why, stays.</summary>
internal static class ErasePayload
{
    [Needs("platform.manage")]
    internal sealed record Command([property: Required, StringLength(100)] string RecordKind, long RecordId, [property: Required, StringLength(500)] string Reason) : ICommand<Response>, IReasoned;

    internal sealed record Response(int Erased);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/audit/erasures", Post);

    /// <summary>Erase the old and new values of a record from the audit trail, by law and with the reason.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var erased = await db.ErasePayloads(command.RecordKind, command.RecordId, ct);
            if (erased == 0) throw Refusal.NotFound("audit.payload", command.RecordId);
            await db.SaveChangesAsync(ct);
            return new(erased);
        }
    }
}
