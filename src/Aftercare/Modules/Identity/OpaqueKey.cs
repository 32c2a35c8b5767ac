using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Aftercare.Modules.Identity;

/// <summary>An unguessable value (256 bits) for a cookie, token or link. Only its digest is kept; so random a value needs no salt.</summary>
internal sealed record OpaqueKey(string Text)
{
    public byte[] Hash => HashOf(Text);

    public static OpaqueKey New(string prefix = "") => new(prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
