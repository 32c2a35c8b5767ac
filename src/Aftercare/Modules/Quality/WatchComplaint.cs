using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Quality;

/// <summary>A promise of a complaint runs out although nobody did anything: the verdict enters the figures and the modules below are told.</summary>
internal static class WatchComplaint
{
    [Needs("quality.manage")]
    internal sealed record Command(ComplaintId Complaint) : ICommand<Done>;

    internal const string Timer = ComplaintBooks.Timer;

    internal static Command At(DueTimer timer) => new(new(timer.Record));

    internal sealed class Handler(AppDb db, ComplaintBooks books) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var complaint = await books.Find(command.Complaint, ct);
            await books.Reckon(complaint, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
