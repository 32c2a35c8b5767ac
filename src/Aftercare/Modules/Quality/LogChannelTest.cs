using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Log a test of all channels by which customers complain (R801).</summary>
internal static class LogChannelTest
{
    /// <param name="Lines">One for each of phone, mail and online.</param>
    [Needs("quality.do")]
    internal sealed record Command([property: Required] IReadOnlyList<Line> Lines) : ICommand<Response>;

    /// <param name="Note">What was seen; needed when it did not work.</param>
    internal sealed record Line(ComplaintChannel Channel, bool Works, [property: StringLength(1000)] string? Note = null);

    internal sealed record Response(ChannelTestId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/channel-tests", Post);

    /// <summary>Log a test of all complaint channels</summary>
    internal static async Task<Created<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Created("/api/channel-tests", await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (!command.Lines.Select(line => line.Channel).Order().SequenceEqual(ChannelTest.Tested)) throw Refusal.Invalid("channel-test.incomplete", nameof(command.Lines));
            if (command.Lines.FirstOrDefault(line => !line.Works && string.IsNullOrWhiteSpace(line.Note)) is { } silent)
                throw Refusal.Invalid("channel-test.note-missing", $"{silent.Channel}Note", new TextKey($"quality.channel.{silent.Channel}"));

            var test = new ChannelTest { Id = db.NewId<ChannelTestId>(), TestedAt = db.Now, Who = caller.Name };
            foreach (var line in command.Lines) test.Lines.Add(new() { TestId = test.Id, Channel = line.Channel, Works = line.Works, Note = string.IsNullOrWhiteSpace(line.Note) ? null : line.Note.Trim() });
            db.Add(test);
            await db.SaveChangesAsync(ct);
            return new(test.Id);
        }
    }
}
