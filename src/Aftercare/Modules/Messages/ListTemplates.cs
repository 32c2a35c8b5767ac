using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Messages;

/// <summary>Every message the product sends, in both languages, as it is worded now.</summary>
internal static class ListTemplates
{
    [Needs("platform.read")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Templates);

    /// <param name="Own">True when the company worded it itself.</param>
    internal sealed record Row(string Code, string Language, string? Subject, string Body, IReadOnlyCollection<string> Variables, bool Own);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/message-templates", Get);

    /// <summary>The wording of every message</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, Texts texts) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var own = await db.All<MessageTemplate>().ToDictionaryAsync(template => (template.Code, template.Language), ct);
            return new([.. from kind in TemplateKind.All.Values.OrderBy(kind => kind.Code, StringComparer.Ordinal)
                           from language in Texts.Languages
                           let mine = own.GetValueOrDefault((kind.Code, language))
                           select new Row(kind.Code, language, mine?.Subject ?? texts.In(language, $"messages.template.{kind.Code}.subject"), mine?.Body ?? texts.In(language, $"messages.template.{kind.Code}"), kind.Variables.Order(StringComparer.Ordinal).ToList(), mine is not null)]);
        }
    }
}
