using NodaTime;

namespace Aftercare.Platform;

/// <summary>The command that has the database session now.</summary>
internal sealed record RunningCommand(string Name, Instant At, string? Reason)
{
    /// <summary>Facts announced so far: after the commit they wake subscribers and open browsers.</summary>
    public List<Announcement> Announced { get; } = [];
}

/// <summary>A committed fact, by its stored name and the record it is about; or, without a name, just the record that changed.</summary>
public sealed record Announcement(string Fact, long About, CompanyId Company)
{
    /// <summary>A record changed and nobody has a word for it.</summary>
    internal static Announcement Changed(long record, CompanyId company) => new("", record, company);

    internal bool IsFact => Fact.Length > 0;
}
