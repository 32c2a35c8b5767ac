using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>What a work order costs, what the customer said to it, what was paid, and what may be done next; for whoever sees the order.</summary>
internal static class GetOrderCharges
{
    [Needs("charges.read")]
    internal sealed record Query(WorkOrderId Order) : IQuery<Response>;

    /// <param name="Version">Of the quote; null while there is none.</param>
    /// <param name="PriceDay">Prices, rules and warranty are those of this day.</param>
    /// <param name="WhyNot">By step (`change`, `answer`, `pay`): the code of the rule against it; a step that is absent may be done.</param>
    internal sealed record Response(
        WorkOrderId Order, string OrderNumber, UnitId Unit, int? Version, QuoteState? State, WarrantyState Warranty, LocalDate? WarrantyUntil, LocalDate PriceDay, bool HasPrices, string? Cause,
        IReadOnlyList<ChargeCause> Causes, int TolerancePercent, int RuleSet, string Currency, decimal Total, decimal Parts, decimal Paid, decimal Due,
        IReadOnlyList<LineRow> Lines, IReadOnlyList<AnswerRow> Answers, IReadOnlyList<PaymentRow> Payments, IReadOnlyDictionary<string, string> WhyNot);

    /// <param name="Amount">By the list.</param>
    /// <param name="Payable">What the customer pays of it.</param>
    /// <param name="Why">The reason why it is free or paid, in the reader's language.</param>
    internal sealed record LineRow(
        string Code, string Name, ChargeItem Item, int Quantity, bool Hourly, decimal Price, decimal Amount, bool Free, decimal Payable, string? Rule, string? Why, string? OverrideReason, PriceListId PriceList, int PriceVersion);

    internal sealed record AnswerRow(bool Agreed, decimal Total, decimal Parts, ConsentWay? Way, string? Name, string? Reason, FileId? Signature, Instant At, string? TakenBy);

    internal sealed record PaymentRow(PaymentId Id, string Receipt, PaymentMethod Method, decimal Amount, string? Reference, Instant At, string? Collector, bool Correction, bool Corrected);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/quote", Get);

    /// <summary>What a work order costs and what was paid</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(QuoteDesk desk, Pricing pricing, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var order = await desk.Order(query.Order, ct);
            var quote = await desk.Of(order.Id, ct);
            var prices = await pricing.Of(order, ct);
            var payments = quote is null ? [] : await desk.PaymentsOf(quote, ct);
            var names = await organisation.Names([.. payments.Select(payment => (PersonId?)payment.CollectorId), .. quote?.Answers.Select(answer => answer.TakenBy) ?? []], ct);
            var english = caller.Language == Texts.English;
            return new(
                order.Id, order.Number, order.Unit, quote?.Version, quote?.State, quote?.Warranty ?? prices.Warranty, quote?.WarrantyUntil ?? prices.WarrantyUntil, prices.Day, prices.Versions.Count > 0, quote?.Cause,
                prices.Book.Causes, prices.Book.TolerancePercent, prices.RuleSet, Yuan.Currency, Yuan.Of(quote?.Total ?? 0), Yuan.Of(quote?.Parts ?? 0), Yuan.Of(quote?.Paid ?? 0), Yuan.Of(quote?.Due ?? 0),
                [.. (quote?.Lines ?? []).OrderBy(line => line.Position).Select(line => new LineRow(
                    line.Code, english ? line.EnglishName ?? line.Name : line.Name, line.Item, line.Quantity, line.Hourly, Yuan.Of(line.Price), Yuan.Of(line.Amount), line.Free, Yuan.Of(line.Payable),
                    line.RuleCode, english ? line.WhyEnglish : line.WhyChinese, line.OverrideReason, line.PriceListId, line.PriceVersion))],
                [.. (quote?.Answers ?? []).OrderBy(answer => answer.At).ThenBy(answer => answer.Id.Value).Select(answer => new AnswerRow(
                    answer.Agreed, Yuan.Of(answer.Total), Yuan.Of(answer.Parts), answer.Way, answer.Name, answer.Reason, answer.FileId, answer.At, answer.TakenBy is { } by ? names.GetValueOrDefault(by) : null))],
                [.. payments.Select(payment => new PaymentRow(
                    payment.Id, payment.Receipt, payment.Method, Yuan.Of(payment.Amount), payment.Reference, payment.At, names.GetValueOrDefault(payment.CollectorId), payment.Corrects is not null,
                    payments.Any(other => other.Corrects == payment.Id)))],
                WhyNot(order, quote));
        }

        private static Dictionary<string, string> WhyNot(WorkOrderCard order, Quote? quote)
        {
            (string Step, Refusal? Refusal)[] steps =
                [("change", Quote.WhyNotChange(order)), ("answer", quote is null ? new("quote.not-found") : quote.WhyNotAnswer(order)), ("pay", quote is null ? new("quote.not-found") : quote.WhyNotPay(order))];
            return steps.Where(step => step.Refusal is not null).ToDictionary(step => step.Step, step => step.Refusal!.Code);
        }
    }
}
