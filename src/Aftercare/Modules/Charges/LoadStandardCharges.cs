using Aftercare.Modules.Charges.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Sample price lists and the standard rules for a company that begins; what the company has already is left alone.</summary>
internal static class LoadStandardCharges
{
    [Needs("charges.manage")]
    internal sealed record Command(LocalDate ValidFrom, bool QuoteFirst = false) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/price-lists/standard", Post);

    /// <summary>Begin with sample prices and the standard charging rules</summary>
    internal static async Task<Ok<Done>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (!caller.SeesAllUnits) throw new Refusal("charge-rules.not-yours", RefusalKind.Forbidden);
            var known = await db.Visible<PriceList>().Select(list => list.Scope).ToListAsync(ct);
            foreach (var (kind, lines) in new[] { (PriceKind.Service, StandardCharges.Services), (PriceKind.Parts, StandardCharges.Parts) })
            {
                var scope = PriceList.ScopeOf(kind, null, null);
                if (known.Contains(scope)) continue;
                var list = db.Add(new PriceList { Id = db.NewId<PriceListId>(), Kind = kind, Scope = scope, Currency = Yuan.Currency }).Entity;
                list.Write(command.ValidFrom, lines, null);
                list.Publish(command.ValidFrom, db.Now);
            }
            if (!await db.All<ChargeRuleSet>().AnyAsync(ct))
                db.Add(new ChargeRuleSet
                {
                    Id = db.NewId<ChargeRuleSetId>(), Number = 1, ValidFrom = command.ValidFrom, Definition = (StandardCharges.Rules with { QuoteFirst = command.QuoteFirst }).ToJson(), PublishedAt = db.Now,
                });
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
