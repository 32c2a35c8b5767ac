using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Performance;

/// <summary>Load the delivered policy sets P1–P13 into the company (R1506); a set that is delivered otherwise than before gets a version more.</summary>
internal static class LoadPolicySets
{
    [Needs("performance.manage")]
    internal sealed record Command : ICommand<Response>;

    /// <param name="Changed">Codes of the sets that are new or have a new version.</param>
    internal sealed record Response(IReadOnlyList<string> Changed);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/policy-sets/standard", Post);

    /// <summary>Load the delivered policy sets.</summary>
    internal static async Task<Ok<Response>> Post(Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var present = await db.Visible<PolicySet>().Include(set => set.Versions).ToDictionaryAsync(set => set.Code, ct);
            var changed = new List<string>();
            foreach (var shipped in PolicyLibrary.Shipped.Sets)
            {
                var set = present.GetValueOrDefault(shipped.Code) ?? db.Add(new PolicySet { Id = db.NewId<PolicySetId>(), Code = shipped.Code, NameZh = shipped.Zh, NameEn = shipped.En }).Entity;
                if (set.Revise(shipped.Contents)) changed.Add(shipped.Code);
            }
            await db.SaveChangesAsync(ct);
            return new(changed);
        }
    }
}
