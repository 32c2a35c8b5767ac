using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Satisfaction.Face;

/// <summary>A rating was asked for; the link is the customer's only key to it and is sent, never shown in lists.</summary>
[AnnouncedAs("satisfaction.rating-asked")]
public sealed record RatingAsked(WorkOrderId Order, string Phone, string LinkPath, string Language) : IFact
{
    public long About => Order.Value;
}

/// <summary>The customer rated.</summary>
[AnnouncedAs("satisfaction.rating-given")]
public sealed record RatingGiven(WorkOrderId Order, int Stars, bool Satisfied, Instant At) : IFact
{
    public long About => Order.Value;
}
