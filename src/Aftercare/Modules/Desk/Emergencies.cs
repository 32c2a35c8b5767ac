using Aftercare.Platform;

namespace Aftercare.Modules.Desk;

/// <summary>How an emergency begins (R323).</summary>
internal static class Emergencies
{
    internal const string Timer = "desk.alarm";

    /// <summary>The ticket is an emergency from now on; the first call goes out as soon as the running command is through.</summary>
    public static Task Begin(AppDb db, Ticket ticket, CancellationToken ct)
    {
        ticket.BecomeEmergency();
        return db.SetTimer(Timer, ticket.Key, db.Now, ct);
    }
}
