using System.Globalization;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Modules.Field;

/// <summary>What the technician's pages share: the way of a visit, and links a phone understands.</summary>
internal static class VisitSteps
{
    /// <summary>Accept, travel, arrive, write down, sign, complete; where the order is on it.</summary>
    public static IReadOnlyList<Step> Of(GetWorkOrder.Response order, Texts texts)
    {
        var visit = order.Visits.LastOrDefault(visit => visit.Stands);
        (string Name, bool Done)[] steps =
        [
            ("accept", visit?.AcceptedAt is not null), ("travel", visit?.TravelAt is not null || visit?.ArrivedAt is not null), ("arrive", visit?.ArrivedAt is not null),
            ("findings", order is { FaultText.Length: > 0, Action.Length: > 0, Result.Length: > 0 }), ("sign", order.Signatures.Count == 2 || order.UnsignedReason is not null), ("complete", order.Status is WorkOrderStatus.Completed),
        ];
        var current = Array.FindIndex(steps, step => !step.Done);
        return [.. steps.Select((step, index) => new Step(texts[$"field.step.{step.Name}"], step.Done ? StepState.Done : index == current ? StepState.Current : StepState.Todo))];
    }

    /// <summary>Opens the phone's own map: at the place when it is located, else searching for the address.</summary>
    public static string? MapHref(double? latitude, double? longitude, string? address) => (latitude, longitude, address) switch
    {
        ({ } lat, { } lon, _) => string.Create(CultureInfo.InvariantCulture, $"geo:{lat},{lon}?q={lat},{lon}"),
        (_, _, { Length: > 0 } text) => $"geo:0,0?q={Uri.EscapeDataString(text)}",
        _ => null,
    };

    /// <summary>A day in an address; none for what is no day.</summary>
    public static LocalDate? ParseDay(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true } parsed ? parsed.Value : null;

    /// <summary>What a place field posted, `latitude,longitude`; none for what is no place on earth.</summary>
    public static Place? ParsePlace(string? text) =>
        text?.Split(',') is [var north, var east]
        && double.TryParse(north, NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) && Math.Abs(latitude) <= 90
        && double.TryParse(east, NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) && Math.Abs(longitude) <= 180
            ? new(latitude, longitude)
            : null;

    /// <summary>The ids a file field posted.</summary>
    public static IReadOnlyList<FileId> Files(string? posted) =>
        [.. FileIds.Parse(posted).Select(id => long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? new FileId(number) : throw Refusal.NotFound("file", id))];
}
