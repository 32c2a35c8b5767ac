using Aftercare.UiKit;

namespace Aftercare.Modules.Integrations;

internal static class TableTones
{
    public static Tone Of(TableState state) => state switch { TableState.Done => Tone.Good, TableState.Checking or TableState.Running or TableState.Undoing => Tone.Active, TableState.Undone => Tone.Neutral, _ => Tone.Info };

    public static Tone Of(LineOutcome outcome) => outcome switch { LineOutcome.Refused => Tone.Bad, LineOutcome.Kept => Tone.Warn, LineOutcome.Created or LineOutcome.Ready => Tone.Good, _ => Tone.Neutral };
}
