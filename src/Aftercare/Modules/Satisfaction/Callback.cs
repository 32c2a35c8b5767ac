using System.Linq.Expressions;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>待回访、号码有误、已回访、客户拒访、未联系上、已线上评价. Only the first is called; only the third has answers.</summary>
internal enum CallbackState { Waiting, WrongNumber, Reached, Refused, Unreachable, AnsweredByLink }

/// <summary>To ask how it was, or to check a rating that came by link (R915).</summary>
internal enum CallbackPurpose { Ask, Check }

/// <summary>
/// A customer to be called after a service (B11): one per work order, or per request that was solved from afar. Its version
/// is the guard: of two agents who call the same customer at once the second one is told.
/// </summary>
internal sealed class Callback : Root, IListable<Callback>
{
    public required CallbackId Id { get; init; }

    /// <summary>Null for a request that was solved without a visit.</summary>
    public WorkOrderId? OrderId { get; init; }

    /// <summary>The number of the order or request.</summary>
    public required string Number { get; init; }

    public required TicketId TicketId { get; init; }
    public required CustomerId CustomerId { get; init; }
    public ContactId? ContactId { get; init; }
    public required UnitId UnitId { get; init; }

    /// <summary>Whose work it was.</summary>
    public PersonId? TechnicianId { get; init; }

    /// <summary>Who calls; null when anybody of the unit does.</summary>
    public PersonId? AssigneeId { get; init; }

    /// <summary>Of the work order; `remote` for a request that was solved from afar.</summary>
    public required string Kind { get; init; }

    public required Instant CompletedAt { get; init; }
    public required int PolicyNumber { get; init; }

    /// <summary>The local date of the first call in the unit's zone: figures count the call-back on it, however it ends.</summary>
    public required LocalDate Date { get; init; }

    public CallbackPurpose Purpose { get; private set; }

    /// <summary>When to call next.</summary>
    public required Instant DueAt { get; set; }

    public CallbackState State { get; private set; }

    /// <summary>Calls that nobody answered.</summary>
    public int Failures { get; private set; }

    public Instant? ClosedAt { get; private set; }
    public int? Questionnaire { get; private set; }

    /// <summary>1 to 5, as told on the phone.</summary>
    public int? Overall { get; private set; }

    public bool? Satisfied { get; private set; }
    public bool? Solved { get; private set; }
    public string? Remark { get; private set; }

    /// <summary>Of a check: the customer says something else than the rating.</summary>
    public bool? Contradicted { get; private set; }

    public List<CallAttempt> Attempts { get; } = [];
    public List<CallbackAnswer> Answers { get; } = [];

    internal override long Key => Id.Value;

    public bool IsOpen => State is CallbackState.Waiting or CallbackState.WrongNumber;

    /// <summary>The record behind its figures.</summary>
    public long Source => OrderId?.Value ?? TicketId.Value;

    public Refusal? WhyNotCall(Caller caller) => this switch
    {
        { TechnicianId: { } mine } when mine == caller.Person => new("callback.own-work", RefusalKind.Forbidden),
        { State: CallbackState.Waiting } => null,
        { State: CallbackState.WrongNumber } => new("callback.number-wrong"),
        _ => new("callback.closed"),
    };

    /// <summary>A call without answers, and what comes next by the policy.</summary>
    /// <param name="later">When the customer wants to be called, for <see cref="CallResult.CallLater"/>.</param>
    public void Try(CallAttempt attempt, Instant? later, CallbackPolicy policy, WorkingTime hours)
    {
        Attempts.Add(attempt);
        switch (attempt.Result)
        {
            case CallResult.CallLater: DueAt = later!.Value; break;
            case CallResult.WrongNumber: State = CallbackState.WrongNumber; break;
            case CallResult.Refused: Close(CallbackState.Refused, attempt.At); break;
            default:
                Failures++;
                if (Failures >= policy.MaxAttempts) Close(CallbackState.Unreachable, attempt.At);
                else DueAt = hours.Add(attempt.At, Duration.FromMinutes(policy.RetryMinutes));
                break;
        }
    }

