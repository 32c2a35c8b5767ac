using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Publish the next version of the charging rules (R702): what is free, what is paid and why, and how much over a consented quote is tolerated (R703).</summary>
internal static class PublishChargeRules
{
    /// <param name="ValidFrom">Orders made on or after this day fall under it. Only the first version may begin in the past.</param>
    [Needs("charges.manage")]
    internal sealed record Command(LocalDate ValidFrom, RuleBook Definition, [property: StringLength(500)] string? Note = null) : ICommand<Response>;

    internal sealed record Response(int Number);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/charge-rules", Post);

    /// <summary>Publish the next version of the charging rules</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            // They hold for the whole company.
            if (!caller.SeesAllUnits) throw new Refusal("charge-rules.not-yours", RefusalKind.Forbidden);
            if (command.Definition.WhyNotUse() is { } unsound) throw unsound;
            var last = await db.All<ChargeRuleSet>().MaxAsync(set => (int?)set.Number, ct) ?? 0;
            var today = db.Now.InZone(await organisation.ZoneOf(null, ct)).Date;
            if (last > 0 && command.ValidFrom < today) throw Refusal.Invalid("charge-rules.begin-in-the-past", nameof(command.ValidFrom), command.ValidFrom);

            var set = db.Add(new ChargeRuleSet { Id = db.NewId<ChargeRuleSetId>(), Number = last + 1, ValidFrom = command.ValidFrom, Definition = command.Definition.ToJson(), Note = command.Note, PublishedAt = db.Now }).Entity;

            await db.SaveChangesAsync(ct);
            return new(set.Number);
        }
    }
}
