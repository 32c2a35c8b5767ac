using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Where a robot listens, opened for one sending.</summary>
internal sealed record RobotDoor(RobotKind Kind, string Url, string? Secret);

/// <summary>
/// The webhooks of the group robots, each in its own dialect: a JSON text message, signed where the group asks for it. All
/// three answer 200 also when they refuse; the code in the body says whether the message was taken.
/// </summary>
internal sealed class RobotTransport(IHttpClientFactory http, IClock clock) : ITransport
{
    /// <summary>Follows no redirect: the address was checked, where it leads was not.</summary>
    public const string Client = "robot";

    // WeCom and DingTalk; Feishu; Feishu as it was.
    private static readonly string[] _codes = ["errcode", "code", "StatusCode"];

    public async Task<string> Send(Parcel parcel, CancellationToken ct)
    {
        var door = parcel.Robot ?? throw new InvalidOperationException("The robot is gone.");
        var text = parcel.Subject is { Length: > 0 } subject && !parcel.Body.StartsWith(subject, StringComparison.Ordinal) ? $"{subject}\n{parcel.Body}" : parcel.Body;
        var now = clock.GetCurrentInstant();
        var (url, body) = door.Kind switch
        {
            RobotKind.Feishu => (door.Url, Feishu(text, door.Secret, now)),
            RobotKind.DingTalk => (Signed(door.Url, door.Secret, now), (object)new { msgtype = "text", text = new { content = text } }),
            _ => (door.Url, new { msgtype = "text", text = new { content = text } }),
        };
        using var client = http.CreateClient(Client);
        using var response = await client.PostAsJsonAsync(url, body, ct);
        var answer = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode && Taken(answer) ? answer : throw new HttpRequestException($"{(int)response.StatusCode} {answer}");
    }

    /// <summary>DingTalk: `timestamp` in milliseconds and `sign`, the HMAC-SHA256 of `timestamp\nsecret` by the secret, in Base64.</summary>
    private static string Signed(string url, string? secret, Instant now)
    {
        if (secret is null) return url;
        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
        return $"{url}&timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}";
    }

    /// <summary>Feishu: `timestamp` in seconds and `sign`, the HMAC-SHA256 of nothing by `timestamp\nsecret`, in Base64.</summary>
    private static object Feishu(string text, string? secret, Instant now)
    {
        if (secret is null) return new { msg_type = "text", content = new { text } };
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"), Array.Empty<byte>()));
        return new { timestamp, sign, msg_type = "text", content = new { text } };
    }

    private static bool Taken(string answer)
    {
        try
        {
            var said = JsonSerializer.Deserialize<JsonElement>(answer);
            return said.ValueKind is JsonValueKind.Object && _codes.Any(name => said.TryGetProperty(name, out var code) && code.ValueKind is JsonValueKind.Number && code.GetInt32() == 0);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
