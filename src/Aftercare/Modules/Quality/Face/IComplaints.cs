using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Quality.Face;

/// <summary>The promises of a complaint (R802): answered and verified; a solution told.</summary>
public enum ComplaintClockKind { Respond, Solve }

/// <summary>A complaint as modules below see it.</summary>
/// <param name="Words">What the customer complains about, as they said it.</param>
public sealed record ComplaintCard(ComplaintId Id, string Number, UnitId Unit, CustomerId Customer, PersonId Owner, string Words, bool Major)
{
    public required Instant ReceivedAt { get; init; }
}

/// <summary>What modules below may ask about complaints.</summary>
public interface IComplaints
{
    /// <summary>The complaint, whoever asks inside the company, or a refusal (`complaint.not-found`).</summary>
    Task<ComplaintCard> Complaint(ComplaintId complaint, CancellationToken ct);

    /// <summary>Several at once, whoever asks inside the company; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<ComplaintId, ComplaintCard>> Cards(IReadOnlyCollection<ComplaintId> complaints, CancellationToken ct);

    /// <summary>Everything that happened to it, oldest first, one line each, in times of its unit: what leadership reads (R804).</summary>
    Task<string> History(ComplaintId complaint, string language, CancellationToken ct);
}

/// <summary>A complaint came in.</summary>
[AnnouncedAs("quality.complaint-received")]
public sealed record ComplaintReceived(ComplaintId Complaint, Instant At) : IFact
{
    public long About => Complaint.Value;
}

/// <summary>A complaint is a major case: management hears of it at once (R803).</summary>
[AnnouncedAs("quality.complaint-major")]
public sealed record ComplaintMajor(ComplaintId Complaint, Instant At) : IFact
{
    public long About => Complaint.Value;
}

/// <summary>The customer did not accept as often as the rules allow: company leadership takes it up (R804).</summary>
/// <param name="Times">How often the customer did not accept.</param>
[AnnouncedAs("quality.complaint-escalated")]
public sealed record ComplaintEscalated(ComplaintId Complaint, int Times, Instant At) : IFact
{
    public long About => Complaint.Value;
}

/// <summary>A promise of a complaint ran out.</summary>
[AnnouncedAs("quality.complaint-overdue")]
public sealed record ComplaintOverdue(ComplaintId Complaint, ComplaintClockKind Clock, Instant DueAt) : IFact
{
    public long About => Complaint.Value;
}

/// <summary>Somebody of a department was asked for an opinion (R804).</summary>
[AnnouncedAs("quality.opinion-asked")]
public sealed record OpinionAsked(ComplaintId Complaint, PersonId Of, string Question, LocalDate DueOn) : IFact
{
    public long About => Complaint.Value;
}

/// <summary>A complaint was closed.</summary>
/// <param name="Valid">Whether it was found to be right.</param>
[AnnouncedAs("quality.complaint-closed")]
public sealed record ComplaintClosed(ComplaintId Complaint, bool Valid, Instant At) : IFact
{
    public long About => Complaint.Value;
}
