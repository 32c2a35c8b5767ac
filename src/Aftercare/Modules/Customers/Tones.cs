using Aftercare.Modules.Customers.Face;
using Aftercare.UiKit;

namespace Aftercare.Modules.Customers;

internal static class Tones
{
    public static Tone Of(CustomerClass level) => level switch { CustomerClass.Strategic => Tone.Warn, CustomerClass.Key => Tone.Active, _ => Tone.Neutral };
}
