using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

/// <summary>Customers, whom to call and where to go.</summary>
public static class CustomersModule
{
    public static IServiceCollection AddCustomersModule(this IServiceCollection services) => services.AddModule("Customers", customers =>
    {
        customers.Slices(typeof(RegisterCustomer), typeof(ChangeCustomer), typeof(AddContact), typeof(ChangeContact), typeof(AddSite), typeof(ChangeSite));
        customers.Slices(typeof(SplitAddress), typeof(ListCustomers), typeof(GetCustomer), typeof(FindByPhone), typeof(TellCustomerStory));
        customers.Slices(typeof(ListDuplicates), typeof(KeepApart), typeof(MergeCustomers), typeof(FollowMerge));
        customers.Services.AddScoped<IStorySource, CustomerStory>();
        customers.Services.AddScoped<ITableTarget, CustomersTable>();
        customers.Face<ICustomers, CustomersFace>();
        customers.Contribute(Lists.Customers);
        customers.Contribute(new NavEntry("nav.customers", "customers.title", "/customers", "users-group", "customers.read", 300));
        customers.Contribute(new SearchKind("customer", "customers.customer", "users-group", "customers.read", id => $"/customers/{id}", VisibleCustomers));
    });

    private static async Task<IReadOnlyCollection<long>> VisibleCustomers(AppDb db, IReadOnlyCollection<long> found, CancellationToken ct)
    {
        var ids = found.Select(CustomerId.Of).ToList();
        return (await db.Visible<Customer>().Where(customer => ids.Contains(customer.Id)).Select(customer => customer.Id).ToListAsync(ct)).ConvertAll(id => id.Value);
    }
}
