using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

/// <summary>Everything that happened with a customer, from every module, newest first (R201, R217).</summary>
internal static class TellCustomerStory
{
    /// <param name="Language">`zh-CN` or `en`; the caller's when left out.</param>
    [Needs("customers.read")]
    internal sealed record Query(CustomerId Id, string? Language = null) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<StoryEntry> Entries);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/customers/{id:long}/story", Get);

    /// <summary>Everything that happened with a customer, newest first.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IEnumerable<IStorySource> sources) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var customer = await db.Load<Customer>(query.Id.Value, "customer", ct);
            return new([.. (await sources.Tell(db, "customer", customer.Key, query.Language ?? caller.Language, ct)).Reverse()]);
        }
    }
}

/// <summary>When the customer became one.</summary>
internal sealed class CustomerStory(Texts texts) : IStorySource
{
    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        if (kind != "customer") return [];
        var customer = await db.Load<Customer>(record, "customer", ct);
        var merged = await db.Visible<Customer>().Where(other => other.MergedInto == customer.Id).ToListAsync(ct);
        return
        [
            new(customer.RegisteredAt, null, texts.In(language, "customers.story.registered"), "user-plus", Tone: Tone.Info, Internal: true),
            .. merged.Select(other => new StoryEntry(other.MergedAt!.Value, null, texts.In(language, "customers.story.merged", $"{other.Name} {other.Number}".TrimEnd()), "git-merge", Tone: Tone.Info, Internal: true)),
        ];
    }
}
