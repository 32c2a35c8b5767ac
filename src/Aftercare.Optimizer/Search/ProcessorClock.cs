using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aftercare.Optimizer.Search;

/// <summary>Processor time of the calling thread; wall time where the system does not tell it.</summary>
internal static partial class ProcessorClock
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux
    private static readonly bool Told = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    [StructLayout(LayoutKind.Sequential)]
    private struct Time { public long Seconds, Nanoseconds; }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int Read(int clock, out Time time);

    /// <summary>Seconds since some fixed moment, of this thread alone.</summary>
    public static double Seconds() => Told && Read(ThreadProcessorTime, out var time) == 0
        ? time.Seconds + time.Nanoseconds * 1e-9
        : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
}
