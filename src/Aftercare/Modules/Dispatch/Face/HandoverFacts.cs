using System.Globalization;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Dispatch.Face;

/// <summary>A work order handed from one unit to another (转派).</summary>
public readonly record struct HandoverId(long Value) : IId<HandoverId>
{
    public static HandoverId Of(long value) => new(value);
    public static bool operator <(HandoverId left, HandoverId right) => left.Value < right.Value;
    public static bool operator >(HandoverId left, HandoverId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>待接收、已接收、已拒收、超时退回、已收回.</summary>
public enum HandoverState { Offered, Accepted, Refused, Expired, TakenBack }

/// <summary>A unit was handed a work order, answered, or let the time run out (B01): tell both sides.</summary>
/// <param name="Reason">Why it was refused or taken back, in people's words.</param>
[AnnouncedAs("dispatch.handover-changed")]
public sealed record HandoverChanged(WorkOrderId Order, HandoverId Handover, UnitId From, UnitId To, HandoverState State, string? Reason, Instant AnswerBy, Instant At) : IFact
{
    public long About => Order.Value;
}

/// <summary>A handed work order was not answered yet and its time is nearly over (B01).</summary>
[AnnouncedAs("dispatch.handover-due")]
public sealed record HandoverDue(WorkOrderId Order, HandoverId Handover, UnitId To, Instant AnswerBy) : IFact
{
    public long About => Order.Value;
}
