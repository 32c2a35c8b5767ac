using Aftercare.Bench.Clock;
using Aftercare.Bench.Stage;
using Aftercare.Bench.Work;

Table.SayMachine();
return args switch
{
    ["clock", ..] => ClockBench.Run(),
    ["clock-proof", .. var options] => ClockProofBench.Run(options),
    ["create", .. var options] => await CreateBench.Run(new(options)),
    ["start", .. var options] => await StartBench.Run(new(options)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        clock                                    nanoseconds and bytes a question of working time, against a minute-by-minute walk
        clock-proof [--count N] [--seed S]       N random histories compared with a walk step by step
        create                                   registering tickets against raw inserts of the same rows; 1, 8 and 32 callers
          [--engines sqlite,postgres] [--seconds 5] [--rounds 3] [--callers 1,8,32]
        start [--rounds 3]                       first and second start to the first answer; memory idle and after load

        Each prints a table of ratios against a yardstick that runs in turn with it, in the same process. Temporary files lie
        in TMPDIR. PostgreSQL is a cluster of the bench's own, with fsync on.
        """);
    return 2;
}
