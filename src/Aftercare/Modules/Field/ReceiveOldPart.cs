using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>The store receives an old part from its technician (B15). What differs from what was owed, in number or serial, needs a reason; nobody receives from oneself.</summary>
internal static class ReceiveOldPart
{
    /// <param name="Quantity">How many came; 0 when none will.</param>
    /// <param name="Serial">As read off the part.</param>
    /// <param name="Difference">Why it is not what was owed.</param>
    [Needs("parts.do")]
    internal sealed record Command(
        [property: Range(0, 10000)] int Quantity, [property: StringLength(100)] string? Serial = null, [property: StringLength(500)] string? Difference = null, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public UsedPartId Id { get; init; }

        string? IReasoned.Reason => Difference;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/old-parts/{id:long}/receive", Post);

    /// <summary>Receive an old part from its technician</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var part = await UsedPart.Seen(db).SingleOrDefaultAsync(part => part.Id == command.Id, ct) ?? throw Refusal.NotFound("used-part", command.Id);
            part.Expect(command.Version);

            part.Receive(command.Quantity, string.IsNullOrWhiteSpace(command.Serial) ? null : command.Serial.Trim(), command.Difference, caller.RequirePerson(), db.Now);

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
