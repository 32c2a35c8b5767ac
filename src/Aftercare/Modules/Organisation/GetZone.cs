using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>The clock on the wall of the caller's home unit; of the company's first unit for callers without one.</summary>
internal sealed class CallerZone(Gateway gateway) : ICallerZone
{
    public async ValueTask<DateTimeZone> Of(Caller caller, CancellationToken ct) =>
        (await gateway.Ask(Caller.System("page-zone", caller.Company), new GetZone.Query(caller.HomeUnit), ct)).Zone;
}

/// <summary>The time zone of a unit. The product itself asks, for every page.</summary>
internal static class GetZone
{
    [Needs("organisation.read")]
    internal sealed record Query(UnitId? Unit) : IQuery<Response>;

    internal sealed record Response(DateTimeZone Zone);

    internal sealed class Handler(AppDb db, UnitTrees trees) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) => new((await trees.Of(db, ct)).ZoneOf(query.Unit));
    }
}
