package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.migration.Migrations;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** The tables of a database, in the schema that its URL names. */
final class PostgresSchema {
    /** Where the migrations write down what they did. */
    static final String HISTORY = "flyway_schema_history";
    /** Says how far each table of another store is copied; it is there as long as not all of it is. */
    static final String UNFINISHED = "unfinished_transfer";

    private PostgresSchema() {}

    /** The version of the schema; 0 when there is none. */
    static int version(Database database) {
        return Migrations.version(database,
                Sql.of("SELECT 1 WHERE to_regclass('" + HISTORY + "') IS NOT NULL"));
    }

    /** Whether nothing is to be done to use the schema. */
    static boolean isCurrent(Database database) {
        int version = version(database);
        Migrations.requireNotNewer(version);
        return Migrations.isCurrent(database, version);
    }

    /** Brings a schema to the current version; several nodes may do so at once. */
    static void bringUpToDate(String jdbcUrl) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(jdbcUrl);
        Migrations.migrate(database, Migrations.Engine.POSTGRESQL);
    }

    /** Whether another store is being copied into this one. */
    static boolean isUnfinished(Database database) {
        return database.first(Sql.of("SELECT 1 WHERE to_regclass('" + UNFINISHED + "') IS NOT NULL"),
                row -> row.number(1)).isPresent();
    }

    /** @throws StorageException when another store is being copied into this one */
    static void requireFinished(Database database) {
        if (isUnfinished(database)) {
            throw new StorageException(
                    "An embedded store is being copied into this database, and not all of it is there."
                            + " Run the same \"rollcall migrate\" again and let it finish; it goes on where it stopped.");
        }
    }

    /** The names of all tables. */
    static List<String> tables(Database database) {
        return database.list(Sql.of("SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p')"
                + " AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname"), row -> row.text(1));
    }

    /** A column of a table. */
    record Column(String table, String name) {}

    /** The columns of all tables for which a condition on pg_attribute, called a, holds. */
    static List<Column> columns(Database database, String condition) {
        return database.list(Sql.of("SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a"
                + " ON a.attrelid = c.oid WHERE c.relkind IN ('r', 'p')"
                + " AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND "
                + condition + " ORDER BY c.relname, a.attnum"), row -> new Column(row.text(1), row.text(2)));
    }
}
