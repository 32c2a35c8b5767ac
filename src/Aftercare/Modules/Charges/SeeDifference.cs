using Aftercare.Modules.Charges.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Charges;

/// <summary>A manager takes note of a difference in a hand-in; it stays in the books.</summary>
internal static class SeeDifference
{
    [Needs("charges.approve")]
    internal sealed record Command(int? Version = null) : ICommand<Done>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public HandInId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/hand-ins/{id:long}/see", Post);

    /// <summary>Take note of a difference</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var one = await db.Load<HandIn>(command.Id.Value, "hand-in", ct);
            one.Expect(command.Version);

            one.See(caller.RequirePerson(), db.Now);

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
