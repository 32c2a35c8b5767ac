using System.Globalization;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Send somebody the code to sign in with.</summary>
internal static class TellSignInCode
{
    [Needs("messages.send")]
    internal sealed record Command(string Phone, string SealedCode, string Language, Instant ExpiresAt) : ICommand<Done>;

    internal static Command On(SignInCodeAsked fact) => new(fact.Phone, fact.SealedCode, fact.Language, fact.ExpiresAt);

    internal sealed class Handler(AppDb db, ISignInCodes codes, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.ExpiresAt <= db.Now) return Done.Instance;
            var minutes = Math.Ceiling((command.ExpiresAt - db.Now).TotalMinutes);
            await outbound.Write(
                "sign-in-code", MessageChannel.Sms, command.Phone, command.Language, new Dictionary<string, string> { ["minutes"] = minutes.ToString("0", CultureInfo.InvariantCulture) }, ct,
                secret: codes.Open(command.SealedCode), expiresAt: command.ExpiresAt);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
