using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// Add up every day of the company again from its measures, a day at a time while everybody works on. Gives the same
/// figures as folding did: that is what it is there to show.
/// </summary>
internal static class RebuildFigures
{
    internal const string Job = "platform.rebuild-figures";

    [Needs("installation.fold")]
    internal sealed record Command(LocalDate? After, long Done) : ICommand<JobStep>;

    internal static Command Step(RunningJob job) => new(job.CheckpointAs<LocalDate?>(), job.Done);

    internal sealed class Handler(AppDb db) : IHandle<Command, JobStep>
    {
        public async Task<JobStep> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await MeasureTotals.Lock(db, ct);
            var after = command.After ?? LocalDate.MinIsoValue;
            var dates = db.Set<MeasureRow>().Select(row => row.Date).Concat(db.Set<MeasureDay>().Select(day => day.Date));
            if (await dates.Where(date => date > after).MinAsync(date => (LocalDate?)date, ct) is not { } next) return new(command.After, command.Done, command.Done, Finished: true);
            await MeasureTotals.Recompute(db, caller.RequireCompany(), next, ct);
            return new(next, command.Done + 1);
        }
    }
}
