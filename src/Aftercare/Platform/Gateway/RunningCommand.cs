using NodaTime;

namespace Aftercare.Platform;

/// <summary>The command that has the database session now.</summary>
internal sealed record RunningCommand(string Name, Instant At, string? Reason)
{
    /// <summary>Facts announced so far: after the commit they wake subscribers and open browsers.</summary>
    public List<Announcement> Announced { get; } = [];
}

/// <summary>A committed fact, by its stored name and the record it is about.</summary>
public sealed record Announcement(string Fact, long About);
