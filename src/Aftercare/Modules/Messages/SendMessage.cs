using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Sends a message, outside any transaction and at least once, always with the same message id. Failures are written down and tried again with growing gaps, then parked.</summary>
internal sealed class SendMessage(Gateway gateway, Transports transports, MessageSecrets secrets, IClock clock) : IErrand
{
    public const string Kind = "messages.send";

    string IErrand.Kind => Kind;

    public async Task Run(ErrandRun run, CancellationToken ct)
    {
        var message = await gateway.Ask(run.Caller, new ReadForSending.Query(new(run.Record)), ct);
        if (message.ExpiresAt < clock.GetCurrentInstant())
        {
            await run.Finish(new RecordDelivery.Command(message.Id, false, "expired", GiveUp: true));
            return;
        }
        if (message.Channel is MessageChannel.Robot && message.Robot is null)
        {
            await run.Finish(new RecordDelivery.Command(message.Id, false, "robot removed", GiveUp: true));
            return;
        }
        string answer;
        try
        {
            answer = await transports.Of(message.Channel).Send(new(message.DeliveryId, message.To, message.Subject, secrets.Reveal(message.Body, message.SealedSecret), message.Language, message.Robot), ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await gateway.Run(run.Caller, new RecordDelivery.Command(message.Id, false, failure.Message, run.IsLast), ct);
            throw;
        }
        await run.Finish(new RecordDelivery.Command(message.Id, true, answer, GiveUp: false));
    }
}
