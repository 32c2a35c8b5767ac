using System.Globalization;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Charges;

/// <summary>What the customer said to quotes, and money taken, in the story of a ticket, a customer and a work order.</summary>
internal sealed class ChargesStory(IOrganisation organisation, Texts texts) : IStorySource
{
    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        var about = kind switch
        {
            "ticket" => db.Visible<Quote>().Where(quote => quote.TicketId == new TicketId(record)),
            "customer" => db.Visible<Quote>().Where(quote => quote.CustomerId == new CustomerId(record)),
            "work-order" => db.Visible<Quote>().Where(quote => quote.OrderId == new WorkOrderId(record)),
            _ => null,
        };
        if (about is null || !db.Caller.May("charges.read")) return [];
        var quotes = await about.OrderByDescending(quote => quote.MadeAt).Take(50).ToListAsync(ct);
        var ids = quotes.ConvertAll(quote => quote.Id);
        var payments = await db.Visible<Payment>().Where(payment => ids.Contains(payment.QuoteId)).ToListAsync(ct);
        var names = await organisation.Names([.. payments.Select(payment => (PersonId?)payment.CollectorId), .. quotes.SelectMany(quote => quote.Answers).Select(answer => answer.TakenBy)], ct);
        string? Name(PersonId? person) => person is { } known ? names.GetValueOrDefault(known) : null;

        return
        [
            .. from quote in quotes
               from answer in quote.Answers
               select new StoryEntry(answer.At, Name(answer.TakenBy), texts.In(language, answer.Agreed ? "charges.story.agreed" : "charges.story.refused", quote.OrderNumber, Money(answer.Total)),
                   answer.Agreed ? "signature" : "circle-x", answer.Reason, answer.Agreed ? Tone.Good : Tone.Warn, $"/work-orders/{quote.OrderId}", Internal: true),
            .. from payment in payments
               select new StoryEntry(payment.At, Name(payment.CollectorId), texts.In(language, payment.Corrects is null ? "charges.story.paid" : "charges.story.corrected", payment.Receipt, Money(Math.Abs(payment.Amount)), new TextKey($"charges.method.{payment.Method}")),
                   "receipt", payment.Reason, payment.Corrects is null ? Tone.Good : Tone.Warn, $"/charges/receipts/{payment.Id}", Internal: true),
        ];
    }

    private static string Money(long minor) => Yuan.Of(minor).ToString("N2", CultureInfo.InvariantCulture);
}
