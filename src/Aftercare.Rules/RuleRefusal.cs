using System.Diagnostics.CodeAnalysis;

namespace Aftercare.Rules;

/// <summary>A rule cannot answer, and says why with a stable code (<c>noun.reason</c>).</summary>
/// <remarks>The one exception these libraries throw on purpose; the application turns it into its own refusal.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "A refusal is an expected answer; the word is the house's.")]
public sealed class RuleRefusal : Exception
{
    /// <param name="code">Stable machine-readable reason, for example <c>calendar.never-open</c>.</param>
    /// <param name="message">One English sentence for people; not part of any contract.</param>
    /// <param name="values">What the message names, for whoever words it in another language.</param>
    public RuleRefusal(string code, string message, params object[] values) : base(message) => (Code, Values) = (code, values);

    /// <summary>Stable machine-readable reason, for example <c>calendar.never-open</c>.</summary>
    public string Code { get; }

    /// <summary>What the message names; empty when the message is all there is to say.</summary>
    public IReadOnlyList<object> Values { get; }
}
