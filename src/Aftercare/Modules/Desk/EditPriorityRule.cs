using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Add a row to the priority table, or change or switch off one (R306). New requests follow it; what was decided stays.</summary>
internal static class EditPriorityRule
{
    /// <param name="Code">The row; a new one is made when there is none.</param>
    /// <param name="Order">The first row, in this order, all of whose conditions hold decides.</param>
    /// <param name="Words">Any of these in the fault description, in either language; empty for no condition.</param>
    /// <param name="Nature">`safety`, `stopped`, `impaired`, `cosmetic` or `question`.</param>
    /// <param name="AdviceChinese">What the customer is told at once; left out for the type's advice.</param>
    [Needs("desk.manage")]
    internal sealed record Command(
        [property: Required, RegularExpression("[a-z][a-z0-9-]{1,39}")] string Code, [property: Required, StringLength(200)] string Chinese, [property: Required, StringLength(200)] string English,
        Priority Priority, [property: Range(1, 100_000)] int Order, IReadOnlyList<string>? Words = null, [property: RegularExpression("safety|stopped|impaired|cosmetic|question")] string? Nature = null,
        [property: StringLength(50)] string? Type = null, CustomerClass? Class = null, [property: StringLength(1000)] string? AdviceChinese = null, [property: StringLength(1000)] string? AdviceEnglish = null,
        bool Active = true, int? Version = null) : ICommand<Response>;

    internal sealed record Response(PriorityRuleId Id, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/desk/priority-rules", Put);

    /// <summary>Adds a row to the priority table, or changes one.</summary>
    internal static async Task<Ok<Response>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.Type is { } type && !await db.All<RequestType>().AnyAsync(known => known.Code == type, ct)) throw Refusal.Invalid("request-type.not-found", nameof(command.Type), type);
            var rule = await db.Visible<PriorityRule>().SingleOrDefaultAsync(rule => rule.Code == command.Code, ct);
            rule?.Expect(command.Version);

            rule ??= db.Add(new PriorityRule
            {
                Id = db.NewId<PriorityRuleId>(), Code = command.Code, Order = command.Order, Priority = command.Priority, Chinese = command.Chinese, English = command.English,
            }).Entity;
            (rule.Order, rule.Priority, rule.Chinese, rule.English, rule.Active) = (command.Order, command.Priority, command.Chinese, command.English, command.Active);
            (rule.Nature, rule.Type, rule.Class, rule.AdviceChinese, rule.AdviceEnglish) = (command.Nature, command.Type, command.Class, command.AdviceChinese, command.AdviceEnglish);
            rule.Words = [.. (command.Words ?? []).Select(word => word.Trim()).Where(word => word.Length > 0).Distinct()];
            await db.SaveChangesAsync(ct);
            return new(rule.Id, rule.Version);
        }
    }
}
