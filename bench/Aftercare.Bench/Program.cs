using Aftercare.Bench.Clock;
using Aftercare.Bench.Stage;
using Aftercare.Bench.Work;

Table.SayMachine();
return args switch
{
    ["clock", ..] => ClockBench.Run(),
    ["clock-proof", .. var options] => ClockProofBench.Run(options),
    ["create", .. var options] => await CreateBench.Run(new(options)),
    ["read", .. var options] => await ReadBench.Run(new(options)),
    ["pages", .. var options] => await PagesBench.Run(new(options)),
    ["import", .. var options] => await ImportBench.Run(new(options)),
    ["start", .. var options] => await StartBench.Run(new(options)),
    ["all", .. var options] => await All(new(options)),
    _ => Usage(),
};

// The million tickets are seeded once, for lists and pages.
static async Task<int> All(Options options)
{
    await StartBench.Run(options);
    await CreateBench.Run(options);
    await ImportBench.Run(options);
    await ReadBench.Run(options);
    return await PagesBench.Run(options);
}

static int Usage()
{
    Console.Error.WriteLine("""
        clock                                    nanoseconds and bytes a question of working time, against a minute-by-minute walk
        clock-proof [--count N] [--seed S]       N random histories compared with a walk step by step
        create                                   registering tickets against raw inserts of the same rows; 1, 8 and 32 callers
          [--engines sqlite,postgres] [--seconds 5] [--rounds 3] [--callers 1,8,32]
        read [--tickets 1000000]                 lists, one ticket, search and a status change, for callers who see all and 1 %
        pages [--tickets 1000000]                every page of the product over as many tickets
          [--keep FOLDER]                        where the seeded databases stay for the next run
        import                                   cases of another system, fifty a command, against raw inserts of the same rows
        all                                      all of these; give it --keep, or the tickets are seeded twice
        start [--rounds 3]                       first and second start to the first answer; memory idle and after load

        Each prints a table of ratios against a yardstick that runs in turn with it, in the same process. Temporary files lie
        in TMPDIR. PostgreSQL is a cluster of the bench's own, with fsync on.
        """);
    return 2;
}
