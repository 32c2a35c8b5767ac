using System.Globalization;
using Aftercare.Platform;

namespace Aftercare.Modules.Charges.Face;

/// <summary>What one work order costs its customer (报价), line by line.</summary>
public readonly record struct QuoteId(long Value) : IId<QuoteId>
{
    public static QuoteId Of(long value) => new(value);
    public static bool operator <(QuoteId left, QuoteId right) => left.Value < right.Value;
    public static bool operator >(QuoteId left, QuoteId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Money taken from a customer (收款), with a receipt.</summary>
public readonly record struct PaymentId(long Value) : IId<PaymentId>
{
    public static PaymentId Of(long value) => new(value);
    public static bool operator <(PaymentId left, PaymentId right) => left.Value < right.Value;
    public static bool operator >(PaymentId left, PaymentId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A price list (价目表) of a region and a customer class.</summary>
public readonly record struct PriceListId(long Value) : IId<PriceListId>
{
    public static PriceListId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The cash that one person holds for the company.</summary>
public readonly record struct CashBoxId(long Value) : IId<CashBoxId>
{
    public static CashBoxId Of(long value) => new(value);
    public static bool operator <(CashBoxId left, CashBoxId right) => left.Value < right.Value;
    public static bool operator >(CashBoxId left, CashBoxId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Cash given to the service point's cashier (交款).</summary>
public readonly record struct HandInId(long Value) : IId<HandInId>
{
    public static HandInId Of(long value) => new(value);
    public static bool operator <(HandInId left, HandInId right) => left.Value < right.Value;
    public static bool operator >(HandInId left, HandInId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a customer pays. All but cash carry the reference of the transfer.</summary>
public enum PaymentMethod { Cash, WeChat, Alipay, Transfer }
