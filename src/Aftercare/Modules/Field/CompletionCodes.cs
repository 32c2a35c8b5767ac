using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Digests and seals of service codes. Six digits are guessed from a bare digest in a millisecond, so these are keyed with what lies outside the database.</summary>
internal sealed class CompletionSeals(AuditKey key, IDataProtectionProvider protection) : ICompletionCodes
{
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Value, 32, info: "field.completion-codes"u8.ToArray());
    private readonly IDataProtector _protector = protection.CreateProtector("Aftercare.Field.CompletionCode");

    public string DigestOf(WorkOrderId order, string code) => Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order.Value}|{code}"))));

    public string Seal(string code) => _protector.Protect(code);

    public string Open(string sealedCode) => _protector.Unprotect(sealedCode);
}

/// <summary>Which orders need a service code, and sending it to the customer's registered number (B07).</summary>
internal sealed class CompletionCodes(AppDb db, ICustomers customers, IAccounts accounts, CompletionSeals seals)
{
    /// <summary>An order whose kind needs one is held from arrival on, and the customer gets it.</summary>
    public async Task Require(WorkOrder order, LocalDate day, CancellationToken ct)
    {
        if (!(await FieldPolicy.CodeKindsOn(db, day, ct)).Contains(order.Kind) || await Of(order, ct) is not null) return;
        var code = db.Add(new CompletionCode { Id = db.NewId<CompletionCodeId>(), OrderId = order.Id, UnitId = order.UnitId }).Entity;
        order.Hold(code.Id.Value, CompletionCode.Missing, db.Now);
        if (await Phone(order, ct) is { } phone) await Send(order, code, phone, ct);
    }

    public Task<CompletionCode?> Of(WorkOrder order, CancellationToken ct) => db.All<CompletionCode>().SingleOrDefaultAsync(code => code.OrderId == order.Id, ct);

    public async Task<CompletionCode> Load(WorkOrder order, CancellationToken ct) => await Of(order, ct) ?? throw Refusal.NotFound("completion-code", order.Number);

    public async Task Send(WorkOrder order, CompletionCode code, CancellationToken ct) =>
        await Send(order, code, await Phone(order, ct) ?? throw new Refusal("completion-code.no-phone"), ct);

    private async Task Send(WorkOrder order, CompletionCode code, string phone, CancellationToken ct)
    {
        var digits = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        code.Send(seals.DigestOf(order.Id, digits), Masked(phone), db.Now);
        var language = await customers.LanguageOf(order.CustomerId, order.ContactId, ct) ?? await accounts.CompanyLanguage(ct);
        db.Announce(new CompletionCodeAsked(order.Id, phone, seals.Seal(digits), language, db.Now));
    }

    private async Task<string?> Phone(WorkOrder order, CancellationToken ct)
    {
        var contact = order.ContactId is { } id ? await customers.Contact(id, ct) : null;
        return (contact?.Phone ?? (await customers.Customer(order.CustomerId, ct)).Phone) is { Length: > 0 } phone ? phone : null;
    }

    private static string Masked(string phone) => phone.Length > 7 ? $"{phone[..3]}****{phone[^4..]}" : "****";
}
