namespace Aftercare.Platform;

/// <summary>Where people outside reach this installation (`PublicUrl`): links in messages and codes on paper begin with it.</summary>
public sealed class PublicAddress(IConfiguration configuration)
{
    private readonly string _root = (configuration["PublicUrl"] ?? configuration["urls"]?.Split(';')[0] ?? "http://localhost:5080").TrimEnd('/');

    /// <param name="path">Begins with a slash.</param>
    public string Link(string path) => _root + path;
}
