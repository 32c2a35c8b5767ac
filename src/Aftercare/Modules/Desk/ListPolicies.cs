using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>The company's time policies with all their versions, in the order a new ticket looks through them.</summary>
internal static class ListPolicies
{
    [Needs("desk.read")]
    internal sealed record Query : IQuery<IReadOnlyList<Policy>>;

    internal sealed record Policy(SlaPolicyId Id, int Version, string Code, string Name, string Chinese, string English, IReadOnlyList<string> Types, int Order, bool Active, IReadOnlyList<PolicyVersion> Versions);

    /// <param name="InForce">This is the one new tickets take now.</param>
    internal sealed record PolicyVersion(int Version, Instant EffectiveAt, bool InForce, PolicyDefinition Definition, string? Note);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/desk/policies", Get);

    /// <summary>The time policies with all their versions.</summary>
    internal static async Task<Ok<IReadOnlyList<Policy>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, DeskRules rules) : IHandle<Query, IReadOnlyList<Policy>>
    {
        public async Task<IReadOnlyList<Policy>> Handle(Caller caller, Query query, CancellationToken ct) =>
            [.. (await rules.Policies(ct)).Select(policy => new Policy(policy.Id, policy.Version, policy.Code, policy.NameIn(caller.Language), policy.Chinese, policy.English, policy.Types, policy.Order, policy.Active,
                [.. policy.Versions.OrderByDescending(version => version.Version).Select(version => new PolicyVersion(
                    version.Version, version.EffectiveAt, version.Version == policy.At(db.Now)?.Version, PolicyDefinition.FromJson(version.Definition), version.Note))]))];
    }
}
