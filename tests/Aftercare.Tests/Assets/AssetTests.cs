using System.Net;
using Aftercare.Modules.Assets;
using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Assets;

public sealed class AssetTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_serial_number_is_known_whatever_its_case_and_blanks()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var unit = await company.AddUnit();
        var asset = await company.RegisterAsset(unit, "ab 12-3");

        Assert.Equal("asset.serial-taken", await TestApp.CodeOf(() => company.RegisterAsset(unit, " AB12-3")));
        Assert.Equal(asset, (await company.AskFace<IAssets, AssetCard?>(face => face.BySerial("Ab12 -3", default)))!.Id);
        Assert.Null(await company.AskFace<IAssets, AssetCard?>(face => face.BySerial("AB124", default)));
        await other.RegisterAsset(await other.AddUnit(), "AB12-3");
    }

    [Fact, Trait("Requirement", "R209")]
    public async Task Commissioned_on_1_March_2024_with_12_months_is_in_warranty_on_20_February_2025_but_not_on_5_March()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var model = await company.AddModel(months: 12);

        var registered = await app.Run(company.System, new RegisterAsset.Command("SN-1", model, InstalledOn: new(2024, 3, 1), Unit: unit));

        Assert.Equal(new LocalDate(2025, 2, 28), registered.WarrantyUntil);
        var now = app.Time.Now;
        try
        {
            app.Time.SetShanghai("2025-02-20 10:00");
            Assert.True((await app.Ask(company.System, new GetAsset.Query(registered.Id))).InWarranty);
            app.Time.SetShanghai("2025-03-05 10:00");
            Assert.False((await app.Ask(company.System, new GetAsset.Query(registered.Id))).InWarranty);
        }
        finally
        {
            app.Time.Now = now;
        }
    }

    [Fact]
    public async Task A_promised_warranty_outlives_a_change_of_the_terms()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var model = await company.AddModel(months: 24);
        var asset = (await app.Run(company.System, new RegisterAsset.Command("SN-1", model, InstalledOn: new(2026, 1, 1), Unit: unit))).Id;

        await app.Run(company.System, new ChangeModel.Command("WM-10", "洗衣机", WarrantyMonths: 6) { Id = model });
        var moved = await app.Run(company.System, new ChangeAsset.Command("SN-1", model, null, null, new(2026, 1, 1)) { Id = asset });

        Assert.Equal(new LocalDate(2027, 12, 31), moved.WarrantyUntil);
    }

    [Fact, Trait("Requirement", "B13")]
    public async Task A_model_unknown_at_intake_is_confirmed_on_site_and_never_forgotten_again()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var asset = await company.RegisterAsset(unit);
        Assert.False((await company.AskFace<IAssets, AssetCard>(face => face.Asset(asset, default))).ModelKnown);
        Assert.Equal([asset], (await app.Ask(company.System, new ListAssets.Query(Unconfirmed: true))).Items.Select(row => row.Id));

        var model = await company.AddModel(skill: "washing");
        await app.Run(company.System, new ChangeAsset.Command("SN-0001", model, null, null) { Id = asset });

        var card = await company.AskFace<IAssets, AssetCard>(face => face.Asset(asset, default));
        Assert.Equal((true, model, "洗衣机 WM-10", "washing"), (card.ModelKnown, card.Model, card.ModelName, card.RequiredSkill));
        Assert.Empty((await app.Ask(company.System, new ListAssets.Query(Unconfirmed: true))).Items);
        Assert.Equal("asset.model-known", await TestApp.CodeOf(() => app.Run(company.System, new ChangeAsset.Command("SN-0001", null, null, null) { Id = asset })));
    }

    [Fact]
    public async Task An_asset_follows_its_customer_and_stands_at_one_of_their_addresses()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("East"), await company.AddUnit("West"));
        var (first, second) = (await company.RegisterCustomer(east, "First"), await company.RegisterCustomer(west, "Second"));
        var asset = (await app.Run(company.System, new RegisterAsset.Command("SN-1", Customer: first.Id, Site: first.Site))).Id;

        Assert.Equal((east, "First"), await Where(company, asset));
        Assert.Equal("asset.site-of-another", await TestApp.CodeOf(() => app.Run(company.System, new ChangeAsset.Command("SN-1", null, second.Id, first.Site) { Id = asset })));
        await app.Run(company.System, new ChangeAsset.Command("SN-1", null, second.Id, second.Site) { Id = asset });
        Assert.Equal((west, "Second"), await Where(company, asset));
        Assert.Equal([asset], (await company.AskFace<IAssets, IReadOnlyList<AssetCard>>(face => face.OfCustomer(second.Id, default))).Select(card => card.Id));
    }

    [Fact]
    public async Task Cards_can_be_joined_and_filtered_in_the_database()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var model = await company.AddModel();
        var (known, unknown) = (await company.RegisterAsset(unit, "A", model), await company.RegisterAsset(unit, "B"));

        Assert.Equal([known], await company.AskFace<IAssets, List<AssetId>>(face => face.Cards.Where(card => card.Model == model).Select(card => card.Id).ToListAsync()));
        Assert.Equal([unknown], await company.AskFace<IAssets, List<AssetId>>(face => face.Cards.Where(card => card.ModelName == "").Select(card => card.Id).ToListAsync()));
    }

    [Fact]
    public async Task Assets_of_another_unit_are_not_listed_found_read_or_changed()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("East"), await company.AddUnit("West"));
        var (mine, theirs) = (await company.RegisterAsset(east, "MINE"), await company.RegisterAsset(west, "THEIRS"));
        var customer = await company.RegisterCustomer(west);
        var caller = company.PersonOf(east, "customers.read", "customers.do");

        Assert.Equal([mine], (await app.Ask(caller, new ListAssets.Query())).Items.Select(row => row.Id));
        Assert.Empty((await app.Ask(caller, new ListAssets.Query("THEIRS"))).Items);
        Assert.DoesNotContain("THEIRS", await app.ClientFor(caller).GetStringAsync("/api/assets/lookup?q=THEIRS"), StringComparison.Ordinal);
        Assert.Equal([mine.Value], await app.Hits(caller, "asset", mine.Value, theirs.Value));
        Assert.Equal("asset.not-found", await TestApp.CodeOf(() => app.Ask(caller, new GetAsset.Query(theirs))));
        Assert.Equal("asset.not-found", await TestApp.CodeOf(() => app.Run(caller, new ChangeAsset.Command("STOLEN", null, null, null) { Id = theirs })));
        Assert.Equal("customer.not-found", await TestApp.CodeOf(() => app.Run(caller, new ChangeAsset.Command("MINE", null, customer.Id, null) { Id = mine })));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(caller, new RegisterAsset.Command("NEW", Unit: west))));
    }

    [Fact]
    public async Task Another_company_and_strangers_see_nothing()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var asset = await company.RegisterAsset(await company.AddUnit());
        var model = await company.AddModel();
        var stranger = other.Person("customers.read", "customers.do", "customers.manage");

        Assert.Empty((await app.Ask(stranger, new ListAssets.Query())).Items);
        Assert.Empty((await app.Ask(stranger, new ListModels.Query())).Items);
        Assert.Equal("asset.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetAsset.Query(asset))));
        Assert.Equal("model.not-found", await TestApp.CodeOf(() => app.Run(stranger, new ChangeModel.Command("X", "X") { Id = model })));
        Assert.Empty(await app.Hits(stranger, "asset", asset.Value));
        Assert.Empty(await app.Hits(stranger, "model", model.Value));
        foreach (var path in new[] { "/api/assets", $"/api/assets/{asset}", "/api/assets/lookup?q=1", "/api/models", "/api/models/lookup" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(company.Id, "portal.report")).GetAsync(path)).StatusCode);
    }

    [Fact, Trait("Requirement", "B12")]
    public async Task The_code_on_the_machine_carries_the_serial_number_and_nothing_else()
    {
        var company = await app.FoundCompany();
        var asset = await company.RegisterAsset(await company.AddUnit(), "SN 1/2");

        var code = await app.Ask(company.Person("customers.read"), new DrawAssetCode.Query(asset, "https://service.example.cn"));

        Assert.Equal("https://service.example.cn/portal?serial=SN%201%2F2", code.Address);
        Assert.Equal("image/svg+xml", (await app.ClientFor(company.Person("customers.read")).GetAsync($"/api/assets/{asset}/code.svg")).Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_model_code_belongs_to_one_model()
    {
        var company = await app.FoundCompany();
        await company.AddModel("WM-10");

        Assert.Equal("model.code-taken", await TestApp.CodeOf(() => company.AddModel("WM-10")));
    }

    private async Task<(UnitId, string?)> Where(TestCompany company, AssetId asset)
    {
        var found = await app.Ask(company.System, new GetAsset.Query(asset));
        return (found.Unit, found.CustomerName);
    }
}
