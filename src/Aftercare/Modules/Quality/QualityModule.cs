using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Quality;

/// <summary>Complaints, from receipt to what was learned, and the channels they come in by.</summary>
public static class QualityModule
{
    public static IServiceCollection AddQualityModule(this IServiceCollection services) => services.AddModule("Quality", quality =>
    {
        quality.Slices(typeof(BeginComplaint), typeof(RegisterComplaint), typeof(VerifyComplaint), typeof(ChangeSeverity), typeof(RecordMeasures), typeof(AssignComplaint), typeof(AnswerComplaint), typeof(RecordVerdict), typeof(CloseComplaint));
        quality.Slices(typeof(ConsultDepartment), typeof(GiveOpinion), typeof(AddComplaintNote), typeof(SupplyEvidence), typeof(MakeComplaint), typeof(FollowComplaint));
        quality.Slices(typeof(ListComplaints), typeof(GetComplaint), typeof(TellComplaintStory), typeof(ExplainComplaintClock), typeof(WatchComplaint));
        quality.Slices(typeof(SetQualityPolicy), typeof(LogChannelTest), typeof(ListChannelTests));
        quality.Face<IComplaints, Complaints>();
        quality.Services.AddSingleton(new Kept<QualityBook>(QualityBook.Read));
        quality.Services.AddScoped<ComplaintBooks>().AddScoped<ComplaintIntake>().AddScoped<ComplaintPages>().AddScoped<ComplaintRows>().AddScoped<ComplaintStory>();
        quality.Services.AddScoped<IStorySource>(provider => provider.GetRequiredService<ComplaintStory>());
        quality.Services.AddScoped<IQueueSource, ComplaintQueue>();
        quality.Contribute(Lists.Complaints);
        quality.Contribute(new NavEntry("nav.quality", "quality.complaints", "/complaints", "message-report", "quality.read", 480));
        quality.Contribute(new NavEntry("nav.quality", "quality.channel-tests", "/complaints/channels", "phone-check", "quality.read", 485));
        quality.Contribute(new RecordAction("ticket", "quality.new", "message-report", "quality.do", id => $"/complaints/new?ticket={id}") { OnEnded = true });
        quality.Contribute(new RecordAction("customer", "quality.new", "message-report", "quality.do", id => $"/complaints/new?customer={id}"));
        quality.Contribute(new RecordAction("asset", "quality.new", "message-report", "quality.do", id => $"/complaints/new?asset={id}"));
        quality.Contribute(new RecordAction("portal", "quality.portal.link", "message-report", "portal.report", _ => "/portal/complain"));
        quality.Contribute(new FileOwner(ComplaintIntake.FileKind, (db, complaint, ct) => db.Visible<Complaint>().AnyAsync(Complaint.WithKey(complaint), ct)));
        quality.Contribute(new SearchKind("complaint", "quality.complaint", "message-report", "quality.read", id => $"/complaints/{id}", VisibleComplaints));
    });

    private static async Task<IReadOnlyCollection<long>> VisibleComplaints(AppDb db, IReadOnlyCollection<long> found, CancellationToken ct)
    {
        List<ComplaintId> ids = [.. found.Select(ComplaintId.Of)];
        return (await db.Visible<Complaint>().Where(complaint => ids.Contains(complaint.Id)).Select(complaint => complaint.Id).ToListAsync(ct)).ConvertAll(id => id.Value);
    }
}
