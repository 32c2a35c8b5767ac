using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Give a company the standard request types, priority table and time policies. What it has already stays as it is.</summary>
internal static class LoadStandardPolicies
{
    [Needs("desk.manage")]
    internal sealed record Command : ICommand<Response>;

    internal sealed record Response(int Types, int Rules, int Policies);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/desk/standard", Post);

    /// <summary>Loads the standard request types, priority table and time policies that are not there yet.</summary>
    internal static async Task<Ok<Response>> Post(Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        // From before any case that may be imported.
        private static readonly Instant Always = Instant.FromUtc(2000, 1, 1, 0, 0);

        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var types = await db.All<RequestType>().Select(type => type.Code).ToListAsync(ct);
            var rules = await db.All<PriorityRule>().Select(rule => rule.Code).ToListAsync(ct);
            var policies = await db.All<SlaPolicy>().Select(policy => policy.Code).ToListAsync(ct);

            var response = new Response(
                StandardDesk.Types.Index().Where(one => !types.Contains(one.Item.Code)).Select(one => Add(one.Item, (one.Index + 1) * 10)).Count(),
                StandardDesk.Rules.Index().Where(one => !rules.Contains(one.Item.Code)).Select(one => Add(one.Item, (one.Index + 1) * 10)).Count(),
                (policies.Contains("complaint") ? 0 : Add("complaint", "投诉时效", "Complaints", 10, ["complaint"], StandardDesk.Complaint))
                + (policies.Contains("emergency") ? 0 : Add("emergency", "紧急救援时效", "Emergencies", 5, [.. StandardDesk.Types.Where(type => type.Emergency).Select(type => type.Code)], StandardDesk.Emergency))
                + (policies.Contains("hotline") ? 0 : Add("hotline", "热线时效", "Hotline", 100, [], StandardDesk.Hotline)));

            await db.SaveChangesAsync(ct);
            return response;
        }

        private RequestType Add(StandardDesk.Type type, int order) => db.Add(new RequestType
        {
            Id = db.NewId<RequestTypeId>(), Code = type.Code, Chinese = type.Chinese, English = type.English, AdviceChinese = type.AdviceChinese, AdviceEnglish = type.AdviceEnglish,
            Order = order, InPortal = type.InPortal, Emergency = type.Emergency, Active = !type.Emergency,
        }).Entity;

        private PriorityRule Add(StandardDesk.Rule rule, int order) => db.Add(new PriorityRule
        {
            Id = db.NewId<PriorityRuleId>(), Order = order, Code = rule.Code, Words = [.. rule.Words ?? []], Nature = rule.Nature, Type = rule.Type, Class = rule.Class, Priority = rule.Priority,
            Chinese = rule.Chinese, English = rule.English, AdviceChinese = rule.AdviceChinese, AdviceEnglish = rule.AdviceEnglish,
        }).Entity;

        private int Add(string code, string chinese, string english, int order, List<string> types, PolicyDefinition definition)
        {
            var policy = new SlaPolicy { Id = db.NewId<SlaPolicyId>(), Code = code, Chinese = chinese, English = english, Types = types, Order = order };
            policy.Publish(definition, Always, null);
            db.Add(policy);
            return 1;
        }
    }
}
