using System.Reflection;

namespace Aftercare.Tests.House;

/// <summary>./test runs pages once, in the browser's own run, and everything else on both engines: the trait tells them apart.</summary>
public sealed class BrowserTraitTests
{
    [Fact]
    public void Every_test_in_a_browser_says_so()
    {
        var silent = from type in typeof(BrowserTraitTests).Assembly.GetTypes()
                     where type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IClassFixture<>) && typeof(BrowserApp).IsAssignableFrom(face.GenericTypeArguments[0]))
                     where !type.GetCustomAttributes<TraitAttribute>().Any(trait => (trait.Name, trait.Value) == ("Category", "Browser"))
                     select type.FullName;

        Assert.Empty(silent);
    }
}
