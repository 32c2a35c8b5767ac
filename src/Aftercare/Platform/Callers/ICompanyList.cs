namespace Aftercare.Platform;

/// <summary>The companies of this installation, for jobs that run for each of them. The Identity module fulfils it.</summary>
public interface ICompanyList
{
    /// <summary>All companies, in the order they were founded.</summary>
    Task<IReadOnlyList<CompanyId>> All(CancellationToken ct);
}
