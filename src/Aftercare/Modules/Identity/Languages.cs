using Aftercare.Platform;
using Aftercare.UiKit;

namespace Aftercare.Modules.Identity;

/// <summary>The languages a reader can choose, each in its own words.</summary>
internal static class Languages
{
    public static IReadOnlyList<Option> Options { get; } = [new(Texts.Chinese, "中文"), new(Texts.English, "English")];
}
