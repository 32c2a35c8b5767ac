using System.Globalization;

namespace Aftercare.UiKit;

internal static class Svg
{
    /// <summary>A coordinate: two decimals at most, a point whatever the culture.</summary>
    public static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
