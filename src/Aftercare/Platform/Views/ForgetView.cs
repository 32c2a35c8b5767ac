using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Platform;

/// <summary>Delete a view of one's own.</summary>
internal static class ForgetView
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(SavedViewId Id) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapDelete("/views/{id:long}", Delete);

    /// <summary>Deletes a view of the caller's.</summary>
    internal static async Task<Ok<Done>> Delete(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            db.Remove(await db.Load<SavedView>(command.Id.Value, "view", ct));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
