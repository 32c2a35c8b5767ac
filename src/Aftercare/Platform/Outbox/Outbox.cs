using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>Something that happened, past tense, told to the modules below. Give it a <see cref="AnnouncedAsAttribute"/>.</summary>
public interface IFact
{
    /// <summary>The record it is about; facts about one record reach a subscriber in the order they happened.</summary>
    long About { get; }
}

/// <summary>The stable name and version under which a fact is stored; renaming the type must not lose deliveries.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnnouncedAsAttribute(string name, int version = 1) : Attribute
{
    public string Name { get; } = $"{name}.v{version}";
}

/// <summary>One fact on its way to one subscriber.</summary>
internal sealed class OutboxDelivery
{
    /// <summary>Given by the database as the row is written: facts about one record, whose commands the record's version keeps apart, have ids in their order on any number of nodes.</summary>
    public long Id { get; init; }

    public required CompanyId CompanyId { get; init; }

    /// <summary>The slice that listens: `Satisfaction.AskForRating`.</summary>
    public required string Subscriber { get; init; }

    public required string Fact { get; init; }
    public required long About { get; init; }
    public required string Payload { get; init; }
    public required Instant At { get; init; }
    public DeliveryState State { get; set; }
    public int Attempts { get; set; }
    public Instant DueAt { get; set; }
    public string? LeaseOwner { get; set; }
    public Instant? LeaseUntil { get; set; }
    public string? Error { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<OutboxDelivery>
    {
        public void Configure(EntityTypeBuilder<OutboxDelivery> builder)
        {
            builder.ToTable("outbox").HasKey(delivery => delivery.Id);
            builder.HasIndex(delivery => new { delivery.State, delivery.DueAt, delivery.Id });
            builder.HasIndex(delivery => new { delivery.About, delivery.Subscriber, delivery.Id });
        }
    }
}

/// <summary>Waiting to be delivered; parked after too many attempts until somebody looks.</summary>
internal enum DeliveryState { Waiting, Parked }
