using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Aftercare.Rules.Geo;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Customers;

/// <summary>An address as the parts of a Chinese one (B05), and where it lies if that is known.</summary>
internal sealed record Address
{
    public string Province { get; init; } = "";
    public string City { get; init; } = "";
    public string District { get; init; } = "";
    public string Street { get; init; } = "";

    /// <summary>Building, floor, room.</summary>
    public string Detail { get; init; } = "";

    public double? Latitude { get; init; }
    public double? Longitude { get; init; }

    /// <summary>What the coordinates refer to; they are kept as they came.</summary>
    public Datum Datum { get; init; } = Datum.Wgs84;

    /// <summary>The coordinates are only the district's middle, because nobody located the address.</summary>
    public bool EstimatedByDistrict { get; init; }

    /// <summary>What the address book found, with the middle of the district or city.</summary>
    public static Address Of(AddressParts parts) => new Address { Province = parts.Province, City = parts.City, District = parts.District, Street = parts.Street, Detail = parts.Detail }.Located();

    /// <summary>The same where somebody located it; else in the middle of its district, and marked so (B05).</summary>
    public Address Located() => (Latitude is null || EstimatedByDistrict) && AddressBook.Shipped.MiddleOf(Province.Trim(), City.Trim(), District.Trim()) is { } middle
        ? this with { Latitude = middle.Latitude, Longitude = middle.Longitude, Datum = middle.Datum, EstimatedByDistrict = true }
        : this;

    /// <summary>An address needs a street; coordinates come in pairs and lie on the globe.</summary>
    public Refusal? WhyNotKeep(string field) =>
        string.IsNullOrWhiteSpace(Street) ? Refusal.Invalid("site.needs-street", $"{field}.{nameof(Street)}")
        : Latitude is null != Longitude is null || Latitude is < -90 or > 90 || Longitude is < -180 or > 180 ? Refusal.Invalid("site.coordinates", $"{field}.{nameof(Latitude)}")
        : null;
}

/// <summary>A service address (服务地址).</summary>
internal sealed class Site : Record, IPart
{
    public required SiteId Id { get; init; }
    public required CustomerId CustomerId { get; set; }

    /// <summary>What the customer calls it: home, plant 2.</summary>
    public string? Name { get; set; }

    public string Province { get; private set; } = "";
    public string City { get; private set; } = "";
    public string District { get; private set; } = "";
    public string Street { get; private set; } = "";
    public string Detail { get; private set; } = "";
    public double? Latitude { get; private set; }
    public double? Longitude { get; private set; }
    public Datum Datum { get; private set; }
    public bool EstimatedByDistrict { get; private set; }

    /// <summary>Permitted hours, entry conditions, route (R203).</summary>
    public string? Access { get; set; }

    public long RootKey => CustomerId.Value;

    public Site At(Address given)
    {
        var address = given.Located();
        (Province, City, District, Street, Detail) = (address.Province.Trim(), address.City.Trim(), address.District.Trim(), address.Street.Trim(), address.Detail.Trim());
        (Latitude, Longitude, Datum, EstimatedByDistrict) = (address.Latitude, address.Longitude, address.Datum, address.EstimatedByDistrict && address.Latitude is not null);
        return this;
    }

    public Address Address() => new()
    {
        Province = Province, City = City, District = District, Street = Street, Detail = Detail,
        Latitude = Latitude, Longitude = Longitude, Datum = Datum, EstimatedByDistrict = EstimatedByDistrict,
    };

    public SiteCard Card()
    {
        GeoPoint? place = Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude, Datum).ToWgs84() : null;
        return new(Id, CustomerId, Province, City, District, Street, place?.Latitude, place?.Longitude) { Name = Name, Detail = Detail, EstimatedByDistrict = EstimatedByDistrict, Access = Access };
    }

    internal sealed class Table : IEntityTypeConfiguration<Site>
    {
        public void Configure(EntityTypeBuilder<Site> builder)
        {
            builder.ToTable("sites").HasKey(site => site.Id);
            foreach (var text in new[] { nameof(Name), nameof(Province), nameof(City), nameof(District) }) builder.Property(text).HasMaxLength(100);
            foreach (var text in new[] { nameof(Street), nameof(Detail) }) builder.Property(text).HasMaxLength(300);
            builder.Property(site => site.Access).HasMaxLength(1000);
            builder.References(site => site.CustomerId);
        }
    }
}
