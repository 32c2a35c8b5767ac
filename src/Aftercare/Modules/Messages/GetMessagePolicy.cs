using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>The quiet times of messages, the newest first.</summary>
internal static class GetMessagePolicy
{
    [Needs("platform.read")]
    internal sealed record Query : IQuery<IReadOnlyList<Version>>;

    internal sealed record Version(LocalDate From, TimeOnly? QuietFrom, TimeOnly? QuietUntil, IReadOnlyList<string> Urgent);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/message-policy", Get);

    /// <summary>The quiet times of messages, the newest first</summary>
    internal static async Task<Ok<IReadOnlyList<Version>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, IReadOnlyList<Version>>
    {
        public async Task<IReadOnlyList<Version>> Handle(Caller caller, Query query, CancellationToken ct) =>
            (await db.All<MessagePolicy>().AsNoTracking().OrderByDescending(policy => policy.ValidFrom).ToListAsync(ct))
                .ConvertAll(policy => new Version(policy.ValidFrom, Time(policy.QuietFrom), Time(policy.QuietUntil), policy.Urgent));

        private static TimeOnly? Time(int? minutes) => minutes is { } after ? TimeOnly.MinValue.AddMinutes(after) : null;
    }
}
