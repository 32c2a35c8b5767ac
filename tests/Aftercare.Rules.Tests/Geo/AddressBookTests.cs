using Aftercare.Rules.Geo;

namespace Aftercare.Rules.Tests.Geo;

public sealed class AddressBookTests
{
    private static readonly AddressBook Book = AddressBook.Shipped;

    [Theory, Trait("Requirement", "B05")]
    [InlineData("上海市浦东新区世纪大道100号3栋502室", "上海市|上海市|浦东新区|世纪大道100号|3栋502室")]
    [InlineData("上海浦东新区世纪大道100号", "上海市|上海市|浦东新区|世纪大道100号|")]
    [InlineData("上海市上海市浦东新区世纪大道100号", "上海市|上海市|浦东新区|世纪大道100号|")]
    [InlineData("浦东新区世纪大道100号", "上海市|上海市|浦东新区|世纪大道100号|")]
    [InlineData("江苏省苏州市工业园区星湖街328号", "江苏省|苏州市||工业园区星湖街328号|")]
    [InlineData("江苏苏州吴中区木渎镇金山路8号院2幢", "江苏省|苏州市|吴中区|木渎镇金山路8号院|2幢")]
    [InlineData("广东省深圳市南山区科技园", "广东省|深圳市|南山区|科技园|")]
    [InlineData("吉林市昌邑区解放大路1号", "吉林省|吉林市|昌邑区|解放大路1号|")]
    [InlineData("吉林省长春市南关区人民大街10号", "吉林省|长春市|南关区|人民大街10号|")]
    [InlineData("内蒙古自治区呼和浩特市新城区中山路5号", "内蒙古自治区|呼和浩特市|新城区|中山路5号|")]
    [InlineData("新疆乌鲁木齐天山区解放北路1号", "新疆维吾尔自治区|乌鲁木齐市|天山区|解放北路1号|")]
    [InlineData("延边朝鲜族自治州延吉市光明街20号", "吉林省|延边朝鲜族自治州|延吉市|光明街20号|")]
    [InlineData("湖北省仙桃市钱沟路12号", "湖北省||仙桃市|钱沟路12号|")]
    [InlineData("广东省东莞市长安镇振安中路1号", "广东省|东莞市||长安镇振安中路1号|")]
    [InlineData("鼓楼区中央路1号", "|||鼓楼区中央路1号|")]
    [InlineData("上海路25号", "|||上海路25号|")]
    [InlineData("香港特别行政区油尖旺区弥敦道1号", "香港特别行政区|九龙|油尖旺区|弥敦道1号|")]
    [InlineData("Unter den Linden 5, Berlin", "|||UnterdenLinden5Berlin|")]
    [InlineData("", "||||")]
    public void What_people_paste_is_split_and_nothing_of_it_is_lost(string pasted, string parts)
    {
        var split = Book.Split(pasted);

        Assert.Equal(parts, $"{split.Province}|{split.City}|{split.District}|{split.Street}|{split.Detail}");
    }

    [Theory, Trait("Requirement", "B05")]
    [InlineData("王小二 13812345678 上海市浦东新区世纪大道100号", "王小二", "13812345678")]
    [InlineData("收货人：王小二，手机：138-1234-5678，地址：上海市浦东新区世纪大道100号", "王小二", "13812345678")]
    [InlineData("上海市浦东新区世纪大道100号 021-58881234 王女士", "王女士", "02158881234")]
    [InlineData("上海市浦东新区世纪大道100号", null, null)]
    [InlineData("上海市 浦东新区 世纪大道100号", null, null)]
    public void A_name_and_a_number_beside_the_address_are_told_from_it(string pasted, string? name, string? phone)
    {
        var split = Book.Split(pasted);

        Assert.Equal((name, phone), (split.Name, split.Phone));
        Assert.Equal(("上海市", "浦东新区", "世纪大道100号"), (split.City, split.District, split.Street));
    }

    [Fact, Trait("Requirement", "B05")]
    public void Every_district_of_the_country_is_found_again_behind_its_province_and_city()
    {
        var districts = Book.Districts.ToList();
        Assert.True(districts.Count > 2900);

        var wrong = districts.Where(district =>
        {
            var city = district.City == district.Province ? "" : district.City;
            var split = Book.Split($"{district.Province}{city}{district.District}人民路100号3栋502室");
            return split with { Street = "", Detail = "" } != district || (split.Street, split.Detail) != ("人民路100号", "3栋502室");
        }).ToList();

        Assert.Empty(wrong);
    }

    [Fact, Trait("Requirement", "B05")]
    public void A_district_lies_where_it_does_and_an_unknown_one_where_its_city_does()
    {
        var pudong = Book.MiddleOf("上海市", "上海市", "浦东新区")!.Value;
        Assert.Equal(Datum.Bd09, pudong.Datum);
        Assert.InRange(pudong.ToWgs84().Latitude, 31.0, 31.4);
        Assert.InRange(pudong.ToWgs84().Longitude, 121.3, 121.9);
        Assert.Equal(Book.MiddleOf("江苏省", "苏州市", ""), Book.MiddleOf("江苏省", "苏州市", "工业园区"));
        Assert.NotEqual(Book.MiddleOf("江苏省", "南京市", "鼓楼区"), Book.MiddleOf("江苏省", "徐州市", "鼓楼区"));
        Assert.Null(Book.MiddleOf("", "", "鼓楼区"));
        Assert.Null(Book.MiddleOf("", "", ""));
    }
}
