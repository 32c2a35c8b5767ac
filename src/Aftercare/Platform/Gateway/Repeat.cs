using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aftercare.Platform;

/// <summary>An idempotency key at work: the second call with the same key gets the first answer and changes nothing.</summary>
internal sealed class Repeat(byte[] id, string command, byte[] digest)
{
    public static Repeat Of(Caller caller, Slice slice, object command, string key)
    {
        if (key.Length is 0 or > 200) throw Refusal.Invalid("idempotency.malformed", "Idempotency-Key");
        var id = SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Company}|{caller.Kind}|{caller.Account}|{caller.Name}|{caller.LinkedRecord}|{caller.OnBehalfOf}|{key}"));
        return new(id, slice.Name, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), PlatformJson.Options)));
    }

    public async Task<object?> Earlier(AppDb db, Type response, CancellationToken ct)
    {
        if (await db.Set<AnsweredCommand>().FindAsync([id], ct) is not { } answer) return null;
        if (answer.Command != command || !answer.Digest.AsSpan().SequenceEqual(digest)) throw new Refusal("idempotency.reused");
        return JsonSerializer.Deserialize(answer.Response, response, PlatformJson.Options);
    }

    public async Task Remember(AppDb db, RunningCommand running, object response, CancellationToken ct)
    {
        db.Add(new AnsweredCommand { Id = id, Command = command, Digest = digest, Response = JsonSerializer.Serialize(response, response.GetType(), PlatformJson.Options), At = running.At });
        await db.SaveChangesAsync(ct);
    }
}
