using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Aftercare.Platform;

/// <summary>What kind of caller stands at the gateway.</summary>
public enum CallerKind { Anonymous, Person, Token, Link, System }

/// <summary>
/// Who asks. Always passed explicitly: nothing in the product reads an ambient current user.
/// A caller without a company can touch no business row: the company filter fails closed.
/// </summary>
public sealed record Caller
{
    public required CallerKind Kind { get; init; }

    /// <summary>The name written into the audit trail: a person's name, `system:job`, `token:name`, `link:kind`.</summary>
    public required string Name { get; init; }

    public CompanyId? Company { get; init; }
    public AccountId? Account { get; init; }
    public PersonId? Person { get; init; }

    /// <summary>The person for whom an assistant or stand-in acts; recorded in the audit trail.</summary>
    public PersonId? OnBehalfOf { get; init; }

    public FrozenSet<string> Permissions { get; init; } = [];

    /// <summary>The units whose rows this caller may see: its own and everything below. Ignored when <see cref="SeesAllUnits"/>.</summary>
    public ImmutableArray<UnitId> Units { get; init; } = [];

    public bool SeesAllUnits { get; init; }

    /// <summary>True for a caller all of whose posts see their own work only (a technician): units then do not count.</summary>
    public bool OwnOnly { get; init; }

    /// <summary>The unit new rows belong to when the command names none.</summary>
    public UnitId? HomeUnit { get; init; }

    /// <summary>For a link holder: the record the link opens, and nothing else.</summary>
    public long? LinkedRecord { get; init; }

    /// <summary>`zh-CN` or `en`: the language refusals are worded in.</summary>
    public string Language { get; init; } = "zh-CN";

    public bool May(string permission) => Kind is CallerKind.System || permission.Length == 0 || Permissions.Contains(permission);

    /// <summary>Refuses with `permission.missing` (403) unless the caller holds it; with `sign-in.required` (401) when nobody is signed in.</summary>
    public void Require(string permission)
    {
        if (May(permission)) return;
        throw Kind is CallerKind.Anonymous
            ? new Refusal("sign-in.required", RefusalKind.Unauthorized)
            : new Refusal("permission.missing", RefusalKind.Forbidden) { Arguments = [permission] };
    }

    /// <summary>The company, or a refusal (401) for a caller who has none.</summary>
    public CompanyId RequireCompany() => Company ?? throw new Refusal("sign-in.required", RefusalKind.Unauthorized);

    /// <summary>The person behind the caller, or a refusal for tokens and jobs that have none.</summary>
    public PersonId RequirePerson() => Person ?? throw new Refusal("caller.no-person", RefusalKind.Forbidden);

    /// <summary>The product itself, by the name of the job, timer or subscriber that acts; sees the whole company.</summary>
    public static Caller System(string job, CompanyId? company) =>
        new() { Kind = CallerKind.System, Name = $"system:{job}", Company = company, SeesAllUnits = true };

    /// <summary>A visitor of the portal: may only do what anonymous visitors of that company may.</summary>
    public static Caller Anonymous(CompanyId? company = null, params IEnumerable<string> permissions) =>
        new() { Kind = CallerKind.Anonymous, Name = "anonymous", Company = company, Permissions = permissions.ToFrozenSet() };

    /// <summary>The holder of an unguessable link to one record.</summary>
    public static Caller Link(string kind, CompanyId company, long record, params IEnumerable<string> permissions) =>
        new() { Kind = CallerKind.Link, Name = $"link:{kind}", Company = company, LinkedRecord = record, Permissions = permissions.ToFrozenSet() };
}

/// <summary>The permission a command or query needs. Anyone may call a slice that needs <see cref="Nothing"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string permission) : Attribute
{
    public const string Nothing = "";

    public string Permission { get; } = permission;
}
