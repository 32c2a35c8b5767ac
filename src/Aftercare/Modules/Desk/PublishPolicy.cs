using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// Publish another version of a time policy, or a new policy (R308). From the time it takes effect open tickets follow it;
/// time that a pause gave them stays given, and verdicts already settled keep the version they were judged by.
/// </summary>
internal static class PublishPolicy
{
    /// <param name="Code">Of the policy; a new one is made when there is none.</param>
    /// <param name="Types">Request types it covers, for a new policy; empty for all.</param>
    /// <param name="Order">A new ticket takes the first policy, in this order, that covers its type.</param>
    /// <param name="EffectiveAt">When it takes effect; now when left out.</param>
    [Needs("desk.manage")]
    internal sealed record Command(
        [property: Required, RegularExpression("[a-z][a-z0-9-]{1,39}")] string Code, PolicyDefinition Definition, Instant? EffectiveAt = null,
        [property: StringLength(100)] string? Chinese = null, [property: StringLength(100)] string? English = null, IReadOnlyList<string>? Types = null, int? Order = null,
        [property: StringLength(1000)] string? Note = null, int? Version = null) : ICommand<Response>;

    internal sealed record Response(SlaPolicyId Id, int PolicyVersion, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/desk/policies", Post);

    /// <summary>Publishes another version of a time policy, or a new policy.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var policy = await db.Visible<SlaPolicy>().SingleOrDefaultAsync(policy => policy.Code == command.Code, ct);
            policy?.Expect(command.Version);
            if (command.Definition.WhyNotUse() is { } unsound) throw unsound;
            if (command.EffectiveAt < db.Now) throw Refusal.Invalid("policy.effective-in-the-past", nameof(command.EffectiveAt));
            if (policy is null && (command.Chinese is null || command.English is null)) throw Refusal.Invalid("policy.name-missing", nameof(command.Chinese));

            policy ??= db.Add(new SlaPolicy
            {
                Id = db.NewId<SlaPolicyId>(), Code = command.Code, Chinese = command.Chinese!, English = command.English!, Types = [.. command.Types ?? []], Order = command.Order ?? 50,
            }).Entity;
            (policy.Chinese, policy.English, policy.Order) = (command.Chinese ?? policy.Chinese, command.English ?? policy.English, command.Order ?? policy.Order);
            var version = policy.Publish(command.Definition, command.EffectiveAt ?? db.Now, command.Note);

            // The timer and not this command reckons: there may be many open tickets.
            await db.SetTimer(AdoptPolicy.Timer, policy.Id.Value, version.EffectiveAt, ct);
            await db.SaveChangesAsync(ct);
            return new(policy.Id, version.Version, policy.Version);
        }
    }
}
