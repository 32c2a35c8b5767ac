using Aftercare.Modules.Field.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Messages;

/// <summary>Send the customer the service code to give when the work is done (B07).</summary>
internal static class TellCompletionCode
{
    [Needs("messages.send")]
    internal sealed record Command(WorkOrderId Order, string Phone, string SealedCode, string Language) : ICommand<Done>;

    internal static Command On(CompletionCodeAsked fact) => new(fact.Order, fact.Phone, fact.SealedCode, fact.Language);

    internal sealed class Handler(AppDb db, IField field, ICompletionCodes codes, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await field.WorkOrder(command.Order, ct);
            await outbound.Write(
                "completion-code", MessageChannel.Sms, command.Phone, command.Language, new Dictionary<string, string> { ["number"] = order.Number }, ct,
                secret: codes.Open(command.SealedCode), unit: order.Unit, href: $"/work-orders/{order.Id}");
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
