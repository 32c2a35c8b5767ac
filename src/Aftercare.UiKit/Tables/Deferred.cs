using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Aftercare.UiKit;

/// <summary>Renders its content after its elder siblings have been initialised: a table after its columns.</summary>
public sealed class Deferred : ComponentBase
{
    /// <summary>What waits.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddContent(0, ChildContent);
    }
}
