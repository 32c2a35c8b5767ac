using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Aftercare.Rules.Geo;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Customers;

/// <summary>Split an address that somebody pasted (B05), with the name and number beside it. Nothing is kept.</summary>
internal static class SplitAddress
{
    /// <param name="Text">`王小二 13812345678 上海市浦东新区世纪大道100号3栋502室`.</param>
    [Needs("customers.do")]
    internal sealed record Query([property: Required, StringLength(500)] string Text) : IQuery<Response>;

    /// <param name="Address">With the middle of the district, if that is known.</param>
    internal sealed record Response(AddressParts Parts, Address Address);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/addresses/split", Post);

    /// <summary>Splits a pasted address into its parts. A POST, so that nobody's address stands in a log of requests.</summary>
    internal static async Task<Ok<Response>> Post(Query query, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(query, ct));

    internal sealed class Handler : IHandle<Query, Response>
    {
        public Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var parts = AddressBook.Shipped.Split(query.Text);
            return Task.FromResult(new Response(parts, Address.Of(parts)));
        }
    }
}
