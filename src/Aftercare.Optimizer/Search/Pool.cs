namespace Aftercare.Optimizer.Search;

/// <summary>
/// Plans kept for breeding. When it is full, clones go first and then the least fit, where being unlike the others counts beside the
/// cost, and the few cheapest always stay.
/// </summary>
internal sealed class Pool(Tuning tuning, Func<Draft, long> price)
{
    private const int Elite = 4, Closest = 5;
    private readonly List<Draft> members = [];
    private int[] order = [];

    public int Count => members.Count;
    public Draft this[int index] => members[index];

    /// <summary>Takes a draft in; those that must leave are handed back, never the newcomer itself.</summary>
    public void Add(Draft draft, Stack<Draft> spare)
    {
        draft.Unlike.Clear();
        foreach (var other in members) draft.Unlike[other] = other.Unlike[draft] = draft.DistanceTo(other);
        members.Add(draft);
        if (members.Count > tuning.Least + tuning.Brood)
            while (members.Count > tuning.Least)
            {
                Rank();
                var worst = Worst();
                members.Remove(worst);
                foreach (var member in members) member.Unlike.Remove(worst);
                if (worst != draft) spare.Push(worst);
            }
        Rank();
    }

    public void Clear(Stack<Draft> spare)
    {
        foreach (var member in members) spare.Push(member);
        members.Clear();
    }

    private Draft Worst()
    {
        Draft? worst = null;
        var worstIsClone = false;
        // The cheapest, first after ranking, stays.
        for (var i = 1; i < members.Count; i++)
        {
            var member = members[i];
            var isClone = false;
            foreach (var unlike in member.Unlike.Values)
                if (unlike <= 0)
                {
                    isClone = true;
                    break;
                }
            if (worst is not null && !(isClone && !worstIsClone) && !(isClone == worstIsClone && member.Fitness > worst.Fitness)) continue;
            worst = member;
            worstIsClone = isClone;
        }
        return worst!;
    }

    private void Rank()
    {
        members.Sort((a, b) => price(a).CompareTo(price(b)));
        var count = members.Count;
        if (count == 1)
        {
            members[0].Fitness = 0;
            return;
        }
        if (order.Length < count) order = new int[2 * count];
        Span<double> likeness = stackalloc double[count];
        Span<double> closest = stackalloc double[Closest];
        var counted = Math.Min(Closest, count - 1);
        for (var i = 0; i < count; i++)
        {
            closest.Fill(1);
            foreach (var unlike in members[i].Unlike.Values)
            {
                if (unlike >= closest[Closest - 1]) continue;
                var at = Closest - 1;
                for (; at > 0 && closest[at - 1] > unlike; at--) closest[at] = closest[at - 1];
                closest[at] = unlike;
            }
            double sum = 0;
            foreach (var unlike in closest[..counted]) sum += unlike;
            likeness[i] = -sum / counted;
            order[i] = i;
        }
        MemoryExtensions.Sort(likeness, order.AsSpan(0, count));
        var weight = 1 - Math.Min(Elite, count) / (double)count;
        for (var rank = 0; rank < count; rank++) members[order[rank]].Fitness = (order[rank] + weight * rank) / (count - 1);
    }
}
