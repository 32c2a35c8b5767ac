using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Identity.Face;

/// <summary>What modules below may ask and tell about accounts. All of it in the running command or question, within its company.</summary>
public interface IAccounts
{
    /// <summary>
    /// Opens an account for a person. It can be used once a password was chosen by a one-time link, or by phone and code.
    /// Refused when the login or phone is taken (`account.login-taken`, `account.phone-taken`) or malformed.
    /// The caller of the command answers for having asked whether its caller may.
    /// </summary>
    Task<AccountId> Open(NewAccount account, CancellationToken ct);

    /// <summary>Gives a role; refused for an unknown code (`role.unknown`). A role already held on that unit is kept as it is.</summary>
    /// <param name="unit">The unit it counts for, with everything below; null for the whole company.</param>
    Task Grant(AccountId account, string role, UnitId? unit, LocalDate from, LocalDate? until, CancellationToken ct);

    /// <summary>Ends every grant of the role on the unit the day before; does nothing when there is none.</summary>
    Task Revoke(AccountId account, string role, UnitId? unit, LocalDate on, CancellationToken ct);

    /// <summary>Closes an account, for instance of a person who leaves: signed out everywhere, tokens void. Refused for the last administrator.</summary>
    Task Close(AccountId account, CancellationToken ct);

    /// <summary>What the role of this code is called; the code itself when there is none.</summary>
    string RoleName(string role, string language);

    /// <summary>The account of a person, or null.</summary>
    Task<AccountCard?> Of(PersonId person, CancellationToken ct);

    /// <summary>The accounts of these persons; persons without one are left out.</summary>
    Task<IReadOnlyList<AccountCard>> Of(IReadOnlyCollection<PersonId> persons, CancellationToken ct);

    /// <summary>Open accounts that hold the role today on this unit (or on the whole company).</summary>
    Task<IReadOnlyList<AccountCard>> Holders(string role, UnitId? unit, CancellationToken ct);

    /// <summary>
    /// Open accounts that may do this today on one of these units or in the whole company, by the posts people hold; only
    /// when nobody does, the administrators.
    /// </summary>
    Task<IReadOnlyList<AccountCard>> WhoMay(string permission, IReadOnlyCollection<UnitId> units, CancellationToken ct);

    /// <summary>`zh-CN` or `en`: the account's language.</summary>
    Task<string> LanguageOf(AccountId account, CancellationToken ct);

    /// <summary>`zh-CN` or `en`: what the company writes in when it does not know the reader's language.</summary>
    Task<string> CompanyLanguage(CancellationToken ct);
}

/// <summary>What an account is opened with.</summary>
/// <param name="Login">3 to 80 characters, unique in the installation, not case-sensitive.</param>
/// <param name="Name">The person's name as it appears in the audit trail.</param>
/// <param name="Phone">For signing in by code; unique in the installation.</param>
/// <param name="Language">`zh-CN` or `en`; null for the company's.</param>
public sealed record NewAccount(string Login, string Name, string? Phone = null, PersonId? Person = null, string? Language = null);

/// <summary>An account as others may see it.</summary>
public sealed record AccountCard(AccountId Id, PersonId? Person, string Login, string Name, string? Phone, string Language, bool Open);
