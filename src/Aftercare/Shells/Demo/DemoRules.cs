using Aftercare.Modules.Charges;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Messages;
using Aftercare.Modules.Performance;
using Aftercare.Modules.Satisfaction;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Step three: the rules the company works by, in force before its first request.</summary>
internal static class DemoRules
{
    public static async Task Play(DemoStage stage)
    {
        var begun = new LocalDate(2024, 1, 1);
        await stage.Run(new LoadStandardPolicies.Command());
        await stage.Run(new LoadStandardKpis.Command(begun, ["S5", "S6", "TIMELINESS"]));
        await stage.Run(new LoadPolicySets.Command());
        await stage.Run(new LoadStandardCharges.Command(begun));
        await stage.Run(new SetMessagePolicy.Command(begun, [], new(21, 0), new(8, 0)));
        await stage.Run(new SetDispatchPolicy.Command(begun, AnswerMinutes: 60, RemindMinutes: 15, PoolPerDay: 2));
        // One in seven is called back: a list that somebody can finish.
        await stage.Replay(DemoStage.At(stage.Today.PlusDays(-stage.World.Days - 1), 9, 0), new SetCallbackPolicy.Command(stage.Today.PlusDays(-stage.World.Days), SampleBasisPoints: 1500));
    }
}
