using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

/// <summary>
/// Customers by table, each with a contact and an address. A line of a customer who is here already adds the address or the
/// contact that is not: so that a customer with three plants takes three lines.
/// </summary>
internal sealed class CustomersTable(AppDb db, IOrganisation organisation) : ITableTarget
{
    private static readonly string[] AddressColumns = ["province", "city", "district", "street", "detail", "site_name", "access"];

    public string Name => "customers";
    public string Title => "customers.title";
    public string Permission => "customers.manage";
    public int Order => 30;

    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("name", "customers.name", "苏州恒信电器有限公司", Required: true) { Synonyms = ["客户", "客户姓名", "姓名", "名称", "用户", "用户姓名", "单位名称", "公司名称", "Customer", "Customer name", "Name"] },
        new("number", "customers.number", "C-10023") { Synonyms = ["客户代码", "客户号", "编号", "Customer No", "Customer number", "Customer code"], Help = "customers.number.help" },
        new("kind", "customers.kind", "单位") { Synonyms = ["类型", "客户性质", "Type"], Words = [new("Person", "customers.kind.Person", "个人用户", "消费者"), new("Company", "customers.kind.Company", "企业", "公司", "单位客户", "机构")] },
        new("class", "customers.class", "普通") { Synonyms = ["等级", "级别", "客户级别", "Class", "Level"], Words = [new("Standard", "customers.class.Standard", "一般", "C", "普通客户"), new("Key", "customers.class.Key", "大客户", "VIP", "B", "重点客户"), new("Strategic", "customers.class.Strategic", "A", "战略客户")] },
        new("phone", "customers.phone", "13812345678") { Synonyms = ["手机", "手机号", "手机号码", "电话号码", "联系电话", "客户电话", "Phone", "Mobile", "Telephone"], Fields = ["Contact.Phone"] },
        new("email", "customers.email", "service@example.cn") { Synonyms = ["电子邮箱", "邮件", "Email", "E-mail"], Fields = ["Contact.Email"] },
        new("contact", "customers.table.contact", "李雷") { Synonyms = ["联系人", "联系人姓名", "Contact", "Contact name"], Fields = ["Contact.Name"] },
        new("contact_phone", "customers.table.contact-phone", "13912345678") { Synonyms = ["联系人手机", "Contact phone"] },
        new("contact_role", "customers.contact.role", "设备科") { Synonyms = ["职务", "联系人职务", "Role"], Fields = ["Contact.Role"] },
        new("province", "customers.site.province", "江苏省") { Synonyms = ["省", "省份", "Province"], Fields = ["Site.Address.Province"] },
        new("city", "customers.site.city", "苏州市") { Synonyms = ["城市", "City"], Fields = ["Site.Address.City"] },
        new("district", "customers.site.district", "工业园区") { Synonyms = ["区", "县", "区/县", "District"], Fields = ["Site.Address.District"] },
        new("street", "customers.site.street", "星湖街328号") { Synonyms = ["地址", "详细地址", "客户地址", "安装地址", "街道", "Address", "Street"], Fields = ["Site.Address.Street"], Help = "customers.table.street.help" },
        new("detail", "customers.site.detail", "5栋302室") { Synonyms = ["楼栋", "门牌", "房号", "Building"], Fields = ["Site.Address.Detail"] },
        new("site_name", "customers.site.name", "二厂") { Synonyms = ["站点", "Site", "Site name"], Fields = ["Site.Name"] },
        new("access", "customers.site.access", "工作日 9-17 时，登记入厂") { Synonyms = ["进场要求", "Access"], Fields = ["Site.Access"] },
        new("unit", "customers.unit", "上海服务中心") { Synonyms = ["所属单元", "服务网点", "网点", "负责网点", "Unit"], Help = "table.help.unit" },
        new("notes", "customers.notes", "") { Synonyms = ["说明", "Notes", "Remark"] },
    ];

    public string? KeyOf(TableRow row) => null;

    public async Task<TableOrder> Read(TableRow row, CancellationToken ct)
    {
        var unit = await organisation.UnitOf(db.Caller, row, "unit", ct);
        var kind = row.Word<CustomerKind>("kind") ?? (row.Text("contact") is { } person && person != row.Text("name") ? CustomerKind.Company : CustomerKind.Person);
        var level = row.Word<CustomerClass>("class") ?? CustomerClass.Standard;
        var (site, contact) = (SiteOf(row), ContactOf(row));
        if (row.Problems.Count > 0) return TableOrder.Known;

        var (known, like) = await Find(row, site, ct);
        if (known is { } customer) return new(await Additions(customer, site, contact, ct));
        var command = new RegisterCustomer.Command(row.Required("name"), kind, level, row.Text("phone"), row.Text("email"), unit, row.Text("notes"), contact, site, row.Text("number"));
        return new([new(command, made => [new("customer", ((RegisterCustomer.Response)made).Id.Value)])], like);
    }

    public async Task TakeBack(TableRecord record, CancellationToken ct)
    {
        if (record.Kind == "customer") await TakeBackCustomer(record.Id, ct);
        else if (record.Kind == "site") await TakeBackPart(await db.All<Site>().SingleAsync(row => row.Id == new SiteId(record.Id), ct), new SiteId(record.Id), ct);
        else await TakeBackPart(await db.All<Contact>().SingleAsync(row => row.Id == new ContactId(record.Id), ct), new ContactId(record.Id), ct);
    }

    private async Task TakeBackCustomer(long id, CancellationToken ct)
    {
        var customer = await db.Load<Customer>(id, "customer", ct);
        var sites = await db.All<Site>().Where(row => row.CustomerId == customer.Id).ToListAsync(ct);
        var contacts = await db.All<Contact>().Where(row => row.CustomerId == customer.Id).ToListAsync(ct);
        // What other lines added is gone by now: more than a line can make was added by somebody, and what is not as it was made was changed.
        if (sites.Count > 1 || contacts.Count > 1 || await Changes.AnyOf(db, id, ct)) throw new Refusal("table.changed-since");
        foreach (var site in sites) await Uses.RequireNone<Site, SiteId>(db, site.Id, ct);
        foreach (var contact in contacts) await Uses.RequireNone<Contact, ContactId>(db, contact.Id, ct);
        db.RemoveRange(sites);
        db.RemoveRange(contacts);
        await Uses.RequireNone<Customer, CustomerId>(db, customer.Id, ct);
        db.Remove(customer);
    }

    private async Task TakeBackPart<T, TId>(T part, TId id, CancellationToken ct) where T : Record, IPart where TId : struct, IId<TId>
    {
        await db.Load<Customer>(part.RootKey, "customer", ct);
        await Uses.RequireNone<T, TId>(db, id, ct);
        db.Remove(part);
    }

    // The number decides; without one the phone together with the name; without either the name together with the address.
    private async Task<(Customer? Known, string? Like)> Find(TableRow row, SiteFields? site, CancellationToken ct)
    {
        var (name, number, digits) = (row.Required("name"), row.Text("number"), row.Text("phone") is { } phone ? PhoneNumber.Digits(phone) : null);
        var seen = db.Visible<Customer>().Where(customer => customer.MergedInto == null);
        if (number is not null && await seen.FirstOrDefaultAsync(customer => customer.Number == number || customer.FormerNumbers!.Contains(" " + number + " "), ct) is { } numbered) return (numbered, null);
        var alike = await seen.Where(customer => customer.Name == name || (digits != null && (customer.PhoneDigits == digits || db.All<Contact>().Any(contact => contact.CustomerId == customer.Id && contact.PhoneDigits == digits))))
            .OrderBy(customer => customer.Id).Take(20).ToListAsync(ct);
        foreach (var other in alike.Where(other => other.Name == name && (number is null || other.Number is null)))
        {
            if (digits is not null ? other.PhoneDigits == digits : other.PhoneDigits is null && (site is null || await HasSite(other.Id, site, ct))) return (other, null);
        }
        var like = alike.FirstOrDefault(other => other.PhoneDigits == digits && digits is not null) ?? alike.FirstOrDefault();
        return (null, like is null ? null : $"{like.Name} {like.Phone}".TrimEnd());
    }

    private async Task<List<TableStep>> Additions(Customer customer, SiteFields? site, ContactFields? contact, CancellationToken ct)
    {
        var steps = new List<TableStep>();
        if (site is not null && !await HasSite(customer.Id, site, ct)) steps.Add(new(new AddSite.Command(customer.Id, site), made => [new("site", ((AddSite.Response)made).Id.Value)]));
        if (contact is not null && !await HasContact(customer.Id, contact, ct)) steps.Add(new(new AddContact.Command(customer.Id, contact), made => [new("contact", ((AddContact.Response)made).Id.Value)]));
        return steps;
    }

    private async Task<bool> HasSite(CustomerId customer, SiteFields site, CancellationToken ct)
    {
        var wanted = TableRow.Fold(new Site { Id = default, CustomerId = customer }.At(site.Address).Card().OneLine);
        return (await db.All<Site>().Where(row => row.CustomerId == customer).ToListAsync(ct)).Exists(row => TableRow.Fold(row.Card().OneLine) == wanted);
    }

    private Task<bool> HasContact(CustomerId customer, ContactFields contact, CancellationToken ct)
    {
        var (name, digits) = (contact.Name.Trim(), contact.Phone is { } phone ? PhoneNumber.Digits(phone) : null);
        return db.All<Contact>().AnyAsync(row => row.CustomerId == customer && row.Name == name && (digits == null || row.PhoneDigits == digits), ct);
    }

    private static SiteFields? SiteOf(TableRow row) => AddressColumns.All(column => row.Text(column) is null) ? null : new(
        new() { Province = row.Text("province") ?? "", City = row.Text("city") ?? "", District = row.Text("district") ?? "", Street = row.Text("street") ?? "", Detail = row.Text("detail") ?? "" },
        row.Text("site_name"), row.Text("access"));

    private static ContactFields? ContactOf(TableRow row) => row.Text("contact") is { } name ? new(name, row.Text("contact_phone") ?? row.Text("phone"), row.Text("contact_role")) : null;
}
