using System.Globalization;
using Aftercare.Platform;

namespace Aftercare.Modules.Desk.Face;

/// <summary>A time policy (时效规则).</summary>
public readonly record struct SlaPolicyId(long Value) : IId<SlaPolicyId>
{
    public static SlaPolicyId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A request type (请求类型).</summary>
public readonly record struct RequestTypeId(long Value) : IId<RequestTypeId>
{
    public static RequestTypeId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A row of the priority table.</summary>
public readonly record struct PriorityRuleId(long Value) : IId<PriorityRuleId>
{
    public static PriorityRuleId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An attempt to reach a customer.</summary>
public readonly record struct ContactAttemptId(long Value) : IId<ContactAttemptId>
{
    public static ContactAttemptId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An answer, a note or a customer's message on a ticket.</summary>
public readonly record struct TicketMessageId(long Value) : IId<TicketMessageId>
{
    public static TicketMessageId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An edition of the desk's terms.</summary>
public readonly record struct DeskTermsId(long Value) : IId<DeskTermsId>
{
    public static DeskTermsId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A ticket that went a level up (升级).</summary>
public readonly record struct EscalationId(long Value) : IId<EscalationId>
{
    public static EscalationId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Why a promise was broken, and whether it is excused.</summary>
public readonly record struct BreachReviewId(long Value) : IId<BreachReviewId>
{
    public static BreachReviewId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Somebody stands in for a colleague who is away.</summary>
public readonly record struct StandInId(long Value) : IId<StandInId>
{
    public static StandInId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
