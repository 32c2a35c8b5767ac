using System.Linq.Expressions;
using Aftercare.UiKit;

namespace Aftercare.Tests.UiKit;

public sealed class FormTests
{
    private sealed class Line { public int? Quantity { get; set; } }
    private sealed class Form { public string? Fault { get; set; } public List<Line> Lines { get; } = [new(), new() { Quantity = 3 }]; public Line? Spare { get; set; } }

    private Form Input { get; } = new() { Fault = "不制冷" };

    [Fact]
    public void A_field_is_named_from_the_page_property_on() =>
        Assert.Equal("Input.Fault", FieldName.Of((Expression<Func<string?>>)(() => Input.Fault)));

    [Fact]
    public void A_line_is_named_by_its_index_even_from_a_loop_variable()
    {
        var i = 1;
        Expression<Func<int?>> field = () => Input.Lines[i].Quantity;
        Assert.Equal("Input.Lines[1].Quantity", FieldName.Of(field));
        Assert.Equal(3, FieldName.ValueOf(field));
        Assert.Equal("f-Input-Lines-1-Quantity", FieldName.Id(FieldName.Of(field)));
    }

    [Fact]
    public void A_value_behind_nothing_is_nothing() =>
        Assert.Null(FieldName.ValueOf((Expression<Func<int?>>)(() => Input.Spare!.Quantity)));

    [Theory]
    [InlineData("Fault", "Input.Fault", true)]
    [InlineData("fault", "Input.Fault", true)]
    [InlineData("Input.Fault", "Input.Fault", true)]
    [InlineData("Command.Input.Fault", "Input.Fault", true)]
    [InlineData("ault", "Input.Fault", false)]
    [InlineData("Default", "Input.Fault", false)]
    [InlineData("Lines[1].Quantity", "Input.Lines[1].Quantity", true)]
    public void An_error_finds_its_field(string error, string field, bool finds) =>
        Assert.Equal(finds, FormState.Matches(error, field));

    [Fact]
    public void A_refusal_without_a_field_is_the_forms_own_and_a_new_submit_forgets_it()
    {
        var form = new FormState().Fail("technician.busy", "Busy.").Fail("fault.required", "Missing.", "fault");
        Assert.Equal(new FormProblem("technician.busy", "Busy."), form.Problem);
        Assert.Equal("Missing.", Assert.Single(form.ErrorsOf("Input.Fault")));
        Assert.Empty(form.ErrorsOf("Input.Phone"));
        form.Clear();
        Assert.False(form.Failed);
    }

    [Fact]
    public void Required_fields_left_empty_are_said_and_linked()
    {
        var form = new FormState();
        form.Register("Input.Fault", "Please fill in.");
        form.Register("Input.Phone", null);
        form.RequireFields();
        Assert.Equal("Please fill in.", Assert.Single(form.ErrorsOf("Input.Fault")));
        Assert.Equal("f-Input-Fault", form.IdOf("fault"));
    }

    [Fact]
    public void File_ids_come_in_order_without_repeats() => Assert.Equal(["7", "12"], FileIds.Parse("7, 12,,7"));
}
