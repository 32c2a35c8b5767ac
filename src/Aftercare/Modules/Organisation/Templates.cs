using System.Text.Json;
using Aftercare.Platform;

namespace Aftercare.Modules.Organisation;

/// <summary>An organisation to begin with (R102): units and posts as data; what is made of them belongs to the company and is changed like any other.</summary>
/// <param name="Id">`O01` to `O17`.</param>
internal sealed record Template(string Id, string Zh, string En, string AboutZh, string AboutEn, IReadOnlyList<Template.Unit> Units, IReadOnlyList<Template.Post> Posts)
{
    /// <summary>All that are shipped, by id.</summary>
    public static IReadOnlyList<Template> All { get; } = Read();

    public string NameIn(string language) => language == Texts.English ? En : Zh;

    public string AboutIn(string language) => language == Texts.English ? AboutEn : AboutZh;

    /// <param name="Parent">Key of the unit above; parents come first.</param>
    internal sealed record Unit(string Key, string Kind, string Zh, string En, string? Parent = null)
    {
        public string NameIn(string language) => language == Texts.English ? En : Zh;
    }

    /// <param name="Superior">Key of the post above.</param>
    /// <param name="Functional">Key of the post it reports to in its trade.</param>
    internal sealed record Post(string Key, string Unit, string Zh, string En, string? Role = null, string? Superior = null, string? Functional = null, int Headcount = 1)
    {
        public string NameIn(string language) => language == Texts.English ? En : Zh;
    }

    private static List<Template> Read()
    {
        using var stream = typeof(Template).Assembly.GetManifestResourceStream("Aftercare.Modules.Organisation.Templates.json")!;
        return JsonSerializer.Deserialize<List<Template>>(stream, PlatformJson.Options)!;
    }
}
