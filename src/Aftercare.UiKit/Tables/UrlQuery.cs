using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Aftercare.UiKit;

/// <summary>Reading the address.</summary>
internal static class UrlQuery
{
    public static IReadOnlyDictionary<string, Microsoft.Extensions.Primitives.StringValues> All(NavigationManager navigation) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query);

    public static string? Get(NavigationManager navigation, string name) =>
        All(navigation).TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } v ? v : null;

    public static string Path(NavigationManager navigation) => new Uri(navigation.Uri).AbsolutePath;
}
