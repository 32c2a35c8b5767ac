namespace Aftercare.Modules.Identity.Face;

/// <summary>The way into an empty installation: there is no default password, but a link, printed at start.</summary>
public interface ISetUpOffer
{
    /// <summary>
    /// Makes a new link, which works once and for a day, and voids the one before.
    /// Answers its path (`/set-up/…`), or null when somebody has an account already.
    /// </summary>
    Task<string?> Make(CancellationToken ct);
}
