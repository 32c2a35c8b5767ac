using System.ComponentModel.DataAnnotations;

namespace Aftercare.Platform;

/// <summary>Remember something about the installation. Only the product itself may.</summary>
internal static class SetMark
{
    [Needs("installation.mark")]
    internal sealed record Command([property: Required, StringLength(100)] string Name, string Value) : ICommand<Done>;

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (await db.Set<Mark>().FindAsync([command.Name], ct) is { } mark) mark.Value = command.Value;
            else db.Add(new Mark { Name = command.Name, Value = command.Value });
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
