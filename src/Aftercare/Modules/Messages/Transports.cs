using System.Net.Http.Headers;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>A message as it leaves.</summary>
/// <param name="DeliveryId">The same for every attempt.</param>
/// <param name="Robot">Where the group's robot listens, for a message to a group.</param>
internal sealed record Parcel(string DeliveryId, string To, string? Subject, string Body, string Language, RobotDoor? Robot = null);

/// <summary>A way out. Throws when the message was not taken; what it returns is kept as the provider's answer.</summary>
internal interface ITransport
{
    Task<string> Send(Parcel parcel, CancellationToken ct);
}

/// <summary>
/// The ways out of this installation. A channel without settings is the sandbox: nothing leaves, and
/// `/admin/messages` shows every message as its receiver would see it.
/// </summary>
internal sealed class Transports(IConfiguration configuration, IHttpClientFactory http, IClock clock)
{
    private readonly bool _sandboxed = configuration.GetValue("Messages:Sandbox", false);

    public ITransport Of(MessageChannel channel) => channel switch
    {
        _ when IsSandbox(channel) => Sandbox.Instance,
        MessageChannel.Robot => new RobotTransport(http, clock),
        MessageChannel.Email => new SmtpTransport(configuration.GetSection("Mail")),
        _ => new SmsWebhook(configuration.GetSection("Sms"), http),
    };

    /// <summary>True when nothing really leaves on this channel.</summary>
    public bool IsSandbox(MessageChannel channel) => _sandboxed || channel switch
    {
        MessageChannel.Email => configuration["Mail:Host"] is not { Length: > 0 },
        MessageChannel.Sms => configuration["Sms:Url"] is not { Length: > 0 },
        MessageChannel.Robot => false,
        _ => true,
    };

    private sealed class Sandbox : ITransport
    {
        public static Sandbox Instance { get; } = new();

        public Task<string> Send(Parcel parcel, CancellationToken ct) => Task.FromResult("sandbox");
    }
}

/// <summary>E-mail by SMTP: `Mail:Host`, `Mail:Port` (587), `Mail:User`, `Mail:Password`, `Mail:From`, `Mail:Tls` (`required`, `auto`, `none`; required by default).</summary>
internal sealed class SmtpTransport(IConfigurationSection mail) : ITransport
{
    public async Task<string> Send(Parcel parcel, CancellationToken ct)
    {
        var from = MailboxAddress.Parse(mail["From"] ?? throw new InvalidOperationException("Mail:From must name the sender."));
        using var message = new MimeMessage { Subject = parcel.Subject ?? "", MessageId = $"{parcel.DeliveryId}@{from.Domain}" };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(parcel.To));
        message.Headers.Add(HeaderId.ContentLanguage, parcel.Language);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart("plain") { Text = parcel.Body };

        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(mail["Host"]!, mail.GetValue("Port", 587), Security(), ct);
        if (mail["User"] is { Length: > 0 } user) await client.AuthenticateAsync(user, mail["Password"] ?? "", ct);
        var answer = await client.SendAsync(message, ct);
        await client.DisconnectAsync(quit: true, ct);
        return answer;
    }

    private SecureSocketOptions Security() => mail["Tls"] switch
    {
        "none" => SecureSocketOptions.None,
        "auto" => SecureSocketOptions.StartTlsWhenAvailable,
        _ => mail.GetValue("Port", 587) == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls,
    };
}

/// <summary>
/// SMS by a gateway of the company's choice: `POST {Sms:Url}` with `Authorization: Bearer {Sms:Token}`,
/// `Idempotency-Key: {id}` and the JSON body `{"id","to","text","language"}`. Any 2xx means taken; its body is kept.
/// </summary>
internal sealed class SmsWebhook(IConfigurationSection sms, IHttpClientFactory http) : ITransport
{
    public const string Client = "sms";

    public async Task<string> Send(Parcel parcel, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, sms["Url"])
        {
            Content = JsonContent.Create(new { id = parcel.DeliveryId, to = parcel.To, text = parcel.Body, language = parcel.Language }),
        };
        request.Headers.Add("Idempotency-Key", parcel.DeliveryId);
        if (sms["Token"] is { Length: > 0 } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var client = http.CreateClient(Client);
        using var response = await client.SendAsync(request, ct);
        var answer = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode ? $"{(int)response.StatusCode} {answer}" : throw new HttpRequestException($"{(int)response.StatusCode} {answer}");
    }
}
