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

    internal static Outcome Solve(Problem problem, Stop stop, ulong seed, int threads, Action<Progress>? improved, Tuning tuning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var began = ProcessorClock.Seconds();
        ProblemCheck.Demand(problem);
        var ground = Ground.Of(problem) ?? throw new OptimizerRefusal("problem.not-plain", "problem", "The technicians or orders differ in ways this edition of the solver does not know yet.");
        var near = new Near(ground, ground.Orders <= tuning.BreedUpTo && !ground.Droppable ? tuning.BreedWidth : tuning.AnnealWidth, tuning.Breadth);
        if (threads == 1) return Search(ground, near, stop, seed, began, improved, tuning);

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
            outcomes[number] = Search(ground, near, stop, seed + (ulong)number * 0x9E3779B9, ProcessorClock.Seconds() - prepared, Report, tuning))).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return outcomes.MinBy(outcome => outcome.Plan.Cost)!;
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
