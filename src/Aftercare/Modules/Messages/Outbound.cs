using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Writes messages in the running command: wording, sealing, and the errand that sends them. Saves nothing.</summary>
internal sealed class Outbound(AppDb db, Texts texts, MessageSecrets secrets, IOrganisation organisation, PublicAddress address)
{
    /// <param name="secret">The value of the template's secret variable.</param>
    public Task Write(string code, MessageChannel channel, string to, string language, IReadOnlyDictionary<string, string> values, CancellationToken ct,
        string? secret = null, PersonId? person = null, UnitId? unit = null, string? href = null, Instant? expiresAt = null) =>
        Add(code, channel, to, language, values, secret, person, unit, href, expiresAt, null, ct);

    /// <summary>Says it in the chat groups of the unit and of those above it that want to hear it, each in its language.</summary>
    public async Task ToGroups(string code, UnitId unit, Func<string, Task<IReadOnlyDictionary<string, string>>> valuesIn, string? href, CancellationToken ct)
    {
        var robots = await db.All<Robot>().AsNoTracking().Where(robot => robot.Active).ToListAsync(ct);
        if (robots.Count == 0) return;
        var above = (await organisation.Above(unit, ct)).Select(one => one.Id).ToHashSet();
        foreach (var robot in robots.Where(robot => above.Contains(robot.UnitId) && robot.Templates.Contains(code)))
            await ToGroup(robot, code, await valuesIn(robot.Language), unit, href, ct);
    }

    public async Task<MessageId> ToGroup(Robot robot, string code, IReadOnlyDictionary<string, string> values, UnitId unit, string? href, CancellationToken ct) =>
        (await Add(code, MessageChannel.Robot, robot.Name, robot.Language, values, null, null, unit, href, null, robot.Id, ct)).Id;

    private async Task<Message> Add(string code, MessageChannel channel, string to, string language, IReadOnlyDictionary<string, string> values, string? secret, PersonId? person, UnitId? unit, string? href, Instant? expiresAt, RobotId? robot, CancellationToken ct)
    {
        var kind = TemplateKind.All[code];
        language = Texts.Supported(language);
        var own = await db.All<MessageTemplate>().AsNoTracking().SingleOrDefaultAsync(template => template.Code == code && template.Language == language, ct);
        var body = kind.Fill(own?.Body ?? texts.In(language, $"messages.template.{code}"), values);
        var held = channel is MessageChannel.InApp ? null : await HeldUntil(kind, unit, ct);
        var message = new Message
        {
            Id = db.NewId<MessageId>(), Channel = channel, To = to, PersonId = person, UnitId = unit, RobotId = robot, Template = code, Language = language,
            Subject = kind.Fill(own?.Subject ?? texts.In(language, $"messages.template.{code}.subject"), values),
            // In a group the way to the record is part of what is said.
            Body = channel is MessageChannel.Robot && href is not null ? $"{body}\n{address.Link(href)}" : body,
            SealedSecret = secret is null ? null : secrets.Seal(secret), Href = href, CreatedAt = db.Now, ExpiresAt = expiresAt,
            // What would be of no use any more when the quiet time ends leaves at once.
            HeldUntil = held < (expiresAt ?? Instant.MaxValue) ? held : null,
        };
        if (channel is MessageChannel.InApp) message.Deliver("in-app", db.Now);
        else await Errands.Leave(db, SendMessage.Kind, message.Id.Value, ct, message.HeldUntil);
        db.Add(message);
        return message;
    }

    private async Task<Instant?> HeldUntil(TemplateKind kind, UnitId? unit, CancellationToken ct)
    {
        if (kind.Urgent) return null;
        var zone = await organisation.ZoneOf(unit, ct);
        return (await MessagePolicy.On(db, db.Now.InZone(zone).Date, ct))?.HoldUntil(kind.Code, db.Now, zone);
    }
}

/// <summary>Seals what opens something, with the keys of the installation.</summary>
internal sealed class MessageSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Aftercare.Messages");

    public string Seal(string secret) => _protector.Protect(secret);

    public string Open(string sealedSecret) => _protector.Unprotect(sealedSecret);

    /// <summary>The text as the receiver gets it.</summary>
    public string Reveal(string body, string? sealedSecret) => sealedSecret is null ? body : body.Replace(Message.SecretMark, _protector.Unprotect(sealedSecret), StringComparison.Ordinal);

    /// <summary>The text as a screen shows it.</summary>
    public static string Mask(string body) => body.Replace(Message.SecretMark, "••••••", StringComparison.Ordinal);
}
