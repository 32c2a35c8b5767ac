using System.Diagnostics.CodeAnalysis;

namespace Aftercare.Optimizer;

/// <summary>A problem cannot be read or solved as it is written; says what, where and what to do.</summary>
/// <remarks>The one exception this library throws on purpose.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "A refusal is an expected answer; the word is the house's.")]
public sealed class OptimizerRefusal : Exception
{
    /// <param name="code">Stable machine-readable reason, for example <c>problem.unknown-place</c>.</param>
    /// <param name="field">Where it is: a line or a path such as <c>orders[3].place</c>.</param>
    /// <param name="message">One English sentence for people with the way out; not part of any contract.</param>
    public OptimizerRefusal(string code, string field, string message) : base(message)
    {
        Code = code;
        Field = field;
    }

    /// <summary>Stable machine-readable reason, for example <c>problem.unknown-place</c>.</summary>
    public string Code { get; }

    /// <summary>Where it is: a line or a path such as <c>orders[3].place</c>.</summary>
    public string Field { get; }
}
