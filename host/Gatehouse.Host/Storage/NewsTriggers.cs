using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Host.Storage;

/// <summary>
/// Triggers by which PostgreSQL announces, with the commit, that something changed of which kiosks must be told: whoever changes
/// it cannot forget to say so.
/// </summary>
internal static class NewsTriggers
{
    private static readonly string[] Tables = ["roster", "command", "presence"];

    /// <summary>Makes them.</summary>
    public static void Up(MigrationBuilder migration)
    {
        migration.Sql($"""
            CREATE FUNCTION announce_news() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_notify('{NotifiedChanges.News}', TG_TABLE_NAME); RETURN NULL; END $$
            """);
        foreach (var table in Tables)
        {
            On(migration, table);
        }
    }

    /// <summary>Makes one on a table that came later.</summary>
    public static void On(MigrationBuilder migration, string table) =>
        migration.Sql($"CREATE TRIGGER news AFTER INSERT OR UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION announce_news()");

    /// <summary>Removes it.</summary>
    public static void Off(MigrationBuilder migration, string table) => migration.Sql($"DROP TRIGGER news ON {table}");

    /// <summary>Removes them.</summary>
    public static void Down(MigrationBuilder migration)
    {
        foreach (var table in Tables)
        {
            Off(migration, table);
        }

        migration.Sql("DROP FUNCTION announce_news()");
    }
}
