using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using QRCoder;

namespace Aftercare.Modules.Assets;

/// <summary>The QR code that goes onto the machine. It carries the serial number to the portal and can only report a fault (B12).</summary>
internal static class DrawAssetCode
{
    /// <param name="Origin">Scheme and host of this installation: `https://service.example.cn`.</param>
    [Needs("customers.read")]
    internal sealed record Query(AssetId Id, string Origin) : IQuery<Response>;

    /// <param name="Address">What the code says.</param>
    internal sealed record Response(string Address, string Svg);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/assets/{id:long}/code.svg", Get);

    /// <summary>The asset's QR code as a picture to print.</summary>
    internal static async Task<ContentHttpResult> Get(long id, Door door, HttpRequest request, CancellationToken ct) =>
        TypedResults.Content((await door.Ask(new Query(new(id), $"{request.Scheme}://{request.Host}"), ct)).Svg, "image/svg+xml");

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var asset = await db.Load<Asset>(query.Id.Value, "asset", ct);
            var address = $"{query.Origin}/portal?serial={Uri.EscapeDataString(asset.SerialNumber)}";
            using var generator = new QRCodeGenerator();
            using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.Q);
            using var svg = new SvgQRCode(code);
            return new(address, svg.GetGraphic(4));
        }
    }
}
