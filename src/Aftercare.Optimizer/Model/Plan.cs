namespace Aftercare.Optimizer;

/// <summary>Who goes where and when; orders are numbers in the problem's list.</summary>
/// <param name="Tours">Shifts with at least one order.</param>
/// <param name="Unplaced">Orders nobody does, ascending.</param>
/// <param name="Cost">Ways, shifts, overtime, unwanted technicians and prices of unplaced orders that have one.</param>
public sealed record Plan(IReadOnlyList<Tour> Tours, IReadOnlyList<int> Unplaced, long Cost);

/// <summary>One shift of one technician.</summary>
/// <param name="Technician">Number in the problem's list.</param>
/// <param name="Shift">Number in the technician's list.</param>
/// <param name="Visits">In order of time, at least one.</param>
public sealed record Tour(int Technician, int Shift, IReadOnlyList<Visit> Visits);

/// <summary>One order done.</summary>
/// <param name="Order">Number in the problem's list.</param>
/// <param name="Start">When the work begins.</param>
public readonly record struct Visit(int Order, int Start);
