using System.Linq.Expressions;

namespace Aftercare.Platform;

/// <summary>A row of the business. It belongs to one company, which the gateway stamps and every read filters by.</summary>
public abstract class Record
{
    public CompanyId CompanyId { get; internal set; }
}

/// <summary>
/// A record people edit and are answerable for: it has a version that every change of it or of its parts bumps
/// (the guard of its invariants), and every change of it leaves an audit entry.
/// </summary>
public abstract class Root : Record
{
    /// <summary>1 when new; bumped by each command that changes the record or one of its <see cref="IPart"/>s.</summary>
    public int Version { get; internal set; }

    /// <summary>The identifier as a plain number.</summary>
    internal abstract long Key { get; }

    /// <summary>Refuses with `changed-meanwhile` (409) unless the editor saw the current version. Null skips the check.</summary>
    public void Expect(int? version)
    {
        if (version is { } seen && seen != Version)
            throw new Refusal("changed-meanwhile") { Arguments = [seen, Version], Extensions = { ["yourVersion"] = seen, ["currentVersion"] = Version } };
    }
}

/// <summary>A row that belongs to a root: changing it is changing the root, which must be loaded in the same command.</summary>
public interface IPart
{
    /// <summary>The key of the root.</summary>
    long RootKey { get; }
}

/// <summary>An entity that lists show. It says once who may see a row; list, search, get, export and attachments all ask here.</summary>
public interface IListable<TSelf> where TSelf : Root, IListable<TSelf>
{
    /// <summary>The rows of the caller's own company that the caller may see.</summary>
    static abstract Expression<Func<TSelf, bool>> VisibleTo(Caller caller);

    /// <summary>The row with this key.</summary>
    static abstract Expression<Func<TSelf, bool>> WithKey(long key);
}

/// <summary>A property whose value never enters the audit trail: hashes of passwords, digests of tokens.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
