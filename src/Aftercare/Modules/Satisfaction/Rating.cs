using System.Linq.Expressions;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>By the customer's own link, or told to an agent on the phone: the two are kept apart.</summary>
internal enum RatingChannel { Link, Phone }

/// <summary>What a customer said about one work order. At most one per order and channel.</summary>
internal sealed class Rating : Root, IListable<Rating>
{
    public required RatingId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required TicketId TicketId { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required UnitId UnitId { get; init; }
    public PersonId? TechnicianId { get; init; }
    public required string Kind { get; init; }
    public required RatingChannel Channel { get; init; }
    public required Instant GivenAt { get; init; }

    /// <summary>The local date of <see cref="GivenAt"/> in the unit's zone: figures count the rating on it.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>1 to 5.</summary>
    public int Stars { get; private set; }

    /// <summary>By the policy of the day it was given: from <see cref="SatisfiedFrom"/> stars on.</summary>
    public bool Satisfied { get; private set; }

    public required int SatisfiedFrom { get; init; }
    public string? Comment { get; private set; }
    public Instant? RevisedAt { get; private set; }

    internal override long Key => Id.Value;

    public void Say(int stars, string? comment) => (Stars, Satisfied, Comment) = (stars, stars >= SatisfiedFrom, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim());

    public void Revise(int stars, string? comment, Instant now)
    {
        Say(stars, comment);
        RevisedAt = now;
    }

    /// <summary>This rating in figures; <paramref name="sign"/> -1 takes it out again.</summary>
    public IEnumerable<Measure> Measures(int sign)
    {
        yield return new("satisfaction.rated", Date, TechnicianId, UnitId, Kind, sign, sign * Stars, OrderId.Value);
        yield return new($"satisfaction.answer.{Channel.ToString().ToLowerInvariant()}", Date, TechnicianId, UnitId, Kind, sign, sign * Stars, OrderId.Value);
        if (Satisfied) yield return new("satisfaction.satisfied", Date, TechnicianId, UnitId, Kind, sign, 0, OrderId.Value);
    }

    public static Expression<Func<Rating, bool>> VisibleTo(Caller caller)
    {
        if (caller.Kind is CallerKind.Link) return rating => false;
        if (caller.SeesAllUnits) return rating => true;
        if (caller.OwnOnly) return rating => rating.TechnicianId == caller.Person && rating.TechnicianId != null;
        IEnumerable<UnitId> units = [.. caller.Units];
        return rating => units.Contains(rating.UnitId);
    }

    public static Expression<Func<Rating, bool>> WithKey(long key) => rating => rating.Id == new RatingId(key);

    internal sealed class Table : IEntityTypeConfiguration<Rating>
    {
        public void Configure(EntityTypeBuilder<Rating> builder)
        {
            builder.ToTable("ratings").HasKey(rating => rating.Id);
            builder.References(rating => rating.OrderId);
            builder.References(rating => rating.TicketId);
            builder.References(rating => rating.CustomerId);
            builder.References(rating => rating.UnitId);
            builder.References(rating => rating.TechnicianId);
            builder.Property(rating => rating.OrderNumber).HasMaxLength(20);
            builder.Property(rating => rating.Kind).HasMaxLength(40);
            builder.Property(rating => rating.Comment).HasMaxLength(1000);
            builder.HasIndex(rating => new { rating.OrderId, rating.Channel }).IsUnique();
            builder.HasIndex(rating => new { rating.CompanyId, rating.GivenAt, rating.Id });
            builder.HasIndex(rating => new { rating.CompanyId, rating.UnitId, rating.Date });
            builder.HasIndex(rating => rating.TicketId);
            builder.HasIndex(rating => rating.CustomerId);
        }
    }
}
