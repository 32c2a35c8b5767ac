using Aftercare.Platform;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// The customer's door to a rating. Whoever is signed in here, or works on this device, is not the customer: they are
/// refused and reported (R410).
/// </summary>
internal sealed class RatingDoor(IHttpContextAccessor http, Door door, Gateway gateway, StaffDevice device)
{
    /// <summary>The link's holder, as caller.</summary>
    /// <exception cref="Refusal">`rating.link-unknown`, `rating.own-device`.</exception>
    public async Task<Caller> Holder(string token, CancellationToken ct)
    {
        var found = await gateway.Ask(Caller.Anonymous(), new FindRatingLink.Query(token), ct);
        if (found.Company is not { } company) throw new Refusal("rating.link-unknown", RefusalKind.NotFound);
        var visitor = await door.Caller();
        if (WhoWorksHere(visitor) is { } who)
        {
            await gateway.Run(Caller.System("rating-page", company), new ReportOwnDevice.Command(found.Link, who), ct);
            throw new Refusal("rating.own-device", RefusalKind.Forbidden);
        }
        return Caller.Link("rating", company, found.Link.Value, "rating.by-link") with { Language = visitor.Language };
    }

    private string? WhoWorksHere(Caller visitor) =>
        visitor.Kind is CallerKind.Person or CallerKind.Token ? visitor.Name : device.NameOn(http.HttpContext!);
}
