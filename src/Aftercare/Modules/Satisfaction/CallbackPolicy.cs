using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

internal readonly record struct CallbackPolicyId(long Value) : IId<CallbackPolicyId>
{
    public static CallbackPolicyId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Who calls: the call-back person of the unit, or whoever ordered the work (R322).</summary>
internal enum CallbackCaller { UnitPerson, WhoOrdered }

/// <summary>What comes after the last attempt without an answer.</summary>
internal enum AfterLastCall { Close, FollowUp }

/// <summary>
/// Whom we call after a service, when, how often and who does it, from a day on. A version is never changed: a call-back
/// keeps the number of the one it was drawn by, so that everybody can draw again and find the same orders.
/// </summary>
internal sealed class CallbackPolicy : Root
{
    public required CallbackPolicyId Id { get; init; }

    /// <summary>1, 2, 3…; 0 is the standard one, which counts until a company publishes its own.</summary>
    public required int Number { get; init; }

    public required LocalDate ValidFrom { get; init; }

    /// <summary>Kinds of work orders, separated by commas; empty for all.</summary>
    public string Kinds { get; init; } = "";

    /// <summary>Also requests that were solved by phone or online.</summary>
    public bool Tickets { get; init; } = true;

    /// <summary>How many of the orders are drawn, in hundredths of a percent: 3000 is 30 %.</summary>
    public int SampleBasisPoints { get; init; } = 10_000;

    /// <summary>How many of the ratings by link are checked by a call (R915).</summary>
    public int CheckBasisPoints { get; init; } = 500;

    /// <summary>Working minutes from the completion to the call.</summary>
    public int AfterMinutes { get; init; } = 120;

    /// <summary>So many calls without an answer, and the customer counts as unreachable.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Working minutes from one attempt to the next.</summary>
    public int RetryMinutes { get; init; } = 240;

    public CallbackCaller Caller { get; init; }
    public AfterLastCall AfterLast { get; init; }

    /// <summary>A customer who says that it is not solved gets the request opened again; else a follow-up.</summary>
    public bool ReopenUnsolved { get; init; } = true;

    /// <summary>Working minutes in which a follow-up has to be done (R909).</summary>
    public int FollowUpMinutes { get; init; } = 480;

    /// <summary>Every so many months a customer of the class is called or visited (R905); 0 for never.</summary>
    public int StrategicMonths { get; init; } = 3;

    public int KeyMonths { get; init; } = 6;
    public int StandardMonths { get; init; }

    internal override long Key => Id.Value;

    public bool Covers(string kind) => Kinds.Length == 0 || Kinds.Split(',').Contains(kind);

    public int MonthsOf(CustomerClass level) => level switch { CustomerClass.Strategic => StrategicMonths, CustomerClass.Key => KeyMonths, _ => StandardMonths };

    /// <summary>
    /// Whether a record is drawn. Its identifier was given out before anybody could know what becomes of it, and nothing but
    /// it and the number of the policy decides: nobody can choose whom to call, and everybody can draw again.
    /// </summary>
    /// <param name="purpose">`ask` and `check` are drawn apart from each other.</param>
    public static bool Draws(string purpose, long record, int policy, int basisPoints)
    {
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{purpose}:{policy}:{record}")));
        return BinaryPrimitives.ReadUInt32BigEndian(digest) % 10_000 < basisPoints;
    }

    public bool DrawsToAsk(long record) => Draws("ask", record, Number, SampleBasisPoints);

    public bool DrawsToCheck(long record) => Draws("check", record, Number, CheckBasisPoints);

    /// <summary>The policy of a day: of those in force the one published last; the standard one while there is none.</summary>
    public static async Task<CallbackPolicy> On(AppDb db, LocalDate day, CancellationToken ct) =>
        await db.All<CallbackPolicy>().AsNoTracking().Where(policy => policy.ValidFrom <= day).OrderByDescending(policy => policy.ValidFrom).ThenByDescending(policy => policy.Number).FirstOrDefaultAsync(ct) ?? Standard;

    /// <summary>The policy a call-back was drawn by.</summary>
    public static async Task<CallbackPolicy> Of(AppDb db, int number, CancellationToken ct) =>
        number == 0 ? Standard : await db.All<CallbackPolicy>().AsNoTracking().SingleAsync(policy => policy.Number == number, ct);

    public static CallbackPolicy Standard { get; } = new() { Id = default, Number = 0, ValidFrom = LocalDate.MinIsoValue };

    internal sealed class Table : IEntityTypeConfiguration<CallbackPolicy>
    {
        public void Configure(EntityTypeBuilder<CallbackPolicy> builder)
        {
            builder.ToTable("callback_policies").HasKey(policy => policy.Id);
            builder.Property(policy => policy.Kinds).HasMaxLength(400);
            builder.HasIndex(policy => new { policy.CompanyId, policy.Number }).IsUnique();
        }
    }
}

/// <summary>Who calls the customers of a unit and of the units below it that have nobody of their own.</summary>
internal sealed class CallbackPerson : Root
{
    public required CallbackPersonId Id { get; init; }
    public required UnitId UnitId { get; init; }
    public PersonId? PersonId { get; set; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<CallbackPerson>
    {
        public void Configure(EntityTypeBuilder<CallbackPerson> builder)
        {
            builder.ToTable("callback_people").HasKey(row => row.Id);
            builder.References(row => row.UnitId);
            builder.References(row => row.PersonId);
            builder.HasIndex(row => row.UnitId).IsUnique();
        }
    }
}

internal readonly record struct CallbackPersonId(long Value) : IId<CallbackPersonId>
{
    public static CallbackPersonId Of(long value) => new(value);
}
