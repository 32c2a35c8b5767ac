using System.Globalization;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Quality;

/// <summary>What modules below ask about complaints.</summary>
internal sealed class Complaints(AppDb db, ComplaintStory story, IOrganisation organisation) : IComplaints
{
    public async Task<ComplaintCard> Complaint(ComplaintId complaint, CancellationToken ct) => (await Find(complaint, ct)).ToCard();

    public async Task<IReadOnlyDictionary<ComplaintId, ComplaintCard>> Cards(IReadOnlyCollection<ComplaintId> complaints, CancellationToken ct) => complaints.Count == 0
        ? new Dictionary<ComplaintId, ComplaintCard>()
        : await db.All<Complaint>().Where(complaint => complaints.Contains(complaint.Id)).ToDictionaryAsync(complaint => complaint.Id, complaint => complaint.ToCard(), ct);

    public async Task<string> History(ComplaintId complaint, string language, CancellationToken ct)
    {
        var one = await Find(complaint, ct);
        var zone = (await organisation.Unit(one.UnitId, ct)).Zone;
        return string.Join('\n', story.Lines(one, language).Select(line =>
            $"{line.At.InZone(zone).LocalDateTime.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)}  {line.Who}  {line.What}{(line.Detail is { } detail ? $": {detail}" : "")}"));
    }

    private async Task<Complaint> Find(ComplaintId id, CancellationToken ct) =>
        await db.All<Complaint>().Include(complaint => complaint.Steps).SingleOrDefaultAsync(Quality.Complaint.WithKey(id.Value), ct) ?? throw Refusal.NotFound("complaint", id);
}
