using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Aftercare.Rules.Geo;

/// <summary>The parts of a Chinese address (B05); what was not found is empty.</summary>
/// <param name="City">A municipality is its own city: 上海市 in both.</param>
/// <param name="Street">Town, road and number: 世纪大道100号.</param>
/// <param name="Detail">Building, floor, room: 3栋502室.</param>
public sealed record AddressParts(string Province, string City, string District, string Street, string Detail)
{
    /// <summary>Who lives there, when a name stood beside the address.</summary>
    public string? Name { get; init; }

    /// <summary>The telephone number that stood beside it, digits alone.</summary>
    public string? Phone { get; init; }
}

/// <summary>
/// Provinces, cities and districts of China, to split what people paste and to tell about where a district lies. The
/// divisions are those of June 2023.
/// </summary>
public sealed partial class AddressBook
{
    private static readonly Lazy<AddressBook> Book = new(Read);

    private static readonly string[] Peoples =
    [
        "柯尔克孜", "维吾尔", "哈萨克", "土家族", "布依族", "傈僳族", "景颇族", "朝鲜族", "蒙古族", "哈尼族", "蒙古", "藏族", "羌族", "彝族", "傣族", "白族", "壮族", "苗族", "侗族", "回族",
    ];

    private static readonly string[] ProvinceEnds = ["特别行政区", "自治区", "省", "市"];
    private static readonly string[] CityEnds = ["自治州", "地区", "市", "盟"];
    private static readonly string[] DistrictEnds = ["新区", "区", "县", "市", "旗"];

    private readonly List<Region> _provinces;
    private readonly ILookup<string, Region> _below;
    private readonly List<Region> _cities;
    private readonly List<Region> _districts;
    private readonly Dictionary<string, Region> _byCode;

    private AddressBook(List<Region> regions)
    {
        _byCode = regions.ToDictionary(region => region.Code);
        _below = regions.ToLookup(region => region.Parent);
        // The longer name first: 吉林市 is not 吉林.
        _provinces = [.. regions.Where(region => region.Code.Length == 2).OrderByDescending(region => region.Name.Length)];
        _cities = [.. regions.Where(region => region.Code.Length == 4 && !region.IsAdministrative).OrderByDescending(region => region.Name.Length)];
        _districts = [.. regions.Where(region => region.Code.Length == 6).OrderByDescending(region => region.Name.Length)];
    }

    /// <summary>The divisions that come with the product.</summary>
    public static AddressBook Shipped => Book.Value;

    /// <summary>Every district by the names of province, city and itself.</summary>
    public IEnumerable<AddressParts> Districts => _districts.Select(district => Parts(Above(district, 2), Above(district, 4), district, "", ""));

