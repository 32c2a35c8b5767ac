using Aftercare.Rules.Geo;

namespace Aftercare.Rules.Tests.Geo;

public sealed class GeoPointTests
{
    [Theory]
    [InlineData(39.90734, 116.39089)]
    [InlineData(31.23040, 121.47370)]
    [InlineData(22.54310, 114.05790)]
    [InlineData(43.82560, 87.61680)]
    [InlineData(45.80380, 126.53490)]
    public void The_way_to_gcj02_and_back_ends_where_it_began(double latitude, double longitude)
    {
        var gps = new GeoPoint(latitude, longitude, Datum.Wgs84);
        var map = gps.ToGcj02();

        Assert.InRange(Math.Abs(map.Latitude - latitude) + Math.Abs(map.Longitude - longitude), 0.001, 0.02);
        Assert.Equal(latitude, map.ToWgs84().Latitude, 8);
        Assert.Equal(longitude, map.ToWgs84().Longitude, 8);
    }

    [Fact]
    public void Baidu_lies_beside_gcj02_as_its_published_example_says()
    {
        // 116.404, 39.915 on Baidu's map is 116.39762729119315, 39.90865673957631 in GCJ-02.
        var map = new GeoPoint(39.915, 116.404, Datum.Bd09).ToGcj02();

        Assert.Equal(39.90865673957631, map.Latitude, 6);
        Assert.Equal(116.39762729119315, map.Longitude, 6);
    }

    [Fact]
    public void Outside_china_nothing_is_moved()
    {
        var berlin = new GeoPoint(52.52, 13.405, Datum.Gcj02);

        Assert.Equal((52.52, 13.405, Datum.Wgs84), (berlin.ToWgs84().Latitude, berlin.ToWgs84().Longitude, berlin.ToWgs84().Datum));
    }
}
