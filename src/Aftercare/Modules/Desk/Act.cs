using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Somebody did something: when it happened, when it is entered, and who it was.</summary>
internal sealed record Act(Instant At, Instant Now, string Who, PersonId? By)
{
    /// <summary>By the caller of this command; now unless it happened earlier.</summary>
    public static Act Of(AppDb db, Instant? at = null) => new((at ?? db.Now).ToMicroseconds(), db.Now, db.Caller.Name, db.Caller.Person);
}
