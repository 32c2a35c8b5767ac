using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Found a company: the first thing in an empty installation. Only the product itself may (set-up, demo, tests).</summary>
internal static class FoundCompany
{
    [Needs("installation.found")]
    internal sealed record Command([property: Required, StringLength(200)] string Name, string Language = Texts.Chinese, string Zone = Company.Shanghai) : ICommand<Response>;

    internal sealed record Response(CompanyId CompanyId);

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(command.Zone) is null) throw Refusal.Invalid("company.zone-unknown", nameof(Command.Zone), command.Zone);
            // A company owns itself: the caller of this one command carries the new id as its company.
            var company = new Company { Id = caller.RequireCompany(), Name = command.Name, Language = Texts.Supported(command.Language), Zone = command.Zone };
            db.Add(company);
            await db.SaveChangesAsync(ct);
            return new(company.Id);
        }
    }
}
