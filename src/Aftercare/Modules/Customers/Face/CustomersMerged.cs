using Aftercare.Platform;

namespace Aftercare.Modules.Customers.Face;

/// <summary>One customer turned out to be another. Whatever refers to the former by a guarded key follows by itself; this is for those who keep more.</summary>
/// <param name="Kept">Who stays.</param>
/// <param name="Former">Who is found under the other from now on.</param>
[AnnouncedAs("customers.merged")]
public sealed record CustomersMerged(CustomerId Kept, CustomerId Former) : IFact
{
    public long About => Kept.Value;
}
