using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Training and demonstrations on site, the newest first, with who took part and what they wish next (R412, R413).</summary>
internal static class ListSessions
{
    [Needs("field.read")]
    internal sealed record Query(SessionKind? Kind = null, Audience? Audience = null, bool Wishes = false, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(
        SiteSessionId Id, WorkOrderId Order, string Number, SessionKind Kind, string Topic, Audience Audience, CustomerId Customer, string CustomerName, string? By, bool Required, Instant PlannedAt, Instant? HeldAt,
        string? Content, IReadOnlyList<Person> Attendees);

    internal sealed record Person(string Name, string? Role, bool Signed, string? Wish);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/site-sessions", Get);

    /// <summary>Training and demonstrations on site, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, SessionKind? kind = null, Audience? audience = null, bool wishes = false, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(kind, audience, wishes, after, size), ct));

    internal sealed class Handler(AppDb db, ICustomers customers, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var sessions = SiteSession.Seen(db);
            if (query.Kind is { } kind) sessions = sessions.Where(session => session.Kind == kind);
            if (query.Audience is { } audience) sessions = sessions.Where(session => session.Audience == audience);
            if (query.Wishes) sessions = sessions.Where(session => session.Attendees.Any(attendee => attendee.Wish != null));
            if (PageKey.Parse(query.After) is { } after) sessions = sessions.Where(session => session.PlannedAt < after.At || (session.PlannedAt == after.At && session.Id < new SiteSessionId(after.Id)));
            var rows = await sessions.OrderByDescending(session => session.PlannedAt).ThenByDescending(session => session.Id).Take(query.Size + 1).ToListAsync(ct);
            var known = await customers.Customers([.. rows.Select(row => row.CustomerId).Distinct()], ct);
            var names = await organisation.Names(rows.Select(row => row.By), ct);
            return rows.ConvertAll(row => new Row(
                row.Id, row.OrderId, row.OrderNumber, row.Kind, row.Topic, row.Audience, row.CustomerId, known.GetValueOrDefault(row.CustomerId)?.Name ?? "", row.By is { } by ? names.GetValueOrDefault(by) : null, row.Required,
                row.PlannedAt, row.HeldAt, row.Content, PeopleOf(row))).CutToPage(query.Size, row => new(row.PlannedAt, row.Id.Value));
        }
    }

    internal static IReadOnlyList<Person> PeopleOf(SiteSession session) =>
        [.. session.Attendees.OrderBy(attendee => attendee.At).ThenBy(attendee => attendee.Id.Value).Select(attendee => new Person(attendee.Name, attendee.Role, attendee.SignatureId is not null, attendee.Wish))];
}
