using System.Globalization;
using Aftercare.Bench.Optimizer;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["instances", var pattern, .. var options] => InstancesBench.Run(pattern, new(options)),
    ["kernel", .. var options] => KernelBench.Run(new(options)),
    ["emergency", .. var options] => EmergencyBench.Run(new(options)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        instances PATTERN --data FOLDER    every Solomon or Gehring-Homberger file below the folder whose name matches the pattern, against
          [--seconds 10] [--seed 1]        its best-known.tsv; every plan is checked from the raw data. Options named like a member of
                                           Tuning (--AnnealWidth 30) change that number
        kernel --data FOLDER               evaluations a second, bytes allocated and collections of both kernels
          [--seconds 10]
        emergency                          price of slots and a repaired plan, 1,000 orders and 100 technicians
          [--orders 1000] [--technicians 100] [--questions 200]
        """);
    return 2;
}
