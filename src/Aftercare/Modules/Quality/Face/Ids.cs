using System.Globalization;
using Aftercare.Platform;

namespace Aftercare.Modules.Quality.Face;

/// <summary>A complaint (投诉).</summary>
public readonly record struct ComplaintId(long Value) : IId<ComplaintId>
{
    public static ComplaintId Of(long value) => new(value);
    public static bool operator <(ComplaintId left, ComplaintId right) => left.Value < right.Value;
    public static bool operator >(ComplaintId left, ComplaintId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An opinion asked of a department (会商).</summary>
public readonly record struct ConsultationId(long Value) : IId<ConsultationId>
{
    public static ConsultationId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A logged test of the complaint channels.</summary>
public readonly record struct ChannelTestId(long Value) : IId<ChannelTestId>
{
    public static ChannelTestId Of(long value) => new(value);
    public static bool operator <(ChannelTestId left, ChannelTestId right) => left.Value < right.Value;
    public static bool operator >(ChannelTestId left, ChannelTestId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An edition of the rules for complaints.</summary>
public readonly record struct QualityPolicyId(long Value) : IId<QualityPolicyId>
{
    public static QualityPolicyId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
