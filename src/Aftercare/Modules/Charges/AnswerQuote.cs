using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Charges;

/// <summary>
/// Write down what the customer said to the quote (R703): agreed, with a signature on the screen, or on the phone with a reason
/// why there is none; or refused. It counts for the amounts the customer was shown, and a little more than the rules tolerate.
/// </summary>
internal static class AnswerQuote
{
    /// <param name="Name">Who said it.</param>
    /// <param name="Signature">The drawn signature, uploaded before.</param>
    /// <param name="Reason">Why there is no signature, or why the customer refused.</param>
    [Needs("charges.do")]
    internal sealed record Command(bool Agreed, ConsentWay? Way = null, [property: StringLength(100)] string? Name = null, FileId? Signature = null, [property: StringLength(500)] string? Reason = null, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Of which order; over HTTP the address says it.</summary>
        public WorkOrderId Order { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/quote/answer", Post);

    /// <summary>Record the customer's consent or refusal</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Order = new(id) }, ct));

    internal sealed class Handler(AppDb db, QuoteDesk desk, IFiles files) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (order, quote) = await desk.Editing(command.Order, command.Version, ct);
            if (WhyNot(command) is { } refusal) throw refusal;

            quote.Answer(order, new()
            {
                Id = db.NewId<QuoteAnswerId>(), QuoteId = quote.Id, Agreed = command.Agreed, Total = quote.Total, Parts = quote.Parts, Way = command.Agreed ? command.Way : null,
                Name = command.Name?.Trim(), Reason = command.Reason?.Trim(), FileId = command.Signature, At = db.Now, TakenBy = caller.Person,
            });

            if (command.Signature is { } signature) await files.Attach(db, [signature], "work-order", order.Id.Value, ct);
            await desk.Hold(quote, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }

        private static Refusal? WhyNot(Command command) => (command.Agreed, command.Way) switch
        {
            (false, _) => string.IsNullOrWhiteSpace(command.Reason) ? Refusal.Invalid("consent.refusal-unexplained", nameof(command.Reason)) : null,
            (_, ConsentWay.Signature) => command.Signature is null ? Refusal.Invalid("consent.signature-missing", nameof(command.Signature)) : null,
            (_, ConsentWay.Phone) => string.IsNullOrWhiteSpace(command.Reason) ? Refusal.Invalid("consent.phone-unexplained", nameof(command.Reason)) : null,
            _ => Refusal.Invalid("consent.way-missing", nameof(command.Way)),
        };
    }
}
