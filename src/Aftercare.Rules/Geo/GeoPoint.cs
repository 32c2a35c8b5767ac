namespace Aftercare.Rules.Geo;

/// <summary>What a pair of coordinates refers to; Chinese maps do not use the one phones do.</summary>
public enum Datum
{
    /// <summary>GPS, phones, the rest of the world.</summary>
    Wgs84,

    /// <summary>Maps of mainland China by law (Amap, Tencent): up to some 700 m beside WGS-84.</summary>
    Gcj02,

    /// <summary>Baidu's maps: GCJ-02 moved once more.</summary>
    Bd09,
}

/// <summary>A place on the ground in degrees, with the datum it was measured in (B05).</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude, Datum Datum)
{
    // Krasovsky 1940, on which GCJ-02 reckons its shift.
    private const double SemiMajorAxis = 6_378_245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double BaiduPi = Math.PI * 3000.0 / 180.0;

    /// <summary>
    /// The same place in WGS-84. GCJ-02 has no published inverse: it is found by iteration, to less than a millimetre.
    /// Outside mainland China's frame all three are taken as one.
    /// </summary>
    public GeoPoint ToWgs84() => Datum switch
    {
        Datum.Bd09 => BaiduToGcj().ToWgs84(),
        Datum.Gcj02 when InChina => GcjToWgs(),
        _ => this with { Datum = Datum.Wgs84 },
    };

    /// <summary>The same place in GCJ-02, for Chinese map services.</summary>
    public GeoPoint ToGcj02() => Datum switch
    {
        Datum.Gcj02 => this,
        Datum.Bd09 => BaiduToGcj(),
        _ when InChina => Shifted(),
        _ => this with { Datum = Datum.Gcj02 },
    };

    private bool InChina => Longitude is > 72.004 and < 137.8347 && Latitude is > 0.8293 and < 55.8271;

    private GeoPoint Shifted()
    {
        var (north, east) = Shift(Latitude, Longitude);
        return new(Latitude + north, Longitude + east, Datum.Gcj02);
    }

    private GeoPoint GcjToWgs()
    {
        var (latitude, longitude) = (Latitude, Longitude);
        for (var i = 0; i < 30; i++)
        {
            var (north, east) = Shift(latitude, longitude);
            var (missLatitude, missLongitude) = (latitude + north - Latitude, longitude + east - Longitude);
            if (Math.Abs(missLatitude) < 1e-10 && Math.Abs(missLongitude) < 1e-10)
            {
                break;
            }
            (latitude, longitude) = (latitude - missLatitude, longitude - missLongitude);
        }
        return new(latitude, longitude, Datum.Wgs84);
    }

    private GeoPoint BaiduToGcj()
    {
        var (x, y) = (Longitude - 0.0065, Latitude - 0.006);
        var z = Math.Sqrt((x * x) + (y * y)) - (0.00002 * Math.Sin(y * BaiduPi));
        var theta = Math.Atan2(y, x) - (0.000003 * Math.Cos(x * BaiduPi));
        return new(z * Math.Sin(theta), z * Math.Cos(theta), Datum.Gcj02);
    }

    private static (double North, double East) Shift(double latitude, double longitude)
    {
        var (x, y) = (longitude - 105.0, latitude - 35.0);
        var wave = ((20.0 * Math.Sin(6.0 * x * Math.PI)) + (20.0 * Math.Sin(2.0 * x * Math.PI))) * 2.0 / 3.0;
        var north = -100.0 + (2.0 * x) + (3.0 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x))) + wave
            + (((20.0 * Math.Sin(y * Math.PI)) + (40.0 * Math.Sin(y / 3.0 * Math.PI))) * 2.0 / 3.0)
            + (((160.0 * Math.Sin(y / 12.0 * Math.PI)) + (320.0 * Math.Sin(y * Math.PI / 30.0))) * 2.0 / 3.0);
        var east = 300.0 + x + (2.0 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x))) + wave
            + (((20.0 * Math.Sin(x * Math.PI)) + (40.0 * Math.Sin(x / 3.0 * Math.PI))) * 2.0 / 3.0)
            + (((150.0 * Math.Sin(x / 12.0 * Math.PI)) + (300.0 * Math.Sin(x / 30.0 * Math.PI))) * 2.0 / 3.0);

        var radians = latitude / 180.0 * Math.PI;
        var magic = 1 - (EccentricitySquared * Math.Sin(radians) * Math.Sin(radians));
        var meridian = SemiMajorAxis * (1 - EccentricitySquared) / (magic * Math.Sqrt(magic));
        var parallel = SemiMajorAxis / Math.Sqrt(magic) * Math.Cos(radians);
        return (north * 180.0 / (meridian * Math.PI), east * 180.0 / (parallel * Math.PI));
    }
}
