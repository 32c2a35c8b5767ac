namespace Aftercare.UiKit;

/// <summary>Where a step is.</summary>
public enum StepState
{
    /// <summary>Not yet.</summary>
    Todo,
    /// <summary>Now.</summary>
    Current,
    /// <summary>Done.</summary>
    Done,
    /// <summary>Did not work out.</summary>
    Failed,
}

/// <summary>One step of a way.</summary>
/// <param name="Title">Name of the step.</param>
/// <param name="State">Where it is.</param>
/// <param name="Note">A time, a person.</param>
public sealed record Step(string Title, StepState State, string? Note = null);

/// <summary>One node of a tree.</summary>
/// <param name="Title">Name.</param>
/// <param name="Children">Below it.</param>
/// <param name="Href">Its page.</param>
/// <param name="Icon">A Tabler icon.</param>
/// <param name="Note">A count, a holder.</param>
/// <param name="Open">Shows its children.</param>
/// <param name="Current">The one the page is about.</param>
public sealed record TreeNode(string Title, IReadOnlyList<TreeNode>? Children = null, string? Href = null, string? Icon = null,
    string? Note = null, bool Open = false, bool Current = false);
