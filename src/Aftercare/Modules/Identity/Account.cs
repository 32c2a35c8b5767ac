using System.Linq.Expressions;
using System.Text;
using System.Text.RegularExpressions;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// A way to sign in. Login and phone are unique in the whole installation, so that nobody has to name a company at
/// the door. Guessing is made slow: after five failures the account rests, twice as long after each further one.
/// </summary>
internal sealed partial class Account : Root, IListable<Account>
{
    public const int FailuresAllowed = 5;
    private static readonly Duration LongestLock = Duration.FromHours(24);

    public required AccountId Id { get; init; }
    public required string Login { get; set; }

    /// <summary>The person's name, as it appears in the audit trail.</summary>
    public required string Name { get; set; }

    public string? Phone { get; set; }
    public PersonId? PersonId { get; set; }
    public required string Language { get; set; }

    /// <summary>False once closed: no way in, whatever the key.</summary>
    public bool Open { get; set; } = true;

    /// <summary>Null until somebody chose a password.</summary>
    [Secret] public string? PasswordHash { get; set; }

    public Instant? PasswordSetAt { get; set; }

    /// <summary>The shared secret of the authenticator app, sealed with a key outside the database.</summary>
    [Secret] public string? TotpSecret { get; set; }

    /// <summary>The 30-second step whose code was used last: a code works once.</summary>
    public long? TotpStep { get; set; }

    /// <summary>Digests of the recovery codes not used yet, separated by spaces.</summary>
    [Secret] public string RecoveryCodes { get; set; } = "";

    public int FailedAttempts { get; set; }
    public Instant? LockedUntil { get; set; }
    public Instant? SignedInAt { get; set; }

    public List<AccountGrant> Grants { get; } = [];

    internal override long Key => Id.Value;

    /// <summary>3 to 80 letters, digits, `.`, `_`, `-` and `@`; full-width and capital letters are folded.</summary>
    /// <exception cref="Refusal">`account.login-malformed`.</exception>
    public static string NormalLogin(string login)
    {
        var folded = Fold(login);
        return LoginShape().IsMatch(folded) ? folded : throw Refusal.Invalid("account.login-malformed", nameof(Login));
    }

    /// <summary>What was typed, in the form logins are kept in; not checked.</summary>
    public static string Fold(string login) => login.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Digits only for numbers of China, `+` and digits for others; null for an empty text.</summary>
    /// <exception cref="Refusal">`account.phone-malformed`.</exception>
    public static string? NormalPhone(string? phone)
    {
        var folded = FoldPhone(phone);
        return folded.Length == 0 ? null : PhoneShape().IsMatch(folded) ? folded : throw Refusal.Invalid("account.phone-malformed", nameof(Phone));
    }

    /// <summary>What was typed, in the form phone numbers are kept in; not checked.</summary>
    public static string FoldPhone(string? phone)
    {
        var digits = PhoneNoise().Replace((phone ?? "").Normalize(NormalizationForm.FormKC), "");
        return digits.StartsWith("+86", StringComparison.Ordinal) ? digits[3..] : digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..] : digits;
    }

    public IEnumerable<Role> RolesOn(LocalDate day) => Grants.Where(grant => grant.HoldsOn(day)).Select(grant => RoleBook.Find(grant.RoleCode)).OfType<Role>();

    /// <summary>Whoever decides what others may do signs in with a second factor.</summary>
    public bool NeedsSecondFactor(LocalDate day) => TotpSecret is not null || RolesOn(day).Any(role => role.Administers);

    /// <summary>What comes after the first factor: a second one where there is or must be one.</summary>
    public SignInStep NextStep(LocalDate day, SignInSettings settings) =>
        TotpSecret is not null ? SignInStep.Code : NeedsSecondFactor(day) && !settings.Demo ? SignInStep.Enrol : SignInStep.Done;

    /// <summary>Closed or resting after too many failures. The caller at the door is not told which.</summary>
    public Refusal? WhyNotSignIn(Instant now) =>
        !Open || now < LockedUntil ? new Refusal("sign-in.wrong", RefusalKind.Unauthorized) : null;

    /// <summary>One guess was wrong. A guess while the account rests does not count: it could not have succeeded.</summary>
    public void Failed(Instant now)
    {
        if (now < LockedUntil) return;
        FailedAttempts++;
        if (FailedAttempts < FailuresAllowed) return;
        var doublings = Math.Min(FailedAttempts - FailuresAllowed, 20);
        LockedUntil = now + Duration.Min(LongestLock, Duration.FromMinutes(1 << doublings));
    }

    public void SignedIn(Instant now) => (FailedAttempts, LockedUntil, SignedInAt) = (0, null, now);

    public void Unlock() => (FailedAttempts, LockedUntil) = (0, null);

    public void SetPassword(string hash, Instant now)
    {
        (PasswordHash, PasswordSetAt) = (hash, now);
        Unlock();
    }

    /// <summary>Gives a role; one already held on that unit on the first day is kept.</summary>
    /// <exception cref="Refusal">`role.unknown`, `grant.ends-before-it-begins`.</exception>
    public AccountGrant Grant(GrantId id, string role, UnitId? unit, LocalDate from, LocalDate? until)
    {
        if (RoleBook.Find(role) is null) throw Refusal.Invalid("role.unknown", "Role", role);
        if (until < from) throw Refusal.Invalid("grant.ends-before-it-begins", "Until");
        if (Grants.Find(grant => grant.RoleCode == role && grant.UnitId == unit && grant.HoldsOn(from)) is { } held) return held;
        var given = new AccountGrant { Id = id, AccountId = Id, RoleCode = role, UnitId = unit, From = from, Until = until };
        Grants.Add(given);
        return given;
    }

    public static Expression<Func<Account, bool>> VisibleTo(Caller caller)
    {
        if (caller.SeesAllUnits) return account => true;
        var (self, units) = (caller.Account, caller.Units.Select(unit => (UnitId?)unit).ToList());
        if (caller.OwnOnly) return account => account.Id == self;
        return account => account.Id == self || account.Grants.Any(grant => units.Contains(grant.UnitId));
    }

    public static Expression<Func<Account, bool>> WithKey(long key)
    {
        var id = new AccountId(key);
        return account => account.Id == id;
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}._@-]{2,79}$")]
    private static partial Regex LoginShape();

    [GeneratedRegex(@"^\+?[0-9]{6,15}$")]
    private static partial Regex PhoneShape();

    [GeneratedRegex(@"[\s\-().]")]
    private static partial Regex PhoneNoise();

    internal sealed class Table : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("accounts").HasKey(account => account.Id);
            builder.HasIndex(account => account.Login).IsUnique();
            builder.HasIndex(account => account.Phone).IsUnique();
            builder.HasIndex(account => new { account.CompanyId, account.PersonId });
            builder.Property(account => account.Login).HasMaxLength(80);
            builder.Property(account => account.Name).HasMaxLength(100);
            builder.Property(account => account.Phone).HasMaxLength(20);
            builder.Property(account => account.Language).HasMaxLength(10);
            builder.References(account => account.CompanyId);
            builder.HasMany(account => account.Grants).WithOne().HasForeignKey(grant => grant.AccountId);
        }
    }
}
