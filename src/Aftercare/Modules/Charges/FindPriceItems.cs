using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Charges;

/// <summary>Items of the price lists an order takes its prices from, by a part of code or name, for a picker.</summary>
internal static class FindPriceItems
{
    private const int Most = 20;

    [Needs("charges.read")]
    internal sealed record Query(WorkOrderId Order, [property: StringLength(100)] string? Q = null) : IQuery<IReadOnlyList<Choice>>;

    internal sealed record Choice(string Value, string Text, string Hint);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/price-items", Get);

    /// <summary>Items that may stand on an order's quote: code, name and price</summary>
    internal static async Task<Ok<IReadOnlyList<Choice>>> Get(long id, Door door, CancellationToken ct, string? q = null) => TypedResults.Ok(await door.Ask(new Query(new(id), q), ct));

    internal sealed class Handler(QuoteDesk desk, Pricing pricing, Texts texts) : IHandle<Query, IReadOnlyList<Choice>>
    {
        public async Task<IReadOnlyList<Choice>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var prices = await pricing.Of(await desk.Order(query.Order, ct), ct);
            var words = query.Q?.Trim() ?? "";
            return [.. prices.Items().Select(item => item.Line)
                .Where(line => $"{line.Code} {line.Name} {line.EnglishName}".Contains(words, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(line => line.Code.Equals(words, StringComparison.OrdinalIgnoreCase)).Take(Most)
                .Select(line => new Choice(line.Code, $"{line.Code} {(caller.Language == Texts.English ? line.EnglishName ?? line.Name : line.Name)}",
                    texts.In(caller.Language, line.Hourly ? "charges.per-hour" : "charges.per-piece", Yuan.Of(line.Price).ToString("0.00", CultureInfo.InvariantCulture))))];
        }
    }
}
