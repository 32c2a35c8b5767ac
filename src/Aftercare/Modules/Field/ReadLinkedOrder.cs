using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>What the holder of a printed link sees (B12): the order's number, how far it is, what was done, and its report; nobody's address or phone.</summary>
internal static class ReadLinkedOrder
{
    [Needs("order.by-link")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(string Number, string Kind, WorkOrderStatus Status, string Request, string? WorkDone, string? Result, Instant? SlotStart, Instant? SlotEnd, Instant? CompletedAt, FileId? Report, FileId? EnglishReport);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/order-links/{token}", Get);
        api.MapGet("/order-links/{token}/report", GetReport).Produces(200, contentType: "application/pdf");
    }

    /// <summary>A work order, by the link printed on its service report</summary>
    internal static async Task<Ok<Response>> Get(string token, Gateway gateway, CancellationToken ct) => TypedResults.Ok(await gateway.Ask(await Holder(token, gateway, ct), new Query(), ct));

    /// <summary>The service report of an order, by the link printed on it</summary>
    internal static async Task<FileStreamHttpResult> GetReport(string token, Gateway gateway, FileRoom room, CancellationToken ct, string? language = null)
    {
        var holder = await Holder(token, gateway, ct);
        var order = await gateway.Ask(holder, new Query(), ct);
        var file = (Texts.Supported(language) == Texts.English ? order.EnglishReport : order.Report) ?? throw new Refusal("order-link.no-report", RefusalKind.NotFound);
        var known = await gateway.Ask(holder, new ReadFile.Query(file), ct);
        return TypedResults.Stream(await room.Store.Open(known.Hash, ct) ?? throw Refusal.NotFound("file", file), known.MediaType, known.Name);
    }

    /// <summary>The link's holder, as caller: sees that order and nothing else.</summary>
    internal static async Task<Caller> Holder(string token, Gateway gateway, CancellationToken ct)
    {
        var found = await gateway.Ask(Caller.Anonymous(), new FindOrderLink.Query(token), ct);
        return Caller.Link("order", found.Company, found.Order.Value, "order.by-link");
    }

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(caller.LinkedRecord ?? 0, "work-order", ct);
            return new(order.Number, order.Kind, order.Status, order.Request, order.Action, order.Result, order.SlotStart, order.SlotEnd, order.CompletedAt, order.ReportId, order.EnglishReportId);
        }
    }
}
