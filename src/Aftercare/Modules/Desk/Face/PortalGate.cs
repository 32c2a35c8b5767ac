using System.Net;
using System.Threading.RateLimiting;
using Aftercare.Platform;

namespace Aftercare.Modules.Desk.Face;

/// <summary>How often one address may report or complain without signing in, both together. A shared address of an office still gets through; a script does not.</summary>
internal sealed class PortalGate(TimeProvider time) : IDisposable
{
    private const int PerHour = 20;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(address,
        _ => new() { PermitLimit = PerHour, Window = TimeSpan.FromHours(1), QueueLimit = 0, AutoReplenishment = true }));

    /// <summary>Refuses with `portal.too-many` (429).</summary>
    public void Enter(IPAddress? from)
    {
        // A household's IPv6 prefix counts as one.
        var address = from is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Convert.ToHexString(from.GetAddressBytes().AsSpan(0, 8)) : from?.MapToIPv4().ToString() ?? "";
        using var lease = _limiter.AttemptAcquire(address);
        if (!lease.IsAcquired) throw new Refusal("portal.too-many", RefusalKind.TooMany) { Extensions = { ["retryAfter"] = time.GetUtcNow().AddHours(1) } };
    }

    public void Dispose() => _limiter.Dispose();
}
