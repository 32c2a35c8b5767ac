using Aftercare.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Writes messages in the running command: wording, sealing, and the errand that sends them. Saves nothing.</summary>
internal sealed class Outbound(AppDb db, Texts texts, MessageSecrets secrets)
{
    /// <param name="secret">The value of the template's secret variable.</param>
    public async Task Write(string code, MessageChannel channel, string to, string language, IReadOnlyDictionary<string, string> values, CancellationToken ct,
        string? secret = null, PersonId? person = null, UnitId? unit = null, string? href = null, Instant? expiresAt = null)
    {
        var kind = TemplateKind.All[code];
        language = Texts.Supported(language);
        var own = await db.All<MessageTemplate>().AsNoTracking().SingleOrDefaultAsync(template => template.Code == code && template.Language == language, ct);
        var message = new Message
        {
            Id = db.NewId<MessageId>(), Channel = channel, To = to, PersonId = person, UnitId = unit, Template = code, Language = language,
            Subject = kind.Fill(own?.Subject ?? texts.In(language, $"messages.template.{code}.subject"), values),
            Body = kind.Fill(own?.Body ?? texts.In(language, $"messages.template.{code}"), values),
            SealedSecret = secret is null ? null : secrets.Seal(secret), Href = href, CreatedAt = db.Now, ExpiresAt = expiresAt,
        };
        if (channel is MessageChannel.InApp) message.Deliver("in-app", db.Now);
        else await Errands.Leave(db, SendMessage.Kind, message.Id.Value, ct);
        db.Add(message);
    }
}

/// <summary>Seals what opens something, with the keys of the installation.</summary>
internal sealed class MessageSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Aftercare.Messages");

    public string Seal(string secret) => _protector.Protect(secret);

    /// <summary>The text as the receiver gets it.</summary>
    public string Reveal(string body, string? sealedSecret) => sealedSecret is null ? body : body.Replace(Message.SecretMark, _protector.Unprotect(sealedSecret), StringComparison.Ordinal);

    /// <summary>The text as a screen shows it.</summary>
    public static string Mask(string body) => body.Replace(Message.SecretMark, "••••••", StringComparison.Ordinal);
}
