using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Messages, the newest first. Codes and links are masked.</summary>
internal static class ListMessages
{
    /// <param name="To">The beginning of a number or address.</param>
    [Needs("platform.read")]
    internal sealed record Query(
        MessageState? State = null, MessageChannel? Channel = null, [property: StringLength(200)] string? To = null, [property: StringLength(60)] string? Template = null,
        string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(MessageId Id, MessageChannel Channel, string To, PersonId? Person, string Template, string? Subject, string Body, MessageState State, int Attempts, string? Answer, Instant CreatedAt, Instant? SentAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/messages", Get);

    /// <summary>A page of messages, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(
        Door door, CancellationToken ct, MessageState? state = null, MessageChannel? channel = null, string? to = null, string? template = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(state, channel, to, template, after, size), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var messages = db.Visible<Message>();
            if (query.State is { } state) messages = messages.Where(message => message.State == state);
            if (query.Channel is { } channel) messages = messages.Where(message => message.Channel == channel);
            if (query.To?.Trim() is { Length: > 0 } to) messages = messages.Where(message => message.To.StartsWith(to));
            if (query.Template is { Length: > 0 } template) messages = messages.Where(message => message.Template == template);
            if (PageKey.Parse(query.After) is { } after) messages = messages.Where(message => message.CreatedAt < after.At || (message.CreatedAt == after.At && message.Id < new MessageId(after.Id)));
            var rows = await messages.OrderByDescending(message => message.CreatedAt).ThenByDescending(message => message.Id).Take(query.Size + 1)
                .Select(message => new Row(message.Id, message.Channel, message.To, message.PersonId, message.Template, message.Subject, message.Body, message.State, message.Attempts, message.Answer, message.CreatedAt, message.SentAt))
                .ToListAsync(ct);
            return rows.ConvertAll(row => row with { Body = MessageSecrets.Mask(row.Body) }).CutToPage(query.Size, row => new(row.CreatedAt, row.Id.Value));
        }
    }
}