    /// <summary>The number was corrected: it is called now.</summary>
    public void CallAgain(Instant now) => (State, DueAt) = (CallbackState.Waiting, now);

    /// <summary>There is no other number.</summary>
    public void GiveUp(Instant now) => Close(CallbackState.Unreachable, now);

    /// <summary>The customer answered the questions.</summary>
    public void Answer(CallAttempt attempt, int questionnaire, IEnumerable<CallbackAnswer> answers, int overall, bool satisfied, bool? solved, string? remark)
    {
        Attempts.Add(attempt);
        Answers.AddRange(answers);
        (Questionnaire, Overall, Satisfied, Solved, Remark) = (questionnaire, overall, satisfied, solved, remark);
        Close(CallbackState.Reached, attempt.At);
    }

    /// <summary>The customer says whether the rating is theirs (R915).</summary>
    public void Check(CallAttempt attempt, bool confirmed, string? remark)
    {
        Attempts.Add(attempt);
        (Contradicted, Remark) = (!confirmed, remark);
        Close(CallbackState.Reached, attempt.At);
    }

    /// <summary>The customer rated by link before we called: nobody asks twice, but a few are asked whether it was really them.</summary>
    /// <returns>True when it goes on as a check.</returns>
    public bool RatedByLink(bool check, Instant now)
    {
        if (check) Purpose = CallbackPurpose.Check;
        else Close(CallbackState.AnsweredByLink, now);
        return check;
    }

    /// <summary>What was told on the phone outside this call-back.</summary>
    public void RatedByPhone(CallAttempt attempt, int overall, bool satisfied, string? remark)
    {
        Attempts.Add(attempt);
        (Overall, Satisfied, Remark) = (overall, satisfied, remark);
        Close(CallbackState.Reached, attempt.At);
    }

    private void Close(CallbackState state, Instant at) => (State, ClosedAt) = (state, at);

    public static Expression<Func<Callback, bool>> VisibleTo(Caller caller)
    {
        if (caller.Kind is CallerKind.Link or CallerKind.Anonymous) return callback => false;
        if (caller.SeesAllUnits) return callback => true;
        // A technician must not know which of their customers are called.
        if (caller.OwnOnly) return callback => callback.AssigneeId == caller.Person && callback.AssigneeId != null;
        IEnumerable<UnitId> units = [.. caller.Units];
        return callback => units.Contains(callback.UnitId);
    }

    public static Expression<Func<Callback, bool>> WithKey(long key) => callback => callback.Id == new CallbackId(key);

    internal sealed class Table : IEntityTypeConfiguration<Callback>
    {
        public void Configure(EntityTypeBuilder<Callback> builder)
        {
            builder.ToTable("callbacks").HasKey(callback => callback.Id);
            builder.References(callback => callback.OrderId);
            builder.References(callback => callback.TicketId);
            builder.References(callback => callback.CustomerId);
            builder.References(callback => callback.ContactId);
            builder.References(callback => callback.UnitId);
            builder.References(callback => callback.TechnicianId);
            builder.References(callback => callback.AssigneeId);
            builder.HasMany(callback => callback.Attempts).WithOne().HasForeignKey(attempt => attempt.CallbackId);
            builder.HasMany(callback => callback.Answers).WithOne().HasForeignKey(answer => answer.CallbackId);
            builder.Property(callback => callback.Number).HasMaxLength(30);
            builder.Property(callback => callback.Kind).HasMaxLength(40);
            builder.Property(callback => callback.Remark).HasMaxLength(1000);
            builder.HasIndex(callback => callback.OrderId).IsUnique();
            builder.HasIndex(callback => callback.TicketId).IsUnique().HasFilter("order_id is null").HasDatabaseName("ix_callbacks_remote");
            builder.HasIndex(callback => new { callback.CompanyId, callback.State, callback.DueAt, callback.Id });
            builder.HasIndex(callback => new { callback.CompanyId, callback.UnitId, callback.Date });
            builder.HasIndex(callback => callback.CustomerId);
        }
    }
}
