package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.FaultStorm;
import dev.rollcall.store.contract.LogStatementContract;
import dev.rollcall.store.contract.QuietContract;
import dev.rollcall.store.contract.StreamStatementContract;
import dev.rollcall.store.contract.WriteStatementContract;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.fault.FaultyDriver;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Faults on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFaultTest
        implements
            FaultStorm,
            QuietContract,
            WriteStatementContract,
            StreamStatementContract,
            LogStatementContract {
    private final Faults faults = new Faults();

    private Storage storage;
    private String url = "";

    @BeforeAll
    void open() {
        url = TestServer.newStore();
        storage = PostgresStorage.open(FaultyDriver.url(url, faults), StoreOptions.defaults());
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public SQLException diskFull() {
        return new SQLException("could not extend file: No space left on device", "53100");
    }

    @Override
    public SQLException broken() {
        return new SQLException("could not read block", "58030");
    }

    @Override
    public SQLException lost() {
        return new SQLException("An I/O error occurred while sending to the backend.", "08006");
    }

    @Override
    public String begin() {
        return "SELECT 1 FROM (SELECT pg_advisory_xact_lock";
    }

    /** With a plan for any values; one that can go by an index does, however small the tables are. */
    @Override
    public List<String> walked(String statement) {
        StringBuilder prepared = new StringBuilder("PREPARE looked AS ");
        int number = 0;
        for (String piece : statement.split("\\?", -1)) {
            prepared.append(number == 0 ? "" : "$" + number).append(piece);
            number++;
        }
        String values = String.join(", ", Collections.nCopies(number - 1, "NULL"));
        try (Connection connection = DriverManager.getConnection(url); Statement jdbc = connection.createStatement()) {
            jdbc.execute("SET enable_seqscan = off");
            jdbc.execute("SET plan_cache_mode = force_generic_plan");
            jdbc.execute(prepared.toString());
            return walks(jdbc, "EXPLAIN EXECUTE looked" + (values.isEmpty() ? "" : "(" + values + ")"));
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    private static List<String> walks(Statement jdbc, String explain) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (ResultSet rows = jdbc.executeQuery(explain)) {
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
        }
        List<String> walks = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            boolean walk = plan.get(i).contains("Seq Scan on ")
                    || plan.get(i).contains("Scan using ")
                            && (i + 1 == plan.size() || !plan.get(i + 1).contains("Index Cond"));
            if (walk) {
                walks.add(plan.get(i));
            }
        }
        return walks;
    }
}
