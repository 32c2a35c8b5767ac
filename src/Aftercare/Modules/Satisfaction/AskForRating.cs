using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// After every completed work order the customer is asked for a rating: a link goes to the registered number (R410,
/// R902). Nobody is asked when no number is known. Idempotent.
/// </summary>
internal static class AskForRating
{
    [Needs("satisfaction.do")]
    internal sealed record Command(WorkOrderId Order) : ICommand<Done>;

    internal static Command On(WorkOrderCompleted fact) => new(fact.Order);

    internal sealed class Handler(AppDb db, IField field, ICustomers customers, IOrganisation organisation, IAccounts accounts, RatingLinks links) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (await db.All<RatingLink>().AnyAsync(link => link.OrderId == command.Order, ct)) return Done.Instance;
            var order = await field.WorkOrder(command.Order, ct);
            var contact = order.Contact is { } id ? await customers.Contact(id, ct) : null;
            var phone = contact?.Phone ?? (await customers.Customer(order.Customer, ct)).Phone;
            if (string.IsNullOrWhiteSpace(phone)) return Done.Instance;
            var unit = await organisation.Unit(order.Unit, ct);
            var language = await customers.LanguageOf(order.Customer, order.Contact, ct) ?? await accounts.CompanyLanguage(ct);
            var policy = await SatisfactionPolicy.On(db, db.Now.InZone(unit.Zone).Date, ct);

            var token = RatingLink.NewToken();
            var link = new RatingLink
            {
                Id = db.NewId<RatingLinkId>(), OrderId = order.Id, TokenHash = RatingLink.HashOf(token), AskedAt = db.Now,
                ExpiresAt = db.Now + Duration.FromDays(policy.LinkDays), RevisableHours = policy.RevisableHours,
            };

            db.Add(link);
            db.Announce(new RatingAsked(order.Id, phone, links.Seal($"/r/{token}"), language, link.ExpiresAt));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}

/// <summary>Seals and opens the paths of rating links, with the keys of the installation.</summary>
internal sealed class RatingLinks(IDataProtectionProvider protection) : IRatingLinks
{
    private readonly IDataProtector _protector = protection.CreateProtector("Aftercare.RatingLinks");

    public string Seal(string path) => _protector.Protect(path);

    public string Open(string sealedPath) => _protector.Unprotect(sealedPath);
}
