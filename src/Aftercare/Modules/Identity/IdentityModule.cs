using System.Threading.RateLimiting;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.RateLimiting;

namespace Aftercare.Modules.Identity;

/// <summary>Companies, accounts, sessions, tokens, permission bundles.</summary>
public static class IdentityModule
{
    /// <summary>The rate limit of everything that lets people guess: per address, over all accounts.</summary>
    internal const string SignInLimit = "sign-in";

    public static IServiceCollection AddIdentityModule(this IServiceCollection services) => services.AddModule("Identity", identity =>
    {
        identity.Slices(
            typeof(FoundCompany), typeof(ListCompanies), typeof(NamesOfCompanies), typeof(IsEmpty), typeof(SetUpInstallation),
            typeof(OpenAccount), typeof(EditAccount), typeof(CloseAccount), typeof(ReopenAccount), typeof(RemoveSecondFactor), typeof(GrantRole), typeof(RevokeRole), typeof(ListAccounts), typeof(GetAccount), typeof(ListUnitNames),
            typeof(FindAccount), typeof(LanguageOfAccount), typeof(SignIn), typeof(ConfirmSignIn), typeof(EnrolSecondFactor), typeof(AskSignInCode), typeof(SignInByPhone),
            typeof(JudgePassword), typeof(ChangePassword), typeof(MakeSetUpLink), typeof(ReadSetUpLink), typeof(SetPasswordByLink),
            typeof(GetMyAccount), typeof(ChangeLanguage), typeof(ListSessions), typeof(EndSession), typeof(SignOut), typeof(SignOutEverywhere),
            typeof(CreateToken), typeof(ListTokens), typeof(RevokeToken),
            typeof(FindKey), typeof(DescribeCaller), typeof(NoteLastUse));
        identity.Face<IAccounts, Accounts>();
        identity.Face<IUnitTree, UnitsAlone>();
        identity.Contribute(Lists.Accounts);
        identity.Contribute(new NavEntry("nav.admin", "identity.accounts", "/admin/accounts", "user-cog", "platform.manage", 900));

        services.AddScoped<Accounts>();
        services.AddSingleton(provider => SignInSettings.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<Passwords>();
        services.AddSingleton<IPasswordHashes>(provider => provider.GetRequiredService<Passwords>());
        services.AddSingleton<CodeDigest>();
        services.AddSingleton<ISignInCodes>(provider => provider.GetRequiredService<CodeDigest>());
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<PasswordDesk>();
        services.AddSingleton<ISetUpOffer, SetUpOffer>();
        services.AddSingleton<CallerCache>();
        services.AddSingleton<LastUses>();
        services.AddHostedService(provider => provider.GetRequiredService<LastUses>());
        services.AddSingleton<ICompanyList, CompanyList>();
        services.AddScoped<ICallerSource, CallerSource>();
        services.AddRateLimiter(LimitSignIn);
    });

    private static void LimitSignIn(RateLimiterOptions limits)
    {
        limits.OnRejected = (_, _) => throw new Refusal("sign-in.too-many", RefusalKind.TooMany);
        limits.AddPolicy(SignInLimit, http => HttpMethods.IsGet(http.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new()
            {
                PermitLimit = http.RequestServices.GetRequiredService<SignInSettings>().PerMinute, Window = TimeSpan.FromMinutes(1),
            }));
    }
}
