using System.Globalization;
using Aftercare.UiKit;
using NodaTime;

namespace Aftercare.Tests.UiKit;

public sealed class TimeTextTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 4, 23, 4, 30, 15);

    private static UiContext Reader(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return new(DateTimeZoneProviders.Tzdb["Asia/Shanghai"], CultureInfo.CurrentUICulture, Now);
    }

    [Theory]
    [InlineData("zh-CN", TimeStyle.Short, "04-23 12:30")]
    [InlineData("en", TimeStyle.Short, "23 Apr 12:30")]
    [InlineData("zh-CN", TimeStyle.Long, "2026-04-23 周四 12:30")]
    [InlineData("en", TimeStyle.Long, "Thu 23 Apr 2026 12:30")]
    [InlineData("zh-CN", TimeStyle.Date, "2026-04-23")]
    [InlineData("zh-CN", TimeStyle.Time, "12:30")]
    [InlineData("zh-CN", TimeStyle.Exact, "2026-04-23 12:30:15 +08")]
    public void An_instant_is_shown_on_the_readers_wall_clock(string culture, TimeStyle style, string shown) =>
        Assert.Equal(shown, TimeText.Format(Now, Reader(culture), style));

    [Fact]
    public void Another_year_is_said() =>
        Assert.Equal("2025-12-31 23:59", TimeText.Format(Instant.FromUtc(2025, 12, 31, 15, 59), Reader("zh-CN")));

    [Theory]
    [InlineData(-10, "刚刚", "just now")]
    [InlineData(-60, "1 分钟前", "1 min ago")]
    [InlineData(-3540, "59 分钟前", "59 min ago")]
    [InlineData(-3600, "1 小时前", "1 h ago")]
    [InlineData(7200, "2 小时后", "in 2 h")]
    [InlineData(-86400 * 29, "29 天前", "29 d ago")]
    [InlineData(-86400 * 31, "2026-03-23", "23 Mar 2026")]
    public void A_distance_is_said_in_one_unit(int seconds, string chinese, string english)
    {
        var at = Now + Duration.FromSeconds(seconds);
        Assert.Equal(chinese, TimeText.Relative(at, Reader("zh-CN")));
        Assert.Equal(english, TimeText.Relative(at, Reader("en")));
    }

    [Theory]
    [InlineData(0, "under 1 min")]
    [InlineData(59, "59 min")]
    [InlineData(60, "1 h")]
    [InlineData(-200, "3 h 20 min")]
    [InlineData(1440, "1 d")]
    [InlineData(1800, "1 d 6 h")]
    public void A_length_is_said_in_its_two_largest_units(int minutes, string shown)
    {
        _ = Reader("en");
        Assert.Equal(shown, TimeText.Length(Duration.FromMinutes(minutes)));
    }
}
