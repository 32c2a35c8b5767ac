using Aftercare.Optimizer.Search;

namespace Aftercare.Optimizer;

/// <summary>A better plan was found.</summary>
/// <param name="Seconds">Processor seconds of the solving thread since it began.</param>
/// <param name="Cost">What the plan costs.</param>
public readonly record struct Progress(double Seconds, long Cost);

/// <summary>What a search did.</summary>
/// <param name="Plan">The best plan found.</param>
/// <param name="Seconds">Processor seconds of the thread that found it.</param>
/// <param name="Iterations">Steps of annealing, or plans bred.</param>
/// <param name="Evaluations">Moves whose schedule was computed.</param>
public sealed record Outcome(Plan Plan, double Seconds, long Iterations, long Evaluations);

/// <summary>The door to the search.</summary>
public static class Solver
{
    /// <summary>
    /// Searches for a cheap plan until it is told to stop; the plan keeps every promise of the problem, leaving out orders where it must.
    /// </summary>
    /// <param name="problem">Valid (see <see cref="ProblemCheck"/>).</param>
    /// <param name="stop">With iterations alone the same seed and threads give the same plan.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="threads">Independent searches with seeds of their own; the best plan of all is the answer.</param>
    /// <param name="improved">Called at every better plan, from the solving threads, one at a time.</param>
    /// <exception cref="OptimizerRefusal">The problem contradicts itself.</exception>
    public static Outcome Solve(Problem problem, Stop stop, ulong seed = 1, int threads = 1, Action<Progress>? improved = null) =>
        Solve(problem, stop, seed, threads, improved, new());

    /// <summary>As <see cref="Solve(Problem, Stop, ulong, int, Action{Progress})"/>, beginning with a plan there is; never dearer than that plan as far as it can be kept.</summary>
    /// <param name="plan">Visits that break a promise are left out first and placed anew.</param>
    public static Outcome Improve(Problem problem, Plan plan, Stop stop, ulong seed = 1, Action<Progress>? improved = null)
    {
        var began = ProcessorClock.Seconds();
        ProblemCheck.Demand(problem);
        return Anneal(problem, plan, stop, seed, began, improved, new() { Hot = 0.05 });
    }

    internal static Outcome Solve(Problem problem, Stop stop, ulong seed, int threads, Action<Progress>? improved, Tuning tuning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var began = ProcessorClock.Seconds();
        ProblemCheck.Demand(problem);
        var search = Prepare(problem, stop, tuning);
        if (threads == 1) return search(seed, began, improved);

        var gate = new Lock();
        var least = long.MaxValue;
        void Report(Progress progress)
        {
            lock (gate)
            {
                if (progress.Cost >= least) return;
                least = progress.Cost;
                improved?.Invoke(progress);
            }
        }
        var prepared = ProcessorClock.Seconds() - began;
        var outcomes = new Outcome[threads];
        var workers = Enumerable.Range(0, threads).Select(number => new Thread(() =>
            outcomes[number] = search(seed + (ulong)number * 0x9E3779B9, ProcessorClock.Seconds() - prepared, Report))).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        // What must be done counts before what it costs.
        return outcomes.OrderBy(outcome => outcome.Plan.Unplaced.Count(order => problem.Orders[order].Price is null)).ThenBy(outcome => outcome.Plan.Cost).First();
    }

    private static Func<ulong, double, Action<Progress>?, Outcome> Prepare(Problem problem, Stop stop, Tuning tuning)
    {
        if (Ground.Of(problem) is not { } ground) return (seed, began, improved) => Anneal(problem, null, stop, seed, began, improved, tuning);
        var near = new Near(ground, ground.Orders <= tuning.BreedUpTo && !ground.Droppable ? tuning.BreedWidth : tuning.AnnealWidth, tuning.Breadth);
        return (seed, began, improved) => Search(ground, near, stop, seed, began, improved, tuning);
    }

    private static Outcome Anneal(Problem problem, Plan? plan, Stop stop, ulong seed, double began, Action<Progress>? improved, Tuning tuning)
    {
        var until = began + stop.Seconds;
        var annealing = new RotaAnnealing(problem, seed, tuning, plan);
        void Better(long cost) => improved?.Invoke(new(ProcessorClock.Seconds() - began, cost));
        Better(annealing.Best.Cost);
        if (double.IsInfinity(until) && stop.Iterations == long.MaxValue)
            while (!stop.Cancelled.IsCancellationRequested) annealing.Run(tuning.Hot, tuning.Cold, until, 200L * problem.Orders.Count, Better, stop.Cancelled);
        else annealing.Run(tuning.Hot, tuning.Cold, until, stop.Iterations, Better, stop.Cancelled);
        return new(annealing.Best, ProcessorClock.Seconds() - began, annealing.Iterations, annealing.Evaluations);
    }

    private static Outcome Search(Ground ground, Near near, Stop stop, ulong seed, double began, Action<Progress>? improved, Tuning tuning)
    {
        var until = began + stop.Seconds;
        var stops = new int[ground.Places + ground.Tours];
        var annealing = new RuinAndRecreate(ground, near, seed) { MeanRemoved = tuning.Removed, LongestString = tuning.Longest };
        void Better(long cost) => improved?.Invoke(new(ProcessorClock.Seconds() - began, cost));
        long iterations, evaluations;
        ReadOnlySpan<int> best;
        Better(annealing.BestCost);
        if (ground.Orders <= tuning.BreedUpTo && !ground.Droppable)
        {
            // A short annealing gives an answer within a few hundredths of a second. Where it leaves orders out, a longer one looks whether it must.
            annealing.Anneal(annealing.Scale, annealing.Scale / 100, 2_000, until, Better, stop.Cancelled);
            if (!annealing.Complete) annealing.Anneal(annealing.Scale, annealing.Scale / 100, 10_000, until, Better, stop.Cancelled);
            var breeding = new Breeding(ground, near, annealing, seed, tuning);
            breeding.Run(until, stop.Iterations, Better, stop.Cancelled);
            best = breeding.Best;
            (iterations, evaluations) = (breeding.Children, breeding.Evaluations + annealing.Evaluations);
        }
        else
        {
            var scale = annealing.Scale;
            if (double.IsInfinity(until) && stop.Iterations == long.MaxValue)
                while (!stop.Cancelled.IsCancellationRequested) annealing.Anneal(tuning.Hot * scale, tuning.Cold * scale, 2000L * ground.Orders, until, Better, stop.Cancelled);
            else annealing.Anneal(tuning.Hot * scale, tuning.Cold * scale, stop.Iterations, until, Better, stop.Cancelled);
            best = stops.AsSpan(0, annealing.Give(stops));
            (iterations, evaluations) = (annealing.Iterations, annealing.Evaluations);
        }
        return new(ground.PlanOf(best), ProcessorClock.Seconds() - began, iterations, evaluations);
    }
}
