package dev.rollcall.outbound.proof;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.outbound.engine.SmallPostgres;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What users of other delivery engines complain of in how their engines use a database; the rest is {@link DeliveryComplaintsTest}. */
class StoreComplaintsTest {
    private static final int FEW = 200;
    private static final int MANY = 12_000;
    private static final int LOOKS = 30;
    private static final Duration LEASE = Duration.ofMillis(300);
    /** Longer than any machine could stall. */
    private static final Duration ENDLESS = Duration.ofMinutes(10);
    /** On the bench's clock a minute, which is thrice a lease of several nodes. */
    private static final Duration LONG = Duration.ofMillis(1_200);

    @TempDir
    Path folder;

    enum Kind {
        SQLITE, POSTGRESQL;

        Storage open(Path folder) {
            return this == SQLITE
                    ? MigratedSqlite.open(folder, StoreOptions.defaults())
                    : SmallPostgres.node(SmallPostgres.newStore());
        }
    }

    @ParameterizedTest
    @EnumSource
    void c09_aLookForWhatIsDueCostsTheSameHoweverMuchIsDueLater(Kind kind) {
        try (OutboundHouse house = new OutboundHouse(kind.open(folder), Clock.systemUTC(), 3)) {
            EventStream stream = stream(house);
            Instant now = house.clock.instant().truncatedTo(ChronoUnit.MILLIS);
            owe(house, stream, 0, FEW, now.plus(Duration.ofHours(1)));
            owe(house, stream, MANY, 20, now);
            long withFew = look(house, stream, now);
            owe(house, stream, FEW, MANY - FEW, now.plus(Duration.ofHours(2)));
            assertThat(look(house, stream, now)).isLessThan(5 * withFew);
        }
    }

    /** The least time of many looks, in nanoseconds; each finds the same twenty. */
    private static long look(OutboundHouse house, EventStream stream, Instant now) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            long begin = System.nanoTime();
            int found = house.storage.read(Share.OUTBOUND,
                    session -> session.deliveries().nextDue(stream.id()).isPresent()
                            ? session.deliveries().due(stream.id(), now, 100, Set.of(), Optional.empty()).size()
                            : 0);
            least = Math.min(least, System.nanoTime() - begin);
            assertThat(found).isEqualTo(20);
        }
        return least;
    }

    private static void owe(OutboundHouse house, EventStream stream, int first, int count, Instant due) {
        List<DeliveryHead> heads = IntStream.range(first, first + count)
                .mapToObj(i -> DeliveryHead.due(stream.id(), SubjectKey.user(house.connection.id(), "u" + i),
                        HeadIntent.UPDATE, new EventId(0, 1 + i, 0), HeadOrigin.EVENT, due))
                .toList();
        house.storage.write(Share.OUTBOUND, "owe",
                session -> session.deliveries().fanOut(stream.id(), List.of(), heads, List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void c10_aNodeThatWakesUpLateWritesNothing(Kind kind) throws InterruptedException {
        try (OutboundHouse house = new OutboundHouse(kind.open(folder), Clock.systemUTC(), 3)) {
            EventStream stream = stream(house);
            owe(house, stream, 1, 1, house.clock.instant().truncatedTo(ChronoUnit.MILLIS));
            DeliveryHead awake = claim(house, stream, "frozen", ENDLESS).getFirst();
            assertThat(claim(house, stream, "other", ENDLESS)).as("while the lease lasts").isEmpty();
            assertThat(finish(house, awake)).isTrue();
            owe(house, stream, 1, 1, house.clock.instant().truncatedTo(ChronoUnit.MILLIS));
            DeliveryHead frozen = claim(house, stream, "frozen", LEASE).getFirst();
            List<DeliveryHead> taken = claim(house, stream, "other", ENDLESS);
            while (taken.isEmpty()) {
                Thread.sleep(LEASE.dividedBy(10));
                taken = claim(house, stream, "other", ENDLESS);
            }
            assertThat(taken.getFirst().doubt()).isTrue();
            assertThat(taken.getFirst().leaseNo()).isGreaterThan(frozen.leaseNo());
            assertThat(finish(house, frozen)).isFalse();
            assertThat(head(house, stream)).isPresent();
            assertThat(finish(house, taken.getFirst())).isTrue();
            assertThat(head(house, stream)).isEmpty();
            assertThat(finish(house, frozen)).as("long afterwards").isFalse();
        }
    }

    private static List<DeliveryHead> claim(OutboundHouse house, EventStream stream, String node, Duration lease) {
        return house.storage.write(Share.OUTBOUND, node,
                session -> session.deliveries().claim(stream.id(), node, 10, lease, Set.of()));
    }

    private static boolean finish(OutboundHouse house, DeliveryHead claimed) {
        return house.storage.write(Share.OUTBOUND, "finish", session -> session.deliveries()
                .finish(new HeadResult(claimed.stream(), claimed.subject(), claimed.leaseNo(), claimed.lastEvent(),
                        List.of(), List.of(), Optional.empty(), false, List.of(), List.of(), List.of(),
                        new HeadNext.Over(AtTarget.PRESENT), TargetAnswer.none(house.clock.instant()), Optional.empty(),
                        Optional.empty())));
    }

    private static Optional<DeliveryHead> head(OutboundHouse house, EventStream stream) {
        return house.storage.read(Share.OUTBOUND, session -> session.deliveries()
                .head(stream.id(), SubjectKey.user(house.connection.id(), "u1")));
    }

    /** Another process writes for so long that a lease would be over: the one process of an embedded store has none to renew. */
    @Test
    void c13_whoeverHoldsAnEmbeddedStoreExpiresNoClaimAndBreaksNoDelivery() throws SQLException, InterruptedException {
        try (ProofBench bench = new ProofBench(folder, 5, "'retries':0").trusting()) {
            bench.target.next("POST /Users", new Fault.Late(LONG.dividedBy(4)));
            bench.start();
            bench.house.user("ada");
            bench.until("it is under way", () -> bench.target.asked().contains("POST /Users"));
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 5000");
                statement.execute("BEGIN IMMEDIATE");
                Thread.sleep(LONG);
                statement.execute("COMMIT");
            }
            bench.drained();
            assertThat(bench.problem()).isEmpty();
            assertThat(bench.target.asked()).filteredOn(what -> what.startsWith("POST")).hasSize(1);
            assertThat(bench.account().count(DeliveryState.DELIVERED)).isOne();
        }
    }

    private static EventStream stream(OutboundHouse house) {
        return house.stream("{'type':'scim','configuration':{'base_url':'https://target.example/scim/v2',"
                + "'authorization':{'method':'bearer','token':'t'}}}", StreamFilter.NONE, DeliveryPolicy.DEFAULT);
    }
}
