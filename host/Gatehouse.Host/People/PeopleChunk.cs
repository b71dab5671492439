using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>Who and which badges are kept already of some rows of a sheet.</summary>
internal sealed class PeopleChunk
{
    /// <summary>So many rows are looked at together.</summary>
    public const int Size = 500;

    private readonly Dictionary<string, PersonRow> _people;
    private readonly Dictionary<string, BadgeRow> _badges;
    private readonly byte[]? _key;

    private PeopleChunk(Dictionary<string, PersonRow> people, Dictionary<string, BadgeRow> badges, byte[]? key) => (_people, _badges, _key) = (people, badges, key);

    /// <summary>Looks them up; what is found is tracked.</summary>
    public static async Task<PeopleChunk> ReadAsync(GatehouseContext context, IEnumerable<SheetLine> lines, CancellationToken cancellationToken)
    {
        var persons = lines.Select(l => l.Person).OfType<SheetPerson>().ToList();
        var key = await context.Sites.Where(s => s.Id == SiteRow.First).Select(s => s.BadgeKey).SingleAsync(cancellationToken);
        var numbers = persons.ConvertAll(p => p.Number);
        var shown = persons.SelectMany(p => p.Badges).ToList();
        // One that was enrolled at a gate is kept by its hash.
        var badges = key is null ? shown : [.. shown, .. shown.Select(b => BadgeText.OfHash(BadgeText.Hash(b, key)))];
        return new PeopleChunk(
            await context.People.Where(p => p.SiteId == SiteRow.First && numbers.Contains(p.Number)).ToDictionaryAsync(p => p.Number, StringComparer.Ordinal, cancellationToken),
            await context.Badges.Where(b => b.SiteId == SiteRow.First && badges.Contains(b.Badge)).ToDictionaryAsync(b => b.Badge, StringComparer.Ordinal, cancellationToken),
            key);
    }

    /// <summary>Who has a number; null where nobody does.</summary>
    public PersonRow? Person(string number) => _people.GetValueOrDefault(number);

    /// <summary>The badge that is kept; null where none is.</summary>
    public BadgeRow? Badge(string badge) =>
        _badges.GetValueOrDefault(badge) ?? (_key is null ? null : _badges.GetValueOrDefault(BadgeText.OfHash(BadgeText.Hash(badge, _key))));

    /// <summary>The badges of somebody that another person has.</summary>
    public async Task<List<CellError>> ConflictsAsync(GatehouseContext context, SheetPerson person, CancellationToken cancellationToken)
    {
        var errors = new List<CellError>();
        foreach (var badge in person.Badges)
        {
            if (Badge(badge) is { } row && row.State != BadgeRow.Returned && row.PersonId != Person(person.Number)?.Id)
            {
                var owner = await context.People.Where(p => p.SiteId == row.SiteId && p.Id == row.PersonId).Select(p => p.Number).SingleAsync(cancellationToken);
                errors.Add(new CellError(person.Row, SheetColumns.Badges, $"{badge} is another person's, {owner}: say 'gatehouse-host badge return' first"));
            }
        }

        return errors;
    }
}
