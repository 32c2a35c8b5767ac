namespace Aftercare.Modules.Dispatch;

/// <summary>A point in WGS-84 degrees.</summary>
internal readonly record struct Point(double Latitude, double Longitude)
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>A point, when both coordinates are known.</summary>
    public static Point? Of(double? latitude, double? longitude) => latitude is { } lat && longitude is { } lon ? new(lat, lon) : null;

    /// <summary>Kilometres as the crow flies, by the haversine formula on a sphere of mean radius; roads are longer.</summary>
    public double KmTo(Point other)
    {
        var (dLat, dLon) = (Radians(other.Latitude - Latitude), Radians(other.Longitude - Longitude));
        var h = Math.Pow(Math.Sin(dLat / 2), 2) + (Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Math.Pow(Math.Sin(dLon / 2), 2));
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
