using System.CommandLine;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare verify-audit`: the whole audit trail against its codes, its seals and the exported file.</summary>
internal static class VerifyAuditCommand
{
    public static Command Make(Workplace place)
    {
        var command = new Command("verify-audit", "Check the audit trail; ends with 1 when something in it was changed.");
        command.SetAction((_, ct) => place.Do(Touches.Reads, async (services, token) =>
        {
            await OwnProcess.RequireCurrent(services, token);
            var answer = await services.GetRequiredService<Gateway>().Ask(Caller.System("verify-audit", null), new VerifyAudit.Query(), token);
            foreach (var finding in answer.Findings) await place.Out.WriteLineAsync(finding.ToString());
            await place.Out.WriteLineAsync($"{answer.Entries} entries, {answer.Seals} seals, {answer.Findings.Count} findings");
            return answer.Findings.Count == 0 ? 0 : CommandLine.Failed;
        }, ct));
        return command;
    }
}
