using Aftercare.Modules.Desk;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>The company and unit a command works on.</summary>
internal sealed record CommandHome(CompanyId Company, UnitId Unit)
{
    /// <summary>The company and unit that were named, or the only ones.</summary>
    public static async Task<CommandHome> Find(Gateway gateway, string? company, string? unit, CancellationToken ct)
    {
        var companies = (await gateway.Ask(Caller.System("command", null), new NamesOfCompanies.Query(), ct)).Companies;
        var chosen = companies.Where(candidate => company is null || candidate.Name == company).ToList() switch
        {
            [var one] => one.Id,
            [] when companies.Count == 0 => throw new SetUpProblem("The installation has no company yet."),
            [] => throw new SetUpProblem($"There is no company '{company}'; there are: {string.Join(", ", companies.Select(candidate => candidate.Name))}."),
            _ => throw new SetUpProblem($"There are several companies; choose one with --company: {string.Join(", ", companies.Select(candidate => candidate.Name))}."),
        };
        var units = (await gateway.Ask(Caller.System("command", chosen), new ListUnits.Query(), ct)).Units;
        var home = units.FirstOrDefault(candidate => unit is null || candidate.Name == unit) ?? throw new SetUpProblem(unit is null ? "The company has no unit yet." : $"There is no unit '{unit}'; there are: {string.Join(", ", units.Select(candidate => candidate.Name))}.");
        return new(chosen, home.Id);
    }

    /// <summary>
    /// As <see cref="Find"/>; but an empty installation gets a company with one unit, the standard calendar and policies,
    /// so that a log can be looked at before anything is set up.
    /// </summary>
    public static async Task<CommandHome> FindOrFound(IServiceProvider services, string? company, string? unit, TextWriter output, CancellationToken ct)
    {
        var gateway = services.GetRequiredService<Gateway>();
        if ((await gateway.Ask(Caller.System("command", null), new NamesOfCompanies.Query(), ct)).Companies.Count > 0) return await Find(gateway, company, unit, ct);
        var name = company ?? "Imported";
        await output.WriteLineAsync($"The installation is empty: the log goes into a new company '{name}' with the standard calendar and policies.");
        var founded = new CompanyId(services.GetRequiredService<IdBlocks>().Next());
        var caller = Caller.System("import", founded);
        await gateway.Run(caller, new FoundCompany.Command(name), ct);
        var top = await gateway.Run(caller, new AddUnit.Command(name, "company"), ct);
        var person = await gateway.Run(caller, new AddPerson.Command(top.Id, "Import"), ct);
        await gateway.Run(caller, new PutOnIntakeRoster.Command(person.Id) { Unit = top.Id }, ct);
        await gateway.Run(caller, new LoadStandardPolicies.Command(), ct);
        return new(founded, top.Id);
    }
}
