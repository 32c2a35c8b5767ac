using Aftercare.Modules.Customers;
using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Tests.Messages;

public sealed class LanguageTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData(null, "zh-CN"), InlineData("en", "en"), InlineData("zh-CN", "zh-CN")]
    public async Task A_customer_is_written_to_in_the_contacts_language_else_in_the_companys(string? contact, string written)
    {
        var world = await FieldWorld.Open(app);
        var customer = await app.Ask(world.Company.System, new GetCustomer.Query(world.Customer));
        await app.Run(world.Company.System, new ChangeContact.Command(world.Customer, customer.Contacts[0].Id, new("王小二", "13812345678", Language: contact), customer.Version));

        await world.Completed(world.Zhao);
        await app.Settle();

        var sent = await app.Look(world.Company.Id, db => db.Set<Message>().ToDictionaryAsync(message => message.Template));
        Assert.Equal((written, written, "zh-CN"), (sent["visit-scheduled"].Language, sent["rating-asked"].Language, sent["visit-assigned"].Language));
        Assert.Equal(written == "en", sent["visit-scheduled"].Body.StartsWith("Your service", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_reported_in_english_on_the_portal_is_written_to_in_english()
    {
        var world = await FieldWorld.Open(app);
        var visitor = Caller.Anonymous(world.Company.Id, "portal.report") with { Language = "en" };
        await app.Run(visitor, new Aftercare.Modules.Desk.ReportFault.Command("repair", "The sink leaks", "Ann Miller", "+86 139 0000 7777"));

        var contact = await app.Look(world.Company.Id, db => db.Set<Contact>().SingleAsync(row => row.Name == "Ann Miller"));

        Assert.Equal("en", contact.Language);
    }

    [Fact]
    public async Task A_contact_in_a_language_the_product_does_not_speak_is_refused()
    {
        var world = await FieldWorld.Open(app);

        Assert.Equal("request.invalid", await TestApp.CodeOf(() => app.Run(world.Company.System, new AddContact.Command(world.Customer, new("Jean", Language: "fr")))));
    }
}
