using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>The priority table of the company, in the order in which it decides (R306).</summary>
internal static class ListPriorityRules
{
    [Needs("desk.read")]
    internal sealed record Query : IQuery<IReadOnlyList<Row>>;

    /// <param name="Words">Any of these in the fault description; empty for no condition.</param>
    internal sealed record Row(
        PriorityRuleId Id, int Version, string Code, int Order, string Name, string Chinese, string English, Priority Priority, IReadOnlyList<string> Words, string? Nature, string? Type,
        CustomerClass? Class, string? AdviceChinese, string? AdviceEnglish, bool Active);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/desk/priority-rules", Get);

    /// <summary>The priority table, in the order in which it decides, also rows switched off.</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(DeskRules rules) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct) =>
            [.. (await rules.Priorities(ct)).Select(rule => new Row(
                rule.Id, rule.Version, rule.Code, rule.Order, rule.NameIn(caller.Language), rule.Chinese, rule.English, rule.Priority, rule.Words, rule.Nature, rule.Type, rule.Class,
                rule.AdviceChinese, rule.AdviceEnglish, rule.Active))];
    }
}
