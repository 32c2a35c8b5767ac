using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>One receipt as it is printed for the customer.</summary>
internal static class GetReceipt
{
    [Needs("charges.read")]
    internal sealed record Query(PaymentId Id) : IQuery<Response>;

    /// <param name="Corrected">A counter-entry took it back.</param>
    internal sealed record Response(
        PaymentId Id, string Receipt, string UnitName, WorkOrderId Order, string OrderNumber, string CustomerName, PaymentMethod Method, decimal Amount, string? Reference, string CollectorName, Instant At,
        DateTimeZone Zone, decimal Total, decimal Paid, decimal Due, IReadOnlyList<Line> Lines, bool Correction, bool Corrected, string? Reason);

    internal sealed record Line(string Name, int Quantity, bool Hourly, decimal Price, decimal Payable);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/payments/{id:long}", Get);

    /// <summary>One receipt as it is printed for the customer</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, QuoteDesk desk, IOrganisation organisation, ICustomers customers) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var payment = await db.Load<Payment>(query.Id.Value, "payment", ct);
            var quote = (await desk.Of(payment.OrderId, ct))!;
            var unit = await organisation.Unit(payment.UnitId, ct);
            var all = await desk.PaymentsOf(quote, ct);
            var english = caller.Language == Texts.English;
            return new(
                payment.Id, payment.Receipt, unit.Name, payment.OrderId, payment.OrderNumber, (await customers.Customer(payment.CustomerId, ct)).Name, payment.Method, Yuan.Of(payment.Amount), payment.Reference,
                (await organisation.Person(payment.CollectorId, ct)).Name, payment.At, unit.Zone, Yuan.Of(quote.Total), Yuan.Of(quote.Paid), Yuan.Of(quote.Due),
                [.. quote.Lines.OrderBy(line => line.Position).Select(line => new Line(english ? line.EnglishName ?? line.Name : line.Name, line.Quantity, line.Hourly, Yuan.Of(line.Price), Yuan.Of(line.Payable)))],
                payment.Corrects is not null, all.Any(other => other.Corrects == payment.Id), payment.Reason);
        }
    }
}
