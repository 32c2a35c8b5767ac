using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Platform;

/// <summary>A trail of seven changes of one company: five in seal 1, two in seal 2. Each test has an application, and so a chain, of its own.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private readonly PumpApp _app = new();
    private TestCompany _company = null!;
    private List<AuditEntry> _entries = [];

    private SealExport Export => _app.Services.GetRequiredService<SealExport>();

    private byte[] Key => _app.Services.GetRequiredService<AuditKey>().Value;

    public async ValueTask InitializeAsync()
    {
        _company = await _app.FoundCompany("first");
        foreach (var name in new[] { "b", "c", "d", "e" }) await _app.Run(_company.System, new Rename.Command(name));
        await Seal();
        foreach (var name in new[] { "f", "g" }) await _app.Run(_company.System, new Rename.Command(name));
        await Seal();
        _entries = await Trail();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task An_untouched_trail_is_sound()
    {
        var checkedTrail = await Verify();

        Assert.Equal((7L, 2L), (checkedTrail.Entries, checkedTrail.Seals));
        Assert.Empty(checkedTrail.Findings);
        Assert.Equal([1L, 1, 1, 1, 1, 2, 2], _entries.Select(entry => entry.SealId));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], _entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task A_changed_payload_is_found()
    {
        await _app.Raw($"update audit_entries set payload = replace(payload, '\"c\"', '\"C\"') where id = {_entries[2].Id}");
        await Expect(Wrong(AuditFault.Changed, 2));
    }

    [Theory]
    [InlineData("actor = 'somebody else'")]
    [InlineData("reason = 'because'")]
    [InlineData("command = 'Tests.Other'")]
    [InlineData("at = at + 1")]
    [InlineData("account = 9")]
    [InlineData("record_kind = 'tickets'")]
    public async Task A_change_of_who_when_what_or_why_is_found(string change)
    {
        await Exec($"update audit_entries set {change} where id = {_entries[1].Id}");

        var found = Assert.Single((await Verify()).Findings);
        Assert.Equal((AuditFault.Changed, _entries[1].Id, 1L), (found.What, found.EntryId, found.Seal));
    }

    [Fact]
    public async Task An_entry_deleted_in_the_middle_is_named()
    {
        await _app.Raw($"delete from audit_entries where id = {_entries[3].Id}");
        await Expect(Wrong(AuditFault.Removed, 3));
    }

    [Fact]
    public async Task The_last_entry_deleted_is_named()
    {
        await _app.Raw($"delete from audit_entries where id = {_entries[6].Id}");
        await Expect(Wrong(AuditFault.Removed, 6));
    }

    [Fact]
    public async Task Every_entry_of_a_record_deleted_is_named()
    {
        await _app.Raw($"delete from audit_entries where record_id = {_company.Id.Value}");
        await Expect([.. Enumerable.Range(0, 7).Select(index => Wrong(AuditFault.Removed, index))]);
    }

    [Fact]
    public async Task A_whole_seal_deleted_with_its_entries_is_found_by_the_file_or_the_gap()
    {
        await _app.Raw($"delete from audit_entries where seal_id = 2");
        await _app.Raw($"delete from audit_seals where id = 2");
        await Expect(new AuditFinding(AuditFault.SealMissing, Seal: 2));

        await _app.Run(_company.System, new Rename.Command("h"));
        await Seal();
        await Exec("delete from audit_entries where seal_id = 1");
        await Exec("delete from audit_seals where id = 1");
        Assert.Contains(new(AuditFault.SealMissing, Seal: 1), (await Verify()).Findings);
    }

    [Fact]
    public async Task A_seal_deleted_alone_is_found_and_its_entries_still_speak_for_themselves()
    {
        await _app.Raw($"delete from audit_seals where id = 1");
        await _app.Raw($"update audit_entries set actor = 'x' where id = {_entries[0].Id}");

        Assert.Equal([AuditFault.SealMissing, AuditFault.Inserted], (await Verify()).Findings.Select(finding => finding.What));
    }

    [Theory]
    [InlineData("at = at + 1")]
    [InlineData("count = count - 1")]
    [InlineData("mac = digest")]
    [InlineData("manifest = digest")]
    public async Task A_changed_seal_is_found(string change)
    {
        await Exec($"update audit_seals set {change} where id = 2");
        await Expect(new AuditFinding(AuditFault.Changed, Seal: 2));
    }

    [Fact]
    public async Task Seals_that_changed_places_are_found()
    {
        await Exec("update audit_seals set id = 3 where id = 1");
        await Exec("update audit_seals set id = 1 where id = 2");
        await Exec("update audit_seals set id = 2 where id = 3");

        var findings = (await Verify()).Findings;
        Assert.Contains(new(AuditFault.Changed, Seal: 1), findings);
        Assert.Contains(new(AuditFault.Changed, Seal: 2), findings);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("77")]
    public async Task An_entry_put_into_another_seal_or_none_is_found(string seal)
    {
        await Exec($"update audit_entries set seal_id = {seal} where id = {_entries[1].Id}");
        await Expect(Wrong(AuditFault.Reordered, 1));
    }

    [Fact]
    public async Task Two_changes_with_exchanged_numbers_are_found()
    {
        foreach (var (id, sequence) in new[] { (_entries[1].Id, 99), (_entries[2].Id, 2), (_entries[1].Id, 3) })
            await _app.Raw($"update audit_entries set sequence = {sequence} where id = {id}");

        Assert.Equal([(AuditFault.Changed, _entries[1].Id), (AuditFault.Changed, _entries[2].Id)], (await Verify()).Findings.Select(finding => (finding.What, finding.EntryId!.Value)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    public async Task An_entry_inserted_with_a_guessed_code_is_found(string seal)
    {
        await Exec($"""
            insert into audit_entries (id, company_id, record_kind, record_id, sequence, at, actor, command, payload, salt, digest, mac, seal_id)
            select 900000, company_id, record_kind, record_id, 8, at, 'forger', command, payload, salt, digest, mac, {seal} from audit_entries where id = {_entries[0].Id}
            """);

        var found = Assert.Single((await Verify()).Findings);
        Assert.Equal((AuditFault.Inserted, 900000L, 8), (found.What, found.EntryId, found.Sequence));
    }

    [Fact]
    public async Task A_forged_entry_is_never_sealed_and_the_others_are()
    {
        await _app.Run(_company.System, new Rename.Command("h"));
        await _app.Run(_company.System, new Rename.Command("i"));
        await _app.Raw($"update audit_entries set actor = 'forger' where sequence = 8");
        await Seal();

        Assert.Equal([AuditEntry.RefusedBySeal, 3L], (await Trail()).TakeLast(2).Select(entry => entry.SealId!.Value));
        Assert.Equal([(AuditFault.Inserted, 8)], (await Verify()).Findings.Select(finding => (finding.What, finding.Sequence!.Value)));
    }

    [Fact]
    public async Task Who_stole_the_key_still_cannot_change_what_was_sealed()
    {
        var forged = new AuditEntry
        {
            Id = _entries[1].Id, CompanyId = _entries[1].CompanyId, RecordKind = _entries[1].RecordKind, RecordId = _entries[1].RecordId, Sequence = 2, At = _entries[1].At,
            Actor = "scapegoat", Account = _entries[1].Account, OnBehalfOf = _entries[1].OnBehalfOf, Command = _entries[1].Command, Digest = _entries[1].Digest,
        };
        var mac = forged.MacWith(Key);
        await _app.Raw($"update audit_entries set actor = 'scapegoat', mac = {mac} where id = {forged.Id}");
        await Expect(new AuditFinding(AuditFault.Changed, Seal: 1));

        var seal = await _app.Look(_company.Id, db => db.Set<AuditSeal>().SingleAsync(seal => seal.Id == 2));
        var again = new AuditSeal { Id = 2, At = seal.At + Duration.FromHours(1), FirstEntry = seal.FirstEntry, LastEntry = seal.LastEntry, Count = seal.Count, Digest = seal.Digest, Manifest = seal.Manifest, Previous = seal.Previous };
        var sealMac = again.MacWith(Key);
        await _app.Raw($"update audit_seals set at = {again.At.Micros()}, mac = {sealMac} where id = 2");
        await Expect(new AuditFinding(AuditFault.Changed, Seal: 2), new AuditFinding(AuditFault.Changed, Seal: 1));
    }

    [Fact]
    public async Task Erased_by_law_it_stays_sound_and_says_who_erased_it_and_why()
    {
        var erased = await _app.Run(_company.Person("platform.manage"), new ErasePayload.Command("companies", _company.Id.Value, "right to erasure, request 17"));
        await Seal();

        Assert.Equal(7, erased.Erased);
        Assert.All((await Trail()).Take(7), entry => Assert.Null(entry.Payload));
        Assert.Empty((await Verify()).Findings);
        var trail = (await _app.Ask(_company.Person("platform.read"), new AuditTrail.Query())).Items;
        Assert.Equal(("Platform.ErasePayload", "Tester", "right to erasure, request 17"), (trail[0].Use, trail[0].Actor, trail[0].Reason));
        Assert.All(trail.Skip(1), entry => Assert.True(entry.Erased));
    }

    [Fact]
    public async Task Erased_behind_the_products_back_it_counts_as_changed()
    {
        await _app.Raw($"update audit_entries set payload = null, salt = null where id = {_entries[4].Id}");
        await Expect(Wrong(AuditFault.Changed, 4));
    }

    [Fact]
    public async Task An_erasure_itself_is_not_erased()
    {
        var refused = await TestApp.CodeOf(() => _app.Run(_company.System, new ErasePayload.Command(AuditErasure.Kind, 1, "hide it")));
        Assert.Equal("audit.erasure-stays", refused);
    }

    [Fact]
    public async Task Each_seal_is_one_line_outside_the_database_and_half_a_line_of_a_crash_is_mended()
    {
        Assert.Equal(2, File.ReadAllLines(Export.File).Length);
        File.WriteAllText(Export.File, File.ReadAllText(Export.File)[..^30]);

        await Export.Export(default);
        await Export.Export(default);

        Assert.Equal(2, File.ReadAllLines(Export.File).Length);
        Assert.Empty((await Verify()).Findings);
    }

    [Fact]
    public async Task A_line_missing_in_the_file_is_found()
    {
        File.WriteAllLines(Export.File, File.ReadAllLines(Export.File)[1..]);
        _app.Time.Pass(Duration.FromMinutes(6));
        await Expect(new AuditFinding(AuditFault.ExportMissing, Seal: 1));
    }

    [Fact]
    [Trait("Requirement", "R1505")]
    public async Task A_correction_is_shown_with_old_and_new_value_user_time_and_reason()
    {
        await _app.Run(_company.System, new Rename.Command("94.4"));
        await _app.Run(_company.Person("tests.do"), new Rename.Command("95.0", Reason: "two visits were counted twice"));

        var entry = (await _app.Ask(_company.Person("platform.read"), new AuditTrail.Query(_company.Id.Value, Size: 1))).Items.Single();

        Assert.Equal(new AuditTrail.Change("companies", $"{_company.Id}", "Name", "94.4", "95.0"), Assert.Single(entry.Changes));
        Assert.Equal(("Tester", "two visits were counted twice", _app.Time.Now, 9), (entry.Actor, entry.Reason, entry.At, entry.Sequence));
    }

    [Fact]
    public async Task The_trail_pages_by_key_and_shows_no_other_company()
    {
        var other = await _app.FoundCompany("other");
        var first = await _app.Ask(_company.System, new AuditTrail.Query(Size: 4));
        var rest = await _app.Ask(_company.System, new AuditTrail.Query(After: first.Next, Size: 4));

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], first.Items.Concat(rest.Items).Select(entry => entry.Sequence));
        Assert.Single((await _app.Ask(other.System, new AuditTrail.Query())).Items);
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => _app.Ask(_company.Person("desk.read"), new AuditTrail.Query())));
    }

    private async Task Seal()
    {
        await _app.Tick(null, typeof(SealAudit));
        await Export.Export(default);
    }

    private Task<VerifyAudit.Response> Verify() => _app.Ask(Caller.System("test", null), new VerifyAudit.Query());

    private Task<List<AuditEntry>> Trail() => _app.Look(_company.Id, db => db.Set<AuditEntry>().Where(entry => entry.RecordId == _company.Id.Value).OrderBy(entry => entry.Sequence).ToListAsync());

    private AuditFinding Wrong(AuditFault what, int index) =>
        new(what, "companies", _company.Id.Value, _entries[index].Sequence, _entries[index].Id, _entries[index].SealId);

    private async Task Expect(params AuditFinding[] findings) => Assert.Equal(findings, (await Verify()).Findings);

    private Task<int> Exec(string sql) => _app.Look(_company.Id, db => db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)));
}
