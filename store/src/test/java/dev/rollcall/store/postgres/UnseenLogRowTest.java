package dev.rollcall.store.postgres;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A row of the log that one node has not committed yet is not seen by another that sums up its neighbours, and is found all the same. */
class UnseenLogRowTest {
    private static final ConnectionId ONE = new ConnectionId("con_0000000000000001");

    /** Ahead of the database, so that its transactions begin before the rows are settled however long the test takes. */
    private final Instant now = Clock.systemUTC().instant().plus(Duration.ofMinutes(5));
    private String url;
    private Storage node;
    private Storage ahead;

    /** Ten minutes are over for one of them; both clocks stand still. */
    @BeforeEach
    void open() {
        url = TestServer.newStore();
        node = open(now);
        ahead = open(now.plus(Duration.ofMinutes(10)));
    }

    @AfterEach
    void close() {
        ahead.close();
        node.close();
    }

    @Test
    void whereItIsYoungerThanWhatIsLateNothingIsSummedUpMeanwhile() {
        append(node, IntStream.range(0, 300).filter(i -> i != 100).mapToObj(i -> row(i, "user-" + i, now)).toList());
        node.write(Share.HOUSE, "slow", session -> {
            session.log().append(List.of(row(100, "slow", now)));
            makeBlocks();
            assertThat(blocks()).isZero();
            return session;
        });
        makeBlocks();
        assertThat(blocks()).as("when the transaction is over").isOne();
        assertThat(TestServer.number(url, "SELECT count(*) FROM request_log_late")).isZero();
        assertThat(about("slow")).containsExactly("00000100");
    }

    @Test
    void whereItIsOlderItIsNoted() {
        Instant longAgo = now.minus(Duration.ofMinutes(10));
        append(node,
                IntStream.range(0, 300).filter(i -> i != 100).mapToObj(i -> row(i, "user-" + i, longAgo)).toList());
        node.write(Share.HOUSE, "slow", session -> {
            session.log().append(List.of(row(100, "slow", longAgo)));
            makeBlocks();
            assertThat(blocks()).isOne();
            return session;
        });
        assertThat(about("slow")).containsExactly("00000100");
    }

    private Storage open(Instant time) {
        return PostgresStorage.open(url,
                StoreOptions.defaults().with(Clock.fixed(time, ZoneOffset.UTC), new Random(1)));
    }

    private void makeBlocks() {
        ahead.write(Share.HOUSE, "log", session -> session.log().makeBlocks(ONE));
    }

    private long blocks() {
        return TestServer.number(url, "SELECT count(*) FROM request_log_block");
    }

    private List<String> about(String resource) {
        LogSearch search = LogSearch.newest(Optional.of(ONE), 9).about(resource);
        return node.<List<RequestLogEntry>>read(Share.HOUSE, session -> session.log().heads(search).entries())
                .stream()
                .map(RequestLogEntry::id)
                .toList();
    }

    private static void append(Storage storage, List<RequestLogEntry> rows) {
        storage.write(Share.HOUSE, "rows", session -> {
            session.log().append(rows);
            return rows;
        });
    }

    private static RequestLogEntry row(int number, String resource, Instant time) {
        return new RequestLogEntry(ONE, "%08d".formatted(number), time, "127.0.0.1", "PATCH", "/Users/1", 200, 1,
                Optional.empty(), Optional.of("User"), Optional.of(resource), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }
}
