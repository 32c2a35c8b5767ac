using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// A key with which a program acts for an account. It can do what its scopes say and its account still may; losing a
/// role narrows every token of the account at once.
/// </summary>
internal sealed class ApiToken : Record, IPart
{
    public required ApiTokenId Id { get; init; }
    public required AccountId AccountId { get; init; }
    public required string Name { get; init; }

    /// <summary>Permissions, separated by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>SHA-256 of the value, which was shown once.</summary>
    [Secret] public required byte[] Hash { get; init; }

    public required Instant CreatedAt { get; init; }
    public required Instant EndsAt { get; init; }
    public Instant? RevokedAt { get; private set; }

    public long RootKey => AccountId.Value;

    public IReadOnlyList<string> ScopeList => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public bool Alive(Instant now) => RevokedAt is null && now < EndsAt;

    public void Revoke(Instant now) => RevokedAt ??= now;

    internal sealed class Table : IEntityTypeConfiguration<ApiToken>
    {
        public void Configure(EntityTypeBuilder<ApiToken> builder)
        {
            builder.ToTable("api_tokens").HasKey(token => token.Id);
            builder.HasIndex(token => token.Hash).IsUnique();
            builder.HasIndex(token => token.AccountId);
            builder.Property(token => token.Name).HasMaxLength(100);
            builder.References(token => token.AccountId);
        }
    }
}
