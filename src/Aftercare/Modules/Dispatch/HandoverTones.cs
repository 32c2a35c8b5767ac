using Aftercare.Modules.Dispatch.Face;
using Aftercare.UiKit;

namespace Aftercare.Modules.Dispatch;

internal static class HandoverTones
{
    public static Tone Of(HandoverState state) => state switch
    {
        HandoverState.Offered => Tone.Info, HandoverState.Accepted => Tone.Good, HandoverState.Refused => Tone.Bad, HandoverState.Expired => Tone.Warn, _ => Tone.Neutral,
    };
}
