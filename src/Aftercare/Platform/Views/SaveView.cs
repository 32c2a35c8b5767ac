using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Keep the filters, the order and the columns of a list under a name of one's own. The same name again replaces the view.</summary>
internal static class SaveView
{
    /// <summary>So many views of one list nobody finds their way in.</summary>
    private const int Most = 30;

    /// <param name="List">Which list: `tickets`.</param>
    /// <param name="Filter">The query of the list's address, without a question mark; paging is left out.</param>
    /// <param name="Columns">Columns by name with true or false, as JSON.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(
        [property: Required, RegularExpression("[a-z][a-z-]{1,39}")] string List, [property: Required, StringLength(60)] string Name,
        [property: StringLength(2000)] string? Filter = null, [property: StringLength(2000)] string? Columns = null) : ICommand<Response>;

    internal sealed record Response(SavedViewId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/views", Put);

    /// <summary>Keeps a view of a list for the caller.</summary>
    internal static async Task<Ok<Response>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (caller.Kind is CallerKind.Anonymous or CallerKind.Link) throw new Refusal("sign-in.required", RefusalKind.Unauthorized);
            if (!IsChoice(command.Columns)) throw Refusal.Invalid("view.columns", nameof(command.Columns));
            var own = await db.Visible<SavedView>().Where(view => view.List == command.List).ToListAsync(ct);
            var name = command.Name.Trim();
            var view = own.Find(view => view.Name == name);
            if (view is null && own.Count >= Most) throw new Refusal("view.too-many") { Arguments = [Most] };

            var filter = ViewQuery.Tidy(command.Filter);
            view ??= db.Add(new SavedView { Id = db.NewId<SavedViewId>(), Owner = SavedView.OwnerOf(caller), List = command.List, Name = name, Query = filter, SavedAt = db.Now }).Entity;
            (view.Query, view.Columns, view.SavedAt) = (filter, command.Columns, db.Now);
            await db.SaveChangesAsync(ct);
            return new(view.Id);
        }

        private static bool IsChoice(string? columns)
        {
            if (columns is null) return true;
            try
            {
                using var json = JsonDocument.Parse(columns);
                return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.EnumerateObject().All(column => column.Value.ValueKind is JsonValueKind.True or JsonValueKind.False);
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}

/// <summary>The part of a list's address that a view keeps.</summary>
internal static class ViewQuery
{
    private static readonly string[] Passing = ["after", "before", "culture"];

    /// <summary>Filters and order by name, without paging and without what is empty: two addresses of the same view are the same text.</summary>
    public static string Tidy(string? query) => string.Join('&', Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)
        .Where(pair => !Passing.Contains(pair.Key) && !string.IsNullOrEmpty(pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));
}