    /// <summary>
    /// Splits what somebody pasted: an address with or without province and city, perhaps with a name and a number before
    /// or behind it. Nothing is thrown away: what is no division stays in street and detail.
    /// </summary>
    public AddressParts Split(string pasted)
    {
        var text = Labels().Replace(pasted.Normalize(NormalizationForm.FormKC), " ");
        var phone = PhoneNumber().Match(text);
        if (phone.Success) text = text.Remove(phone.Index, phone.Length).Insert(phone.Index, " ");
        var words = text.Split([' ', ',', ';', '|', '\t', '\r', '\n', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        var name = phone.Success || words.Count > 1 ? words.Find(word => PersonName().IsMatch(word) && !IsPlace(word)) : null;
        if (name is not null && words.Count > 1) words.Remove(name);
        else name = null;
        return Divide(string.Concat(words)) with { Name = name, Phone = phone.Success ? Digits(phone.Groups[1].Value) : null };
    }

    /// <summary>The middle of a district, else of its city, in the datum of the source; null when neither is known.</summary>
    public GeoPoint? MiddleOf(string province, string city, string district)
    {
        var top = _provinces.Find(region => region.Is(province));
        var middle = _districts.Where(region => region.Name == district && Under(region, top, city)).Take(2).ToList() is [var one] ? one : null;
        middle ??= district.Length == 0 || middle is null ? _cities.Find(region => region.Is(city) && (top is null || region.Parent == top.Code)) : middle;
        return middle?.Middle;
    }

    private AddressParts Divide(string text)
    {
        if (text.StartsWith("中国", StringComparison.Ordinal)) text = text[2..];
        var (province, city, district) = ((Region?)null, (Region?)null, (Region?)null);
        // A city that is written out is not the province of the same name.
        if (!_cities.Exists(region => text.StartsWith(region.Name, StringComparison.Ordinal)) || _provinces.Exists(region => text.StartsWith(region.Name, StringComparison.Ordinal)))
            province = Take(ref text, _provinces);
        if (province is not null && IsMunicipality(province)) Skip(ref text, province.Name, "市辖区", "县");
        else city = Take(ref text, province is null ? _cities : [.. _cities.Where(region => region.Parent == province.Code)]);
        if (city is not null) province ??= _byCode[city.Parent];
        if (city is not null) Skip(ref text, "市辖区");
        district = DistrictAt(ref text, province, city);
        if (district is not null)
        {
            city ??= Above(district, 4);
            province ??= Above(district, 2);
        }
        var (street, detail) = Lines(text);
        return Parts(province, city, district, street, detail);
    }

    private Region? DistrictAt(ref string text, Region? province, Region? city)
    {
        var rest = text;
        var candidates = _districts.Where(region => rest.StartsWith(region.Name, StringComparison.Ordinal) && Within(region, province, city)).ToList();
        // Only where the city is known: 东 alone is no district of anywhere.
        if (candidates.Count == 0 && (city is not null || (province is not null && IsMunicipality(province))))
            candidates = [.. _districts.Where(region => region.Short.Length >= 2 && rest.StartsWith(region.Short, StringComparison.Ordinal) && Within(region, province, city) && !Road().IsMatch(rest[region.Short.Length..]))];
        if (candidates.Count == 0) return null;
        var longest = candidates.Max(region => Written(region, rest).Length);
        var best = candidates.Where(region => Written(region, rest).Length == longest).ToList();
        // 鼓楼区 stands in several cities: it stays in the street for a person to decide.
        if (best.Count > 1) return null;
        text = rest[longest..];
        return best[0];
    }

    private static string Written(Region region, string text) => text.StartsWith(region.Name, StringComparison.Ordinal) ? region.Name : region.Short;

    private static Region? Take(ref string text, List<Region> from)
    {
        var rest = text;
        var found = from.Find(region => rest.StartsWith(region.Name, StringComparison.Ordinal)) ?? from.Find(region => region.Short.Length >= 2 && rest.StartsWith(region.Short, StringComparison.Ordinal) && !Road().IsMatch(rest[region.Short.Length..]));
        if (found is not null) text = rest[Written(found, rest).Length..];
        return found;
    }

    private static void Skip(ref string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.StartsWith(word, StringComparison.Ordinal)) text = text[word.Length..];
    }

    // The number ends the street; what comes after it is the building.
    private static (string Street, string Detail) Lines(string text)
    {
        var line = StreetLine().Match(text);
        return line.Success ? (line.Groups[1].Value, line.Groups[2].Value) : (text, "");
    }

    private bool IsPlace(string word) => _provinces.Exists(region => word.StartsWith(region.Short, StringComparison.Ordinal)) || _cities.Exists(region => word.StartsWith(region.Short, StringComparison.Ordinal))
        || _districts.Exists(region => word.StartsWith(region.Name, StringComparison.Ordinal));

    private bool IsMunicipality(Region province) => _below[province.Code].All(city => city.IsAdministrative);

    private static bool Within(Region district, Region? province, Region? city) =>
        city is not null ? district.Parent == city.Code : province is null || district.Code.StartsWith(province.Code, StringComparison.Ordinal);

    private bool Under(Region district, Region? province, string city) =>
        (province is null || district.Code.StartsWith(province.Code, StringComparison.Ordinal)) && (city.Length == 0 || Above(district, 4)!.Is(city) || province?.Is(city) is true);

    private Region? Above(Region region, int length) => _byCode.GetValueOrDefault(region.Code[..length]);

    private static AddressParts Parts(Region? province, Region? city, Region? district, string street, string detail) =>
        new(province?.Name ?? "", city is null or { IsAdministrative: true } ? province is { } own && own.Name.EndsWith('市') ? own.Name : "" : city.Name, district?.Name ?? "", street, detail);

    private static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));

    private static AddressBook Read()
    {
        using var reader = new StreamReader(typeof(AddressBook).Assembly.GetManifestResourceStream("Aftercare.Rules.Geo.regions.tsv")!);
        var regions = new List<Region>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var cells = line.Normalize(NormalizationForm.FormKC).Split('\t');
            GeoPoint? middle = cells[4].Length == 0 ? null : new(double.Parse(cells[4], CultureInfo.InvariantCulture), double.Parse(cells[3], CultureInfo.InvariantCulture), Datum.Bd09);
            regions.Add(new(cells[0], cells[1], Region.ShortOf(cells[1], cells[0].Length), cells[2], middle));
        }
        return new(regions);
    }

    /// <param name="Short">As people say it: 上海, 内蒙古, 延边.</param>
    private sealed record Region(string Code, string Name, string Short, string Parent, GeoPoint? Middle)
    {
        /// <summary>A line of the register, no place: 市辖区, 省直辖县级行政区划.</summary>
        public bool IsAdministrative => Code.Length == 4 && (Name is "市辖区" or "县" || Name.EndsWith("直辖县级行政区划", StringComparison.Ordinal));

        public bool Is(string name) => name.Length > 0 && (Name == name || Short == name);

        public static string ShortOf(string name, int length)
        {
            var bare = name;
            foreach (var end in length switch { 2 => ProvinceEnds, 4 => CityEnds, _ => DistrictEnds })
            {
                if (!bare.EndsWith(end, StringComparison.Ordinal) || bare.Length - end.Length < 2) continue;
                bare = bare[..^end.Length];
                break;
            }
            for (var people = Array.Find(Peoples, people => length < 6 && bare.EndsWith(people, StringComparison.Ordinal) && bare.Length - people.Length >= 2); people is not null;
                people = Array.Find(Peoples, people => bare.EndsWith(people, StringComparison.Ordinal) && bare.Length - people.Length >= 2))
                bare = bare[..^people.Length];
            return bare;
        }
    }

    [GeneratedRegex(@"(收货人|收件人|联系人|姓名|电话|手机号码|手机号|手机|联系电话|所在地区|详细地址|收货地址|服务地址|地址)\s*[:：]?")]
    private static partial Regex Labels();

    [GeneratedRegex(@"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})(?!\d)")]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"^[\u4e00-\u9fff·]{2,4}(先生|女士|小姐)?$")]
    private static partial Regex PersonName();

    [GeneratedRegex(@"^(?:[东西南北中]?[一二三四五六七八九]?(?:路|街|大道|大街|道|巷))")]
    private static partial Regex Road();

    [GeneratedRegex(@"^(.*?\d+(?:[-之]\d+)?号院?)(.*)$")]
    private static partial Regex StreetLine();
}
