using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Send the customer the link to rate a service.</summary>
internal static class TellRatingAsked
{
    [Needs("messages.send")]
    internal sealed record Command(WorkOrderId Order, string Phone, string SealedPath, string Language, Instant ExpiresAt) : ICommand<Done>;

    internal static Command On(RatingAsked fact) => new(fact.Order, fact.Phone, fact.SealedPath, fact.Language, fact.ExpiresAt);

    internal sealed class Handler(AppDb db, IField field, IRatingLinks links, PublicAddress address, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await field.WorkOrder(command.Order, ct);
            await outbound.Write(
                "rating-asked", MessageChannel.Sms, command.Phone, command.Language, new Dictionary<string, string> { ["number"] = order.Number }, ct,
                secret: address.Link(links.Open(command.SealedPath)), unit: order.Unit, href: $"/work-orders/{order.Id}", expiresAt: command.ExpiresAt);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
