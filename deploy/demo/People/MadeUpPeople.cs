using System.Globalization;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Demo.People;

/// <summary>A factory's people, none of whom exists.</summary>
public static class MadeUpPeople
{
    private const int Facility = 20;
    private const int FirstCard = 1000;

    private static readonly string[] Surnames =
        ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗"];

    private static readonly string[] Given =
        ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "刚", "桂英", "建华", "志强", "晓燕"];

    private static readonly (string Group, int Share)[] Groups =
        [("Line A", 74), ("Line B", 70), ("Night shift", 60), ("Logistics", 22), ("Office", 24), ("Canteen", 8)];

    public const string NightShift = "Night shift";

    public static IReadOnlyList<Person> Make(int count, Random random)
    {
        var shares = Groups.Sum(g => g.Share);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Person(
                (1 + i).ToString("D4", CultureInfo.InvariantCulture),
                Surnames[random.Next(Surnames.Length)] + Given[random.Next(Given.Length)],
                GroupAt(i * shares / count),
                WiegandFormat.H10301.Badge(Facility, FirstCard + i).ToString())),
        ];
    }

    private static string GroupAt(int place)
    {
        foreach (var (group, share) in Groups)
        {
            if ((place -= share) < 0)
            {
                return group;
            }
        }

        return Groups[^1].Group;
    }
}
