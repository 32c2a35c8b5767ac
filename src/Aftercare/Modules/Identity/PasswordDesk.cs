using Aftercare.Platform;

namespace Aftercare.Modules.Identity;

/// <summary>Where endpoints and pages set passwords: judges and hashes before the gateway, because that takes long.</summary>
internal sealed class PasswordDesk(Gateway gateway, Passwords passwords, IdBlocks ids)
{
    /// <summary>What a set-up link opens.</summary>
    public Task<ReadSetUpLink.Response> Read(string key, CancellationToken ct) =>
        gateway.Ask(Caller.System("set-up", null), new ReadSetUpLink.Query(OpaqueKey.HashOf(key)), ct);

    /// <summary>Whose password a link sets: to greet them, and to judge what they choose.</summary>
    public Task<JudgePassword.Response> About(CompanyId company, AccountId account, CancellationToken ct) =>
        gateway.Ask(Caller.System("set-up", company), new JudgePassword.Query(account), ct);

    /// <exception cref="Refusal">`set-up-link.not-found`, `password.…`, `account.login-malformed`.</exception>
    public async Task<SetUpInstallation.Response> SetUp(string key, SetUpInstallation.Body body, CancellationToken ct)
    {
        if (!(await Read(key, ct)).Installation) throw Refusal.NotFound("set-up-link", "");
        if (passwords.WhyNot(body.Password, secondFactor: true, body.Login, body.Name, body.CompanyName) is { } refusal) throw refusal;
        // A company owns itself: the caller of this one command carries the new id as its company.
        var command = new SetUpInstallation.Command(OpaqueKey.HashOf(key), body.CompanyName, body.Language, body.Zone, body.Login, body.Name, passwords.Hash(body.Password));
        return await gateway.Run(Caller.System("set-up", new CompanyId(ids.Next())), command, ct);
    }

    /// <summary>Sets the password of the account that a link belongs to; the link is used up.</summary>
    /// <exception cref="Refusal">`set-up-link.not-found`, `password.…`.</exception>
    public async Task SetByLink(string key, string password, CancellationToken ct)
    {
        if (await Read(key, ct) is not { Company: { } company, Account: { } account }) throw Refusal.NotFound("set-up-link", "");
        var about = await About(company, account, ct);
        Judge(password, about);
        await gateway.Run(Caller.System("set-up", company), new SetPasswordByLink.Command(account, OpaqueKey.HashOf(key), passwords.Hash(password)), ct);
    }

    /// <summary>Changes the password of the signed-in account; its other sessions end.</summary>
    /// <exception cref="Refusal">`password.current-wrong`, `password.…`.</exception>
    public async Task Change(Caller caller, HttpContext http, string? current, string password, CancellationToken ct)
    {
        var about = await About(caller.RequireCompany(), caller.RequireSignedIn(), ct);
        Judge(password, about);
        var check = passwords.Check(about.PasswordHash, current ?? "");
        var answer = await gateway.Run(caller, new ChangePassword.Command(check, passwords.Hash(password), SignInDesk.SessionOf(http)), ct);
        if (!answer.Changed) throw Refusal.Invalid("password.current-wrong", "Current");
    }

    private void Judge(string password, JudgePassword.Response about)
    {
        if (passwords.WhyNot(password, about.SecondFactor, about.Login, about.Name, about.Phone, about.Company) is { } refusal) throw refusal;
    }
}
