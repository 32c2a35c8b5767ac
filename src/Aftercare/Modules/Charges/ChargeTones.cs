using System.Globalization;
using Aftercare.Modules.Charges.Face;
using Aftercare.Platform;
using Aftercare.UiKit;

namespace Aftercare.Modules.Charges;

/// <summary>What the pages of charges share.</summary>
internal static class ChargeTones
{
    public static Tone Of(QuoteState state) => state switch { QuoteState.Agreed => Tone.Good, QuoteState.ToConsent => Tone.Warn, QuoteState.Refused => Tone.Bad, _ => Tone.Neutral };

    /// <summary>`¥80.00`, or `-¥80.00`.</summary>
    public static string Money(decimal yuan) => (yuan < 0 ? "-¥" : "¥") + Math.Abs(yuan).ToString("N2", CultureInfo.InvariantCulture);

    public static IReadOnlyList<Option> Methods(Texts texts) => Option.Of<PaymentMethod>(method => texts[$"charges.method.{method}"]);
}
