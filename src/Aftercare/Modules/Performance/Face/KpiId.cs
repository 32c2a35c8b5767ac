using System.Globalization;
using Aftercare.Platform;

namespace Aftercare.Modules.Performance.Face;

/// <summary>An indicator (指标).</summary>
public readonly record struct KpiId(long Value) : IId<KpiId>
{
    public static KpiId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A card template (考核表): which indicators with which weights.</summary>
public readonly record struct CardId(long Value) : IId<CardId>
{
    public static CardId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A frozen value of an indicator.</summary>
public readonly record struct KpiResultId(long Value) : IId<KpiResultId>
{
    public static KpiResultId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
