using System.Globalization;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>One account: its roles, what can be done to it, where it is signed in.</summary>
public sealed partial class AccountPage
{
    public sealed class GrantForm
    {
        public string? Role { get; set; }
        public long? Unit { get; set; }
        public DateOnly? From { get; set; }
        public DateOnly? Until { get; set; }
    }

    public sealed class EditForm
    {
        public int Version { get; set; }
        public string? Name { get; set; }
        public string? Login { get; set; }
        public string? Phone { get; set; }
        public string? Language { get; set; }
    }

    public sealed class ReasonForm
    {
        public string? Reason { get; set; }
    }

    private readonly FormState _granting = new(), _linking = new(), _reopening = new(), _removing = new(), _closing = new(), _editing = new();
    private readonly Dictionary<long, FormState> _revoking = [];
    private GetAccount.Response _account = null!;
    private ListUnitNames.Response _units = null!;
    private string? _link;

    [Parameter] public long Id { get; set; }

    [SupplyParameterFromForm(FormName = "grant")] private GrantForm Input { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "edit")] private EditForm Edited { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "remove-second")] private ReasonForm Reasoned { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "close")] private ReasonForm Closed { get; set; } = null!;
    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _account = await Door.Ask(new GetAccount.Query(new(Id)), Http.RequestAborted);
        _units = await Door.Ask(new ListUnitNames.Query(), Http.RequestAborted);
        Input ??= new();
        Edited ??= new() { Version = _account.Version, Name = _account.Name, Login = _account.Login, Phone = _account.Phone, Language = _account.Language };
        Reasoned ??= new();
        Closed ??= new();
    }

    private FormState State(long grant) => _revoking.TryGetValue(grant, out var state) ? state : _revoking[grant] = new();

    private async Task Do<TResponse>(FormState form, ICommand<TResponse> command) where TResponse : class
    {
        if (await Forms.Submit(form, command) is not null) Navigation.NavigateTo($"/admin/accounts/{Id}");
    }

    private Task Grant() => Do(_granting, new GrantRole.Command(_account.Id, null, Input.Role ?? "", Input.Unit is { } unit ? new(unit) : null, Date(Input.From), Date(Input.Until)));

    private Task Edit() => Do(_editing, new EditAccount.Command(_account.Id, Edited.Version, Edited.Login ?? "", Edited.Name ?? "", Edited.Phone, Edited.Language ?? ""));

    private async Task Link()
    {
        var key = OpaqueKey.New();
        if (await Forms.Submit(_linking, new MakeSetUpLink.Command(_account.Id, key.Hash)) is not null) _link = $"{Navigation.BaseUri}set-up/{key.Text}";
    }

    private static LocalDate? Date(DateOnly? day) => day is { } given ? LocalDate.FromDateOnly(given) : null;

    private static string Day(LocalDate day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
