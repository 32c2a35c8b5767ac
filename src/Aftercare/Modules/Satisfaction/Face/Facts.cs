using System.Globalization;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Satisfaction.Face;

/// <summary>What a customer said about a service (评价).</summary>
public readonly record struct RatingId(long Value) : IId<RatingId>
{
    public static RatingId Of(long value) => new(value);
    public static bool operator <(RatingId left, RatingId right) => left.Value < right.Value;
    public static bool operator >(RatingId left, RatingId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// A rating was asked for. The link is the customer's only key to it: it travels sealed, so that neither the outbox nor
/// a log shows it, and <see cref="IRatingLinks.Open"/> opens it at the moment of sending.
/// </summary>
/// <param name="Phone">The registered number, where the link goes (R410).</param>
[AnnouncedAs("satisfaction.rating-asked")]
public sealed record RatingAsked(WorkOrderId Order, string Phone, string SealedPath, string Language, Instant ExpiresAt) : IFact
{
    public long About => Order.Value;
}

/// <summary>The customer rated, or changed the rating.</summary>
[AnnouncedAs("satisfaction.rating-given")]
public sealed record RatingGiven(WorkOrderId Order, RatingId Rating, int Stars, bool Satisfied, Instant At) : IFact
{
    public long About => Order.Value;
}

/// <summary>Somebody of the company opened or used a customer's rating link: the rating was refused (R410).</summary>
[AnnouncedAs("satisfaction.own-device-reported")]
public sealed record OwnDeviceReported(WorkOrderId Order, string Who, Instant At) : IFact
{
    public long About => Order.Value;
}

/// <summary>Opens the links that travel sealed in <see cref="RatingAsked"/>. For whoever sends the message, and only then.</summary>
public interface IRatingLinks
{
    /// <summary>The path: `/r/…`.</summary>
    string Open(string sealedPath);
}
