namespace Aftercare.Modules.Identity;

/// <summary>Where a sign-in leads: on to its next step, or back to the page that sent the reader here, which is never another site.</summary>
internal static class ReturnTo
{
    public static string Safe(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal) && !url.Any(char.IsControl) ? url : "/";

    public static string With(string page, string? url) => Safe(url) is "/" ? page : $"{page}?returnUrl={Uri.EscapeDataString(Safe(url))}";

    public static string After(SignInStep step, string? url) => step switch
    {
        SignInStep.Code => With("/sign-in/code", url),
        SignInStep.Enrol => With("/sign-in/enrol", url),
        _ => Safe(url),
    };
}
