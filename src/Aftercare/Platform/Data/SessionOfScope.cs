namespace Aftercare.Platform;

/// <summary>The one session of a scope: from the engine's pool when first asked for, unless the writer gave one of its own. The container gives it back.</summary>
internal sealed class SessionOfScope(Engine engine, Recorder recorder)
{
    private AppDb? _session;

    public AppDb Session => _session ??= engine.NewSession(recorder);

    /// <summary>Before anybody asked.</summary>
    public void Give(AppDb session)
    {
        session.Use(recorder);
        _session = session;
    }
}
