using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Write down a regular call or visit (R905): use, needs and market. Measure `satisfaction.care.visited`.</summary>
internal static class RecordCareVisit
{
    /// <param name="Date">Today when left out; not in the future.</param>
    /// <param name="Use">How the customer uses the product and how it does.</param>
    [Needs("satisfaction.do")]
    internal sealed record Command(
        CustomerId Customer, CareWay Way, [property: Required, StringLength(2000)] string Use, [property: StringLength(2000)] string? Needs = null, [property: StringLength(2000)] string? Market = null,
        LocalDate? Date = null) : ICommand<Response>;

    internal sealed record Response(CareVisitId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/care-visits", Post);

    /// <summary>Write down a regular call or visit to a customer</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, ICustomers customers, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var customer = await customers.Customer(command.Customer, ct);
            if (!CareVisit.CustomersOf(caller, new[] { customer }.AsQueryable()).Any()) throw Refusal.NotFound("customer", command.Customer);
            var today = db.Now.InZone((await organisation.Unit(customer.Unit, ct)).Zone).Date;
            var date = command.Date ?? today;
            if (date > today) throw Refusal.Invalid("care.in-the-future", nameof(command.Date));

            var visit = db.Add(new CareVisit
            {
                Id = db.NewId<CareVisitId>(), CustomerId = customer.Id, UnitId = customer.Unit, Date = date, Way = command.Way, WrittenAt = db.Now, Who = caller.Name, Use = command.Use.Trim(),
                Needs = Blank(command.Needs), Market = Blank(command.Market),
            }).Entity;
            db.Count(new("satisfaction.care.visited", date, caller.Person, customer.Unit, customer.Class.ToString(), 1, 0, customer.Id.Value));
            await db.SaveChangesAsync(ct);
            return new(visit.Id);
        }

        private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
