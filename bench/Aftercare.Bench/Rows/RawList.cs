using System.Data.Common;
using Aftercare.Bench.Stage;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;

namespace Aftercare.Bench.Rows;

/// <summary>The yardstick of lists: the same 25 rows with all their names by two prepared statements and nothing else.</summary>
internal sealed class RawList : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbCommand _tickets;
    private readonly DbCommand _clocks;

    /// <param name="where">A condition on `t`; with it the key of the page before.</param>
    /// <param name="order">How the rows stand, and so which index serves them.</param>
    public RawList(Ground ground, World world, bool few, string where, string order)
    {
        _connection = TicketRecipe.Open(ground);
        const string Columns = "id, number, status, priority, type, fault, customer_id, product_text, handler_id, unit_id, channel, opened_at, closed_at, symptom, cause, solution, next_due_at";
        string Branch(string more) => $"select * from (select {Columns} from tickets t where company_id = {world.Company} and {where}{more} order by {order} limit 26) as b";
        var rows = few ? $"{Branch($" and unit_id = {world.Units[0]}")} union all {Branch($" and unit_id = {world.Units[1]}")}" : Branch("");
        _tickets = _connection.CreateCommand();
        _tickets.CommandText = $"""
            select t.*, c.name, p.name, u.name, y.chinese from (select * from ({rows}) as t order by {order} limit 26) as t
            join customers c on c.id = t.customer_id join people p on p.id = t.handler_id join units u on u.id = t.unit_id
            left join request_types y on y.company_id = {world.Company} and y.code = t.type order by {order}
            """;
        _tickets.Prepare();
        _clocks = _connection.CreateCommand();
        _clocks.CommandText = $"select ticket_id, kind, state, due_at, stopped_at, is_provisional, met from ticket_clocks where ticket_id in ({string.Join(", ", Enumerable.Range(0, 26).Select(place => $"@t{place}"))})";
        for (var place = 0; place < 26; place++)
        {
            var parameter = _clocks.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"t{place}", 0L);
            _clocks.Parameters.Add(parameter);
        }
        _clocks.Prepare();
    }

    public List<ListTickets.Row> Read()
    {
        var rows = new List<ListTickets.Row>(26);
        using (var reader = _tickets.ExecuteReader())
        {
            while (reader.Read())
                rows.Add(new(
                    new(reader.GetInt64(0)), reader.GetString(1), Enum.Parse<TicketStatus>(reader.GetString(2)), Enum.Parse<Priority>(reader.GetString(3)), reader.GetString(4), Text(reader, 20) ?? "",
                    reader.GetString(5), CustomerId.Of(reader.GetInt64(6)), reader.GetString(17), Text(reader, 7), new(reader.GetInt64(8)), reader.GetString(18), new(reader.GetInt64(9)), reader.GetString(19),
                    Enum.Parse<Channel>(reader.GetString(10)), Instants.FromMicros(reader.GetInt64(11)), Time(reader, 12), Text(reader, 13), Text(reader, 14), Text(reader, 15), null, 0, false, false, false));
        }
        for (var place = 0; place < 26; place++) _clocks.Parameters[place].Value = place < rows.Count ? rows[place].Id.Value : 0L;
        var clocks = new Dictionary<long, ListTickets.RowClock>();
        using (var reader = _clocks.ExecuteReader())
        {
            while (reader.Read())
                clocks[reader.GetInt64(0)] = new(Enum.Parse<ClockKind>(reader.GetString(1)), Enum.Parse<ClockState>(reader.GetString(2)), Time(reader, 3), null, Time(reader, 4), reader.GetBoolean(5), reader.IsDBNull(6) ? null : reader.GetBoolean(6), null);
        }
        if (rows.Count > 25) rows.RemoveAt(25);
        return rows.ConvertAll(row => row with { Clock = clocks.GetValueOrDefault(row.Id.Value) });
    }

    private static string? Text(DbDataReader reader, int place) => reader.IsDBNull(place) ? null : reader.GetString(place);

    private static NodaTime.Instant? Time(DbDataReader reader, int place) => reader.IsDBNull(place) ? null : Instants.FromMicros(reader.GetInt64(place));

    public void Dispose()
    {
        _tickets.Dispose();
        _clocks.Dispose();
        _connection.Dispose();
    }
}
