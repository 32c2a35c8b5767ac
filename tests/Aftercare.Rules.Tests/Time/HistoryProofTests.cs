using FsCheck;
using FsCheck.Xunit;

namespace Aftercare.Rules.Tests.Time;

public sealed class HistoryProofTests
{
    [Property(MaxTest = 100)]
    [Trait("Requirement", "R308")]
    [Trait("Requirement", "B31")]
    public void Random_histories_agree_with_a_walk_step_by_step(DoNotSize<int> seed)
    {
        var disagreement = new HistoryProof().Disagreement(seed.Item, histories: 20);
        Assert.True(disagreement is null, disagreement);
    }
}
