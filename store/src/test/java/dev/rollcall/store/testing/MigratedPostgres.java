package dev.rollcall.store.testing;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The databases of a PostgreSQL server of tests. A new store is a copy of one that has been migrated before, because migrating takes
 * many times as long as copying. Whoever tests how a schema is made asks for an empty database.
 */
public final class MigratedPostgres {
    private final UnaryOperator<String> urls;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable String template;

    /** @param urls the URL of the server's database of that name, for its super-user */
    public MigratedPostgres(UnaryOperator<String> urls) {
        this.urls = urls;
    }

    /** The URL of a new, empty database. */
    public String newDatabase() {
        return urls.apply(create(""));
    }

    /** The URL of a new database that has the tables of a store. */
    public String newStore() {
        return urls.apply(create(" TEMPLATE " + template()));
    }

    /** The URL of a copy of a database that nobody uses. */
    public String copyOf(String url) {
        return urls.apply(create(" TEMPLATE " + url.replaceAll(".*/(rollcall_\\d+).*", "$1")));
    }

    private synchronized String template() {
        if (template == null) {
            String made = create("");
            PostgresStorage.open(urls.apply(made), StoreOptions.defaults()).close();
            // Each copy is a store of its own, and none that was restored.
            execute(made, "DELETE FROM mark");
            template = made;
        }
        return template;
    }

    private String create(String options) {
        String name = "rollcall_" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + options);
        return name;
    }

    private void execute(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(urls.apply(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
