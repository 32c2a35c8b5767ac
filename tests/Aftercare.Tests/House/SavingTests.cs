using Mono.Cecil;
using static Aftercare.Tests.House.CompiledCode;

namespace Aftercare.Tests.House;

/// <summary>Nothing is saved but by the handler of a slice, which only the gateway runs. Whoever finds another way is named here.</summary>
public sealed class SavingTests
{
    /// <summary>The platform's own plumbing, each with what it needs a hand on the database for.</summary>
    private static readonly Dictionary<string, string> Plumbing = new()
    {
        ["AppDb"] = "the session itself",
        ["Gateway"] = "saves what is noted beside a command, in its transaction",
        ["Repeat"] = "remembers the answer in the command's transaction",
        ["NewRows"] = "inserts what the session's save hands to it, in the command's transaction",
        ["Statements"] = "runs the statements of those named here",
        ["Engine"] = "migrates",
        ["SqliteEngine"] = "opens connections",
        ["PostgresEngine"] = "opens connections",
        ["SqliteWriter"] = "the transaction of commands",
        ["PostgresWriter"] = "the transaction of commands",
        ["Numbers"] = "counts visible numbers",
        ["DecidedStamp"] = "marks that something decided changed, in the command's transaction",
        ["SearchTables"] = "search tables, which migrations do not know",
        ["SearchIndex"] = "tokens beside the record, in its transaction",
        ["OutboxPump"] = "claims and removes deliveries",
        ["TimerPump"] = "claims and removes timers",
        ["TickPump"] = "claims and moves runs",
        ["JobPump"] = "claims jobs and saves their progress",
        ["ErrandPump"] = "claims and removes errands",
        ["MeasureTotals"] = "folds measures",
        ["SealAudit"] = "marks sealed entries",
        ["NodeSignal"] = "wakes other nodes",
        ["RebuildSearch"] = "walks every searchable table",
        ["SqliteCopy"] = "backup and restore",
        ["PostgresCopy"] = "backup and restore",
    };

    private static readonly HashSet<string> Saving = ["SaveChanges", "SaveChangesAsync"];

    private static readonly HashSet<string> Writing =
    [
        "ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync", "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "ExecuteSqlInterpolated",
        "ExecuteSqlInterpolatedAsync", "ExecuteNonQuery", "ExecuteNonQueryAsync", "SqlQuery", "SqlQueryRaw", "FromSql", "FromSqlRaw", "FromSqlInterpolated", "BeginTransaction",
        "BeginTransactionAsync", "UseTransaction", "UseTransactionAsync", "GetDbConnection", "SetDbConnection", "CreateCommand", "CreateBatch", "BeginBinaryImport",
    ];

    private static readonly HashSet<string> Handles = ["Microsoft.Data.Sqlite.SqliteConnection", "Microsoft.Data.Sqlite.SqliteCommand", "Npgsql.NpgsqlConnection", "Npgsql.NpgsqlCommand", "Npgsql.NpgsqlDataSourceBuilder"];

    [Fact]
    public void Only_handlers_save()
    {
        var offenders = from type in Types
                        where !Plumbing.ContainsKey(Outermost(type).Name) && !IsInHandler(type)
                        from call in Calls(type)
                        where Saving.Contains(call.Called.Name)
                        select $"{type.FullName} calls {call.Called.Name}";

        AssertNone(offenders);
    }

    // Reports read views that modules publish, with SQL of their own; they do not write.
    [Fact]
    public void Nobody_but_the_plumbing_has_a_hand_on_the_database()
    {
        var offenders = from type in Types
                        where !Plumbing.ContainsKey(Outermost(type).Name)
                        from call in Calls(type)
                        where (Writing.Contains(call.Called.Name) && IsDatabase(call.Called.DeclaringType)) || call.Called.DeclaringType.Name is "NewRows" or "Statements" || (call.Called.Name == ".ctor" && Handles.Contains(call.Called.DeclaringType.FullName))
                        where !(ModuleOf(type) == "Reports" && call.Called.Name is "SqlQuery" or "SqlQueryRaw")
                        select $"{type.FullName} calls {call.Called.DeclaringType.Name}.{call.Called.Name}";

        AssertNone(offenders);
    }

    [Fact]
    public void Only_the_gateway_opens_sessions_and_hands_work_to_the_writer()
    {
        string[] allowed = ["Gateway", "SqliteWriter", "PostgresWriter", "PumpRoom"];
        var offenders = from type in Types
                        where !allowed.Contains(Outermost(type).Name)
                        from call in Calls(type)
                        where (call.Called.DeclaringType.Name, call.Called.Name) is ("AppDb", "Open") or ("IWritePath", "Write") or ("OpenSession", "Invoke")
                        select $"{type.FullName} calls {call.Called.DeclaringType.Name}.{call.Called.Name}";

        AssertNone(offenders);
    }

    [Fact]
    public void Only_the_gateway_runs_handlers()
    {
        var offenders = from type in Types
                        where Outermost(type).Name is not ("Gateway" or "Slice")
                        from call in Calls(type)
                        where (call.Called.Name == "Handle" && call.Called.DeclaringType.Name is "IHandle`2" or "Handler") || (call.Called.DeclaringType.Name, call.Called.Name) is ("Slice", "Invoke")
                        select $"{type.FullName} runs {call.Called.DeclaringType.FullName}";

        AssertNone(offenders);
    }

    [Fact]
    public void The_list_of_plumbing_names_nobody_who_is_not_there()
    {
        var there = Types.Select(type => type.Name).ToHashSet();
        AssertNone(Plumbing.Keys.Where(name => !there.Contains(name)));
    }

    private static bool IsDatabase(TypeReference type) =>
        type.Namespace.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || type.Namespace.StartsWith("Npgsql", StringComparison.Ordinal)
        || type.Namespace.StartsWith("Microsoft.Data.Sqlite", StringComparison.Ordinal) || type.Namespace.StartsWith("System.Data", StringComparison.Ordinal);

    // Also the state machines and closures the compiler made of a handler's code.
    private static bool IsInHandler(TypeDefinition type)
    {
        for (var at = type; at is not null; at = at.DeclaringType)
            if (at.Name == "Handler" && at.Interfaces.Any(face => face.InterfaceType.Name == "IHandle`2")) return true;
        return false;
    }
}
