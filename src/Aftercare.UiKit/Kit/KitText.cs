using System.Globalization;

namespace Aftercare.UiKit.Kit;

/// <summary>Words of the examples; not texts of the library.</summary>
internal static class KitText
{
    public static string T(string zh, string en) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? zh : en;
}
