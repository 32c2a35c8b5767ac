using System.Collections;
using System.Globalization;
using System.Resources;
using Aftercare.UiKit;

namespace Aftercare.Tests.UiKit;

public sealed class PartsTests
{
    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_gaps()
    {
        var resources = new ResourceManager("Aftercare.UiKit.Texts", typeof(UiContext).Assembly);
        Dictionary<string, string> Read(string culture) => resources.GetResourceSet(CultureInfo.GetCultureInfo(culture), true, false)!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        var (zh, en) = (Read("zh-CN"), Read("en"));
        Assert.Equal(zh.Keys.Order(), en.Keys.Order());
        Assert.All(zh, t => Assert.Equal(t.Value.Contains("{0}", StringComparison.Ordinal), en[t.Key].Contains("{0}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_tone_has_its_own_class_and_shape()
    {
        var tones = Enum.GetValues<Tone>();
        Assert.Equal(tones.Length, tones.Select(t => t.Class()).Distinct().Count());
        Assert.Equal(tones.Length, tones.Select(t => t.Shape()).Distinct().Count());
    }

    [Theory]
    [InlineData("OnSite", Tone.Active)]
    [InlineData("onhold", Tone.Warn)]
    [InlineData("Breached", Tone.Bad)]
    [InlineData("SomethingElse", Tone.Neutral)]
    public void A_state_looks_the_same_everywhere(string status, Tone tone) => Assert.Equal(tone, StatusTones.Of(status));

    [Theory]
    [InlineData("tickets/12", "/tickets")]
    [InlineData("tickets/settings/x", "/tickets/settings")]
    [InlineData("ticketsx", null)]
    [InlineData("", "/")]
    public void The_current_place_is_the_nearest_above_the_page(string path, string? href)
    {
        NavItem[] nav = [new("", "Today", "/", "sun"), new("", "Tickets", "/tickets?view=mine", "inbox"), new("", "Settings", "/tickets/settings", "settings")];
        Assert.Equal(href, NavItem.Current(nav, path)?.Href.Split('?')[0]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(42, 50)]
    [InlineData(100, 100)]
    [InlineData(0.13, 0.2)]
    public void An_axis_ends_at_a_round_figure(double highest, double end) => Assert.Equal(end, BarChart.Nice(highest), 6);

    [Fact]
    public void Every_icon_named_in_the_library_exists() =>
        Assert.All(["inbox", "alert-octagon", "circle-check", "clock-play", "player-pause", "chevron-left", "columns-3", "point"],
            name => Assert.Contains(name, IconSet.Names));
}
