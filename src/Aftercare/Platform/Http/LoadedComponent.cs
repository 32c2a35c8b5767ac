using Microsoft.AspNetCore.Components;

namespace Aftercare.Platform;

/// <summary>
/// What every component of the product inherits: it is rendered once it has loaded what it shows. Blazor would render
/// at the first `await` of `OnInitializedAsync` too, with nothing loaded; SQLite answers at once and hides it, PostgreSQL does not.
/// </summary>
public abstract class LoadedComponent : ComponentBase
{
    private bool _initialized;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_initialized)
        {
            _initialized = true;
            OnInitialized();
            await OnInitializedAsync();
        }
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }
}
