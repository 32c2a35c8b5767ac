using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Customers;

/// <summary>Two customers that look the same are two: they are not proposed again.</summary>
internal static class KeepApart
{
    [Needs("customers.manage")]
    internal sealed record Command(CustomerId One, CustomerId Other) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/customers/{id:long}/apart/{other:long}", Post);

    /// <summary>Says that two customers are not the same.</summary>
    internal static async Task<Ok<Done>> Post(long id, long other, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id), new(other)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (one, other) = (await db.Load<Customer>(command.One.Value, "customer", ct), await db.Load<Customer>(command.Other.Value, "customer", ct));
            if (one.WhyNotMerge(other) is { } why) throw why;
            var pair = ApartCustomers.Of(one.Id, other.Id);
            if (!await db.All<ApartCustomers>().AnyAsync(row => row.One == pair.One && row.Other == pair.Other, ct)) db.Add(pair);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}

/// <summary>Two customers of whom somebody said that they are not the same.</summary>
internal sealed class ApartCustomers : Record
{
    /// <summary>The one with the smaller id.</summary>
    public required CustomerId One { get; init; }

    public required CustomerId Other { get; init; }

    public static ApartCustomers Of(CustomerId one, CustomerId other) => one.Value < other.Value ? new() { One = one, Other = other } : new() { One = other, Other = one };

    internal sealed class Table : IEntityTypeConfiguration<ApartCustomers>
    {
        public void Configure(EntityTypeBuilder<ApartCustomers> builder) => builder.ToTable("apart_customers").HasKey(row => new { row.One, row.Other });
    }
}
