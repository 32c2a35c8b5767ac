using Aftercare.Platform;

namespace Aftercare.Modules.Identity;

internal sealed class CompanyList(Gateway gateway) : ICompanyList
{
    public async Task<IReadOnlyList<CompanyId>> All(CancellationToken ct) =>
        (await gateway.Ask(Caller.System("companies", null), new ListCompanies.Query(), ct)).Companies;
}
