using System.CommandLine;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare rebuild search|kpi`: what is derived is made again from its sources, for every company.</summary>
internal static class RebuildCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static Command Make(Workplace place) => new("rebuild", "Make again what is derived from records.")
    {
        Rebuild(place, "search", "Write the search index again.", async (gateway, caller, ct) => (await gateway.Run(caller, new StartRebuildSearch.Command(), ct)).JobId),
        Rebuild(place, "kpi", "Add up all figures again.", async (gateway, caller, ct) => (await gateway.Run(caller, new StartRebuildFigures.Command(), ct)).JobId),
    };

    private static Command Rebuild(Workplace place, string name, string what, Func<Gateway, Caller, CancellationToken, Task<JobId>> start)
    {
        var command = new Command(name, what);
        command.SetAction((_, ct) => place.Do(Touches.Writes, async (services, token) =>
        {
            var failed = false;
            foreach (var company in await services.GetRequiredService<ICompanyList>().All(token))
            {
                var caller = Caller.System($"rebuild-{name}", company);
                var job = await start(services.GetRequiredService<Gateway>(), caller, token);
                failed |= !await Finish(place, services, caller, job, token);
            }
            if (!failed && name == "search") await services.GetRequiredService<SearchVersion>().Remember(token);
            return failed ? CommandLine.Failed : 0;
        }, ct));
        return command;
    }

    // Here or in the running server: whoever claims the next step does it.
    private static async Task<bool> Finish(Workplace place, IServiceProvider services, Caller caller, JobId id, CancellationToken ct)
    {
        while (true)
        {
            await services.GetRequiredService<JobPump>().Drain(ct);
            var job = await services.GetRequiredService<Gateway>().Ask(caller, new ReadJob.Query(id), ct);
            if (job.State is JobState.Waiting or JobState.Running)
            {
                await Task.Delay(Look, ct);
                continue;
            }
            await place.Out.WriteLineAsync($"Company {caller.Company}: {job.State}, {job.Done} done.{(job.Error is null ? "" : " " + job.Error)}");
            return job.State is JobState.Done;
        }
    }
}
