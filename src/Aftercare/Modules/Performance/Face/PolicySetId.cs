using System.Globalization;
using Aftercare.Platform;

namespace Aftercare.Modules.Performance.Face;

/// <summary>A policy set (制度方案) of a company.</summary>
public readonly record struct PolicySetId(long Value) : IId<PolicySetId>
{
    public static PolicySetId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A policy set switched on from a day.</summary>
public readonly record struct PolicyAdoptionId(long Value) : IId<PolicyAdoptionId>
{
    public static PolicyAdoptionId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The schemes of one employee.</summary>
public readonly record struct StaffSchemesId(long Value) : IId<StaffSchemesId>
{
    public static StaffSchemesId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
