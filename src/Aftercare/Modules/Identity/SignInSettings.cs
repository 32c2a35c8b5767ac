namespace Aftercare.Modules.Identity;

/// <summary>What an installation may decide about signing in: the section `SignIn` of the configuration, and `Demo` (or the environment of that name).</summary>
internal sealed record SignInSettings
{
    /// <summary>The fewest characters of a password that is the only factor: NIST SP 800-63B-4 says 15. Never below 8.</summary>
    public int PasswordLength { get; init; } = 15;

    /// <summary>PBKDF2-HMAC-SHA512 rounds; older hashes are renewed at the next sign-in.</summary>
    public int HashRounds { get; init; } = 210_000;

    /// <summary>Attempts a minute from one address, over all accounts.</summary>
    public int PerMinute { get; init; } = 30;

    /// <summary>True on a demonstration: administrators are not made to set up a second factor.</summary>
    public bool Demo { get; init; }

    public static SignInSettings From(IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = configuration.GetSection("SignIn").Get<SignInSettings>() ?? new();
        return settings with { PasswordLength = Math.Max(8, settings.PasswordLength), Demo = environment.IsEnvironment("Demo") || configuration.GetValue<bool>("Demo") };
    }
}
