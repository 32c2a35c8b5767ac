namespace Aftercare.Platform;

/// <summary>What a module's door says at start-up: its slices, its face, and what it contributes to the registries.</summary>
public sealed class ModuleBuilder(string name, IServiceCollection services)
{
    /// <summary>The module's name as in its namespace.</summary>
    public string Name { get; } = name;

    public IServiceCollection Services { get; } = services;

    /// <summary>The index of the module: one line per use case.</summary>
    public ModuleBuilder Slices(params ReadOnlySpan<Type> slices)
    {
        foreach (var type in slices)
        {
            var slice = new Slice(Name, type);
            Services.AddSingleton(slice);
            Services.AddScoped(slice.Handler);
        }
        return this;
    }

    /// <summary>What modules below may ask of this one.</summary>
    public ModuleBuilder Face<TFace, TImplementation>() where TFace : class where TImplementation : class, TFace
    {
        Services.AddScoped<TFace, TImplementation>();
        return this;
    }

    /// <summary>An entry of one of the platform's registries: a queue, a story source, a search kind, a place in the navigation.</summary>
    public ModuleBuilder Contribute<TEntry>(TEntry entry) where TEntry : class
    {
        Services.AddSingleton(entry);
        return this;
    }
}
