using System.Linq.Expressions;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Desk;

/// <summary>What a customer may ask for (R303); a company switches off what it does not offer.</summary>
internal sealed class RequestType : Root, IListable<RequestType>, IDecided
{
    public required RequestTypeId Id { get; init; }
    public required string Code { get; init; }
    public required string Chinese { get; set; }
    public required string English { get; set; }

    /// <summary>What a customer is told at once (R304), when the priority table has nothing more fitting.</summary>
    public required string AdviceChinese { get; set; }

    public required string AdviceEnglish { get; set; }
    public required int Order { get; set; }
    public bool Active { get; set; } = true;

    /// <summary>Customers may choose it in the portal.</summary>
    public bool InPortal { get; set; }

    /// <summary>An emergency (R323): jumps the queue, calls people until one takes it, and needs a rescue record.</summary>
    public bool Emergency { get; set; }

    internal override long Key => Id.Value;

    public string NameIn(string language) => language == Texts.English ? English : Chinese;

    public string AdviceIn(string language) => language == Texts.English ? AdviceEnglish : AdviceChinese;

    public static Expression<Func<RequestType, bool>> VisibleTo(Caller caller) => type => true;

    public static Expression<Func<RequestType, bool>> WithKey(long key) => type => type.Id == new RequestTypeId(key);

    internal sealed class Table : IEntityTypeConfiguration<RequestType>
    {
        public void Configure(EntityTypeBuilder<RequestType> builder)
        {
            builder.ToTable("request_types").HasKey(type => type.Id);
            builder.Property(type => type.Code).HasMaxLength(50);
            builder.Property(type => type.Chinese).HasMaxLength(100);
            builder.Property(type => type.English).HasMaxLength(100);
            builder.Property(type => type.AdviceChinese).HasMaxLength(1000);
            builder.Property(type => type.AdviceEnglish).HasMaxLength(1000);
            builder.HasIndex(type => new { type.CompanyId, type.Code }).IsUnique();
        }
    }
}
