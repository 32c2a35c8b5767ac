using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Write the draft of a price list's next version (R701); the list of a kind, region and customer class is made when there is none. Nobody pays by a draft.</summary>
internal static class WritePriceDraft
{
    /// <param name="Unit">The region: this unit and all below it; the whole company when left out.</param>
    /// <param name="Class">The customer class; all when left out.</param>
    /// <param name="ValidFrom">Orders made on or after this day take it.</param>
    /// <param name="Lines">All of them: a version stands by itself.</param>
    /// <param name="Version">Of the list, when there is one.</param>
    [Needs("charges.manage")]
    internal sealed record Command(
        PriceKind Kind, LocalDate ValidFrom, [property: Required, MinLength(1), MaxLength(5000)] IReadOnlyList<LineFields> Lines, UnitId? Unit = null, CustomerClass? Class = null,
        [property: StringLength(500)] string? Note = null, int? Version = null) : ICommand<Response>;

    /// <param name="Price">Yuan, for a piece or for an hour.</param>
    /// <param name="Hourly">The quantity is minutes and the price that of an hour.</param>
    internal sealed record LineFields(
        [property: Required, StringLength(40)] string Code, [property: Required, StringLength(200)] string Name, ChargeItem Item, [property: Range(0, 10_000_000)] decimal Price, bool Hourly = false,
        [property: StringLength(200)] string? EnglishName = null);

    internal sealed record Response(PriceListId List, int Number, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/price-lists/draft", Put);

    /// <summary>Write the draft of a price list's next version</summary>
    internal static async Task<Ok<Response>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.Unit is { } region) await organisation.Unit(region, ct);
            if (PriceList.WhyNotEdit(caller, command.Unit) is { } refusal) throw refusal;
            var lines = Lines(command);
            var scope = PriceList.ScopeOf(command.Kind, command.Unit, command.Class);
            var list = await db.Visible<PriceList>().SingleOrDefaultAsync(list => list.Scope == scope, ct);
            list?.Expect(command.Version);

            list ??= db.Add(new PriceList { Id = db.NewId<PriceListId>(), Kind = command.Kind, UnitId = command.Unit, Class = command.Class, Scope = scope, Currency = Yuan.Currency }).Entity;
            var draft = list.Write(command.ValidFrom, lines, command.Note);

            await db.SaveChangesAsync(ct);
            return new(list.Id, draft.Number, list.Version);
        }

        private static List<PriceLine> Lines(Command command)
        {
            var lines = new List<PriceLine>();
            var codes = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, line) in command.Lines.Index())
            {
                var fits = (command.Kind, line.Item) is (PriceKind.Service, ChargeItem.VisitFee or ChargeItem.Labour) or (PriceKind.Parts, ChargeItem.Part);
                if (!fits) throw Refusal.Invalid("price-list.item-of-other-list", $"Lines[{index}].Item", line.Code);
                if (!codes.Add(line.Code.Trim())) throw Refusal.Invalid("price-list.code-twice", $"Lines[{index}].Code", line.Code);
                if (line.Hourly && line.Item is not ChargeItem.Labour) throw Refusal.Invalid("price-list.only-labour-by-the-hour", $"Lines[{index}].Hourly", line.Code);
                lines.Add(new(line.Code.Trim(), line.Name.Trim(), line.Item, Yuan.ToMinor(line.Price, $"Lines[{index}].Price"), line.Hourly, string.IsNullOrWhiteSpace(line.EnglishName) ? null : line.EnglishName.Trim()));
            }
            return lines;
        }
    }
}
