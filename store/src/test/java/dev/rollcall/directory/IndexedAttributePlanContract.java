package dev.rollcall.directory;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.ListSql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever has a value of an attribute that a connection has indexed is found by that index, of however many, on every engine. */
abstract class IndexedAttributePlanContract {
    private static final String SITE = "urn:example:params:scim:schemas:site:2.0:User";

    abstract Storage storage();

    /** Another connection to the database, which sees what is committed. */
    abstract Connection open() throws SQLException;

    /** Passes when the plan of a statement is driven by the entries' index, down to the value. */
    abstract void requireDriven(Connection connection, Sql statement) throws SQLException;

    @Test
    void ofAThousandOneIsFoundByIt() throws Exception {
        requireFoundByIndex(1_000);
    }

    @Test
    @Tag("long")
    void ofAHundredThousandOneIsFoundByIt() throws Exception {
        requireFoundByIndex(100_000);
    }

    private void requireFoundByIndex(int users) throws Exception {
        House house = new House(storage(), users);
        fill(house, users);
        new Declarations(storage(), Clock.systemUTC(), house.random, DeclarationLimits.defaults(),
                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime)
                .declareSchema(house.connection().id(), declaration(), false);
        finish(house);

        House now = house.reread().withScan(0);
        String wanted = Integer.toString(users - 7);
        try (Connection connection = open()) {
            for (String filter : List.of(":code eq \"C" + wanted + "\"", ":size eq " + wanted,
                    ":doors.value eq \"d" + wanted + "\"", ":doors[value eq \"d" + wanted + "\"]")) {
                assertThat(now.list(now.connection().types().user(), Map.of("filter", SITE + filter))
                        .path("totalResults")
                        .intValue()).as(filter).isEqualTo(1);
                for (Sql statement : statements(now, SITE + filter)) {
                    requireDriven(connection, statement);
                }
            }
        }
    }

    /** What a search by the filter asks: for a page, and for the number of all. */
    private static List<Sql> statements(House house, String filter) {
        Condition condition = house.resources.rows()
                .narrowing(house.connection().types().of(house.connection().types().user()), filter);
        assertThat(condition).isInstanceOf(Condition.Entry.class);
        ResourceQuery query = new ResourceQuery(house.connection().id(), "User", condition, IndexColumn.ID, false,
                Optional.empty(), 0, 100);
        return List.of(ListSql.of(query).getFirst().rows(0, 100),
                ListSql.count(house.connection().id(), "User", condition, 1_000_000));
    }

    private static void fill(House house, int users) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(100, Thread.ofVirtual().factory())) {
            for (Future<String> user : clients.invokeAll(IntStream.range(0, users)
                    .mapToObj(i -> (Callable<String>) () -> user(house, i))
                    .toList())) {
                user.get();
            }
        }
    }

    private static String user(House house, int i) {
        return house.create(House.USER, "{'userName':'u" + i + "','" + SITE + "':{'code':'c" + i + "','size':" + i
                + ",'doors':[{'value':'d" + i + "'}]}}").path("id").stringValue();
    }

    private static ObjectNode declaration() {
        return House
                .json("{'extends':[{'resource_type':'User'}],'indexed':['code','size','doors.value'],'schema':{'id':'"
                        + SITE + "','attributes':[{'name':'code','type':'string'},{'name':'size','type':'integer'},"
                        + "{'name':'doors','type':'complex','multiValued':true,'subAttributes':["
                        + "{'name':'value','type':'string'}]}]}}");
    }

    private void finish(House house) {
        for (int hour = 1; !ended(house); hour++) {
            ConnectionJobs jobs = new ConnectionJobs(storage(),
                    Clock.offset(Clock.systemUTC(), Duration.ofHours(hour)), house.ids, System::nanoTime);
            for (int i = 0; i < 100; i++) {
                jobs.step();
            }
        }
    }

    private boolean ended(House house) {
        return storage().read(Share.HOUSE, session -> session.jobs()
                .find(house.connection().id(), ConnectionJob.Kind.SCHEMA)).orElseThrow().finishedAt().isPresent();
    }

    static String text(Connection connection, String sql, int column) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                text.append(rows.getString(column)).append('\n');
            }
        }
        return text.toString();
    }
}
