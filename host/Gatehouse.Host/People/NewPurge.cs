using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.People;

/// <summary>That the name of somebody who was removed is to be erased.</summary>
/// <param name="Days">How many days must have gone by since they were removed.</param>
public sealed record NewPurge([Range(1, NewPurge.MostDays)] int Days = PersonRemoval.UsualDays)
{
    internal const int MostDays = 3650;
}
