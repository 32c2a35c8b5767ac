namespace Aftercare.Rules.Tests;
public sealed class PlaceholderTests { [Fact] public void Builds() => Assert.NotNull(typeof(NodaTime.Instant).FullName); }
