using System.Reflection;
using Aftercare.Rules;

namespace Aftercare.Platform;

/// <summary>A wish to change something. Runs in a transaction, through the gateway.</summary>
public interface ICommand<TResponse>;

/// <summary>A question. Runs in a reading session, through the gateway; saves nothing.</summary>
public interface IQuery<TResponse>;

/// <summary>A command that people give a reason for; the reason goes into the audit trail.</summary>
public interface IReasoned
{
    string? Reason { get; }
}

/// <summary>The one method of a slice: ask, decide, record.</summary>
public interface IHandle<in TRequest, TResponse>
{
    Task<TResponse> Handle(Caller caller, TRequest request, CancellationToken ct);
}

/// <summary>The answer of a command that has nothing to say.</summary>
public sealed record Done
{
    public static Done Instance { get; } = new();
}

/// <summary>How often a slice runs by itself, for every company.</summary>
public sealed record Every(TimeSpan Period)
{
    /// <summary>True for what runs once for all companies together, as a caller without a company.</summary>
    public bool Installation { get; init; }

    public static Every Minutes(int minutes) => new(TimeSpan.FromMinutes(minutes));
    public static Every Seconds(int seconds) => new(TimeSpan.FromSeconds(seconds));
}

/// <summary>
/// One use case as the platform knows it: a static class that nests a `Command` or `Query`, its `Handler`, and the
/// doors it can be reached by: `Map` (HTTP), `On` (a fact; null when it does not care), `At` with a `Timer` name, `Every` with a `Tick`, `Step` with a
/// `Job` name.
/// </summary>
public sealed class Slice
{
    private const BindingFlags Members = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Invoker _invoke;

    internal Slice(string module, Type type)
    {
        Type = type;
        Name = $"{module}.{type.Name}";
        Request = type.GetNestedType("Command", BindingFlags.Public | BindingFlags.NonPublic)
            ?? type.GetNestedType("Query", BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw Malformed("nests neither Command nor Query");
        Handler = type.GetNestedType("Handler", BindingFlags.Public | BindingFlags.NonPublic) ?? throw Malformed("nests no Handler");
        var contract = Handler.GetInterfaces().SingleOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IHandle<,>) && face.GenericTypeArguments[0] == Request)
            ?? throw Malformed("has a Handler that does not implement IHandle of its request");
        Response = contract.GenericTypeArguments[1];
        Saves = typeof(ICommand<>).MakeGenericType(Response).IsAssignableFrom(Request);
        if (!Saves && !typeof(IQuery<>).MakeGenericType(Response).IsAssignableFrom(Request)) throw Malformed($"has a request that is neither ICommand<{Response.Name}> nor IQuery<{Response.Name}>");
        _invoke = (Invoker)Activator.CreateInstance(typeof(Invoker<,>).MakeGenericType(Request, Response), Handler)!;
        Permission = (Request.GetCustomAttribute<NeedsAttribute>() ?? throw Malformed("does not say what permission it needs")).Permission;
        Map = type.GetMethod("Map", Members);
        On = type.GetMethods(Members).Where(method => method.Name == "On").ToDictionary(method => method.GetParameters()[0].ParameterType);
        Timer = type.GetField("Timer", Members)?.GetRawConstantValue() as string;
        At = type.GetMethod("At", Members);
        Period = type.GetProperty("Every", Members)?.GetValue(null) as Every;
        Tick = type.GetMethod("Tick", Members);
        Job = type.GetField("Job", Members)?.GetRawConstantValue() as string;
        Step = type.GetMethod("Step", Members);
        if ((Timer is null) != (At is null)) throw Malformed("needs both a Timer name and an At door, or neither");
        if ((Period is null) != (Tick is null)) throw Malformed("needs both Every and a Tick door, or neither");
        if ((Job is null) != (Step is null) || (Job is not null && Response != typeof(JobStep))) throw Malformed("needs a Job name, a Step door and the answer JobStep, or none of them");
    }

    public Type Type { get; }

    /// <summary>`Desk.RegisterTicket`: in audit entries, deliveries and logs.</summary>
    public string Name { get; }

    public Type Request { get; }
    public Type Response { get; }
    public Type Handler { get; }

    /// <summary>True for a command.</summary>
    public bool Saves { get; }

    public string Permission { get; }

    internal MethodInfo? Map { get; }
    internal IReadOnlyDictionary<Type, MethodInfo> On { get; }
    internal string? Timer { get; }
    internal MethodInfo? At { get; }
    internal Every? Period { get; }
    internal MethodInfo? Tick { get; }
    internal string? Job { get; }
    internal MethodInfo? Step { get; }

    internal Task<object> Invoke(IServiceProvider services, Caller caller, object request, CancellationToken ct) => _invoke.Invoke(services, caller, request, ct);

    /// <summary>The command of a job's next step. A door that needs to read a file first also takes the services and answers later.</summary>
    internal async Task<object> BuildStep(RunningJob job, IServiceProvider services, CancellationToken ct)
    {
        var built = Step!.Invoke(null, Step.GetParameters().Length == 1 ? [job] : [job, services, ct])!;
        if (built is not Task later) return built;
        await later;
        return later.GetType().GetProperty("Result")!.GetValue(later)!;
    }

    private InvalidOperationException Malformed(string what) => new($"The slice {Name} {what}.");

    public override string ToString() => Name;

    private abstract class Invoker
    {
        public abstract Task<object> Invoke(IServiceProvider services, Caller caller, object request, CancellationToken ct);
    }

    private sealed class Invoker<TRequest, TResponse>(Type handler) : Invoker where TResponse : notnull
    {
        public override async Task<object> Invoke(IServiceProvider services, Caller caller, object request, CancellationToken ct)
        {
            try
            {
                return await ((IHandle<TRequest, TResponse>)services.GetRequiredService(handler)).Handle(caller, (TRequest)request, ct);
            }
            catch (RuleRefusal rule)
            {
                throw new Refusal(rule.Code, RefusalKind.Invalid) { Arguments = rule.Values.Count > 0 ? [.. rule.Values] : [rule.Message] };
            }
        }
    }
}
