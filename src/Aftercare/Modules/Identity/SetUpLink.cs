using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// A link with which the holder of an account chooses a password, once, within three days. An administrator makes and
/// hands it over, and so never knows anybody's password.
/// </summary>
internal sealed class SetUpLink : Record, IPart
{
    public static readonly Duration Life = Duration.FromDays(3);

    public required SetUpLinkId Id { get; init; }
    public required AccountId AccountId { get; init; }
    [Secret] public required byte[] Hash { get; init; }
    public required Instant EndsAt { get; init; }

    /// <summary>When it was used, or replaced by a newer one.</summary>
    public Instant? VoidAt { get; private set; }

    public long RootKey => AccountId.Value;

    public bool Alive(Instant now) => VoidAt is null && now < EndsAt;

    public void Void(Instant now) => VoidAt ??= now;

    internal sealed class Table : IEntityTypeConfiguration<SetUpLink>
    {
        public void Configure(EntityTypeBuilder<SetUpLink> builder)
        {
            builder.ToTable("set_up_links").HasKey(link => link.Id);
            builder.HasIndex(link => link.Hash).IsUnique();
            builder.HasIndex(link => link.AccountId);
            builder.References(link => link.AccountId);
        }
    }
}
