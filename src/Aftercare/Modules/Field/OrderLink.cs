using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

internal readonly record struct OrderLinkId(long Value) : IId<OrderLinkId>
{
    public static OrderLinkId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The key printed on a service report: whoever holds the paper may see that one order. Only a digest is kept.</summary>
internal sealed class OrderLink : Root
{
    public required OrderLinkId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }

    [Secret]
    public required byte[] TokenHash { get; init; }

    public required Instant MadeAt { get; init; }

    internal override long Key => Id.Value;

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    internal sealed class Table : IEntityTypeConfiguration<OrderLink>
    {
        public void Configure(EntityTypeBuilder<OrderLink> builder)
        {
            builder.ToTable("order_links").HasKey(link => link.Id);
            builder.References(link => link.OrderId);
            builder.HasIndex(link => link.TokenHash).IsUnique();
            builder.HasIndex(link => link.OrderId);
        }
    }
}
