package dev.rollcall.app.command;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Kind;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is printed of a connection's jobs. */
class ConnectionTextTest {
    private final ConnectionJob begun = ConnectionJob.begun(new ConnectionId("con_0000000000000001"), Kind.SCHEMA, "1",
            "2", Instant.EPOCH);

    @Test
    void aJobThatWaitsForTransactionsSaysSoAndWhereTheyAreFound() {
        assertThat(text(begun.advanced(" 4711 4712", Tally.NONE, false, Instant.EPOCH)))
                .contains("transactions that began before", "pg_stat_activity")
                .doesNotContain("looked at");
        assertThat(text(begun)).contains("0 resources looked at").doesNotContain("pg_stat_activity");
        assertThat(text(begun.advanced("User 0199", new Tally(7, 0, 0, 0), false, Instant.EPOCH)))
                .contains("7 resources looked at")
                .doesNotContain("pg_stat_activity");
    }

    private static String text(ConnectionJob job) {
        return ConnectionText.progress(job, 7);
    }
}
