using System.Globalization;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Satisfaction.Face;

/// <summary>A customer to be called after a service (电话回访).</summary>
public readonly record struct CallbackId(long Value) : IId<CallbackId>
{
    public static CallbackId Of(long value) => new(value);
    public static bool operator <(CallbackId left, CallbackId right) => left.Value < right.Value;
    public static bool operator >(CallbackId left, CallbackId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Something a named person has to put right with a customer (跟进).</summary>
public readonly record struct FollowUpId(long Value) : IId<FollowUpId>
{
    public static FollowUpId Of(long value) => new(value);
    public static bool operator <(FollowUpId left, FollowUpId right) => left.Value < right.Value;
    public static bool operator >(FollowUpId left, FollowUpId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A check call found that a rating was not what the customer says (R915): for whoever keeps the daily behaviour of the person.</summary>
/// <param name="Technician">Whose work was rated, if anybody's.</param>
[AnnouncedAs("satisfaction.rating-contradicted")]
public sealed record RatingContradicted(CallbackId Callback, TicketId Ticket, PersonId? Technician, Instant At) : IFact
{
    public long About => Callback.Value;
}

/// <summary>Somebody has to put something right with a customer, until a time (R909).</summary>
[AnnouncedAs("satisfaction.follow-up-opened")]
public sealed record FollowUpOpened(FollowUpId FollowUp, TicketId Ticket, PersonId? Person, Instant DueAt) : IFact
{
    public long About => FollowUp.Value;
}
