using Aftercare.Bench.Clock;

return args switch
{
    ["clock", ..] => ClockBench.Run(),
    ["clock-proof", .. var options] => ClockProofBench.Run(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        clock                                    nanoseconds and bytes a question of working time, against a minute-by-minute walk
        clock-proof [--count N] [--seed S]       N random histories compared with a walk step by step
        """);
    return 2;
}
