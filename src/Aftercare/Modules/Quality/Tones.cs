using Aftercare.UiKit;

namespace Aftercare.Modules.Quality;

/// <summary>The colours of complaints: one that the customer accepted is nearly done, whatever the word means elsewhere.</summary>
internal static class Tones
{
    public static Tone Of(ComplaintStatus status) => status switch
    {
        ComplaintStatus.Received => Tone.Info, ComplaintStatus.Verified or ComplaintStatus.Answered => Tone.Active, ComplaintStatus.Accepted => Tone.Good, ComplaintStatus.NotAccepted => Tone.Warn, _ => Tone.Neutral,
    };

    public static Tone Of(ComplaintSeverity severity) => severity is ComplaintSeverity.Major ? Tone.Bad : Tone.Neutral;
}
