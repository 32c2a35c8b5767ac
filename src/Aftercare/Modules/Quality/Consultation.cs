using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>A department's opinion on a complaint (R804): a named person is asked by a day, and answers.</summary>
internal sealed class Consultation : Record, IPart
{
    public required ConsultationId Id { get; init; }
    public required ComplaintId ComplaintId { get; init; }
    public required PersonId PersonId { get; init; }

    /// <summary>The department: the person's unit when asked.</summary>
    public required UnitId UnitId { get; init; }

    public required string Question { get; init; }
    public required Instant AskedAt { get; init; }

    /// <summary>The last day to answer, on the complaint unit's calendar.</summary>
    public required LocalDate DueOn { get; init; }

    public Instant? AnsweredAt { get; private set; }
    public string? Answer { get; private set; }

    long IPart.RootKey => ComplaintId.Value;

    public Refusal? WhyNotAnswer() => AnsweredAt is null ? null : new("consultation.answered-already");

    public void Reply(string answer, Instant now) => (Answer, AnsweredAt) = (answer, now);

    internal sealed class Table : IEntityTypeConfiguration<Consultation>
    {
        public void Configure(EntityTypeBuilder<Consultation> builder)
        {
            builder.ToTable("complaint_consultations").HasKey(asked => asked.Id);
            builder.Property(asked => asked.Question).HasMaxLength(2000);
            builder.Property(asked => asked.Answer).HasMaxLength(4000);
            builder.References(asked => asked.PersonId);
            builder.References(asked => asked.UnitId);
            builder.HasIndex(asked => new { asked.CompanyId, asked.PersonId, asked.AnsweredAt });
        }
    }
}
