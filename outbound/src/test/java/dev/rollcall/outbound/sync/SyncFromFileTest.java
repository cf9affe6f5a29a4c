package dev.rollcall.outbound.sync;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.JournalLine;
import dev.rollcall.outbound.fault.TargetTrait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Users of an export, who are none of Rollcall's, are carried over to a target. */
class SyncFromFileTest {
    private static final int NEW = 20;

    @TempDir
    Path folder;

    private SyncBench bench;
    private Path file;
    private String own;

    /** The target has Ada without an externalId, Cid as he was, somebody of Rollcall's who is gone, and a stranger. */
    @BeforeEach
    void people() throws IOException {
        bench = new SyncBench(folder);
        own = bench.house.user("own");
        StringBuilder text = new StringBuilder("""
            {"user_id":"auth0|ada","email":"ada@example.com","name":"Ada"}
            {"user_id":"auth0|cid","email":"cid@example.com","name":"Cid the second"}
            {"user_id":"auth0|none","name":"No address"}
            """);
        text.append("{\"user_id\":\"%s\",\"email\":\"long.ago@example.com\",\"name\":\"Long ago\"}\n"
                .formatted(bench.house.userId(own)));
        for (int i = 0; i < NEW; i++) {
            text.append(
                    "{\"user_id\":\"auth0|n%d\",\"email\":\"n%d@example.com\",\"name\":\"N %d\"}\n".formatted(i, i, i));
        }
        file = Files.writeString(folder.resolve("export.ndjson"), text);
        bench.target.plant("{\"userName\":\"ada@example.com\",\"active\":true}");
        bench.target.plant("{\"userName\":\"cid@example.com\",\"externalId\":\"auth0|cid\",\"displayName\":\"Cid\"}");
        bench.target.plant("{\"userName\":\"gone\",\"externalId\":\"samlp|acme|gone\",\"active\":true}");
        bench.target.plant("{\"userName\":\"foreign\",\"externalId\":\"hr-1\",\"active\":true}");
        bench.connect();
        bench.target.forgetJournal();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everybodyOfTheFileIsThereAfterwardsAndNobodyIsTakenAway() {
        bench.start();
        DriftReport report = apply(10, Integer.MAX_VALUE);
        assertThat(counts(report, "applied"))
                .isEqualTo(new TreeMap<>(Map.of("adopt", 1L, "create", NEW + 1L, "update", 1L)));
        assertThat(writes()).isEqualTo(Map.of("POST", NEW + 1L, "PUT", 2L));
        equal();
        assertThat(bench.target.users()).extracting(user -> user.path("userName").asString())
                .contains("gone", "foreign");

        bench.target.forgetJournal();
        DriftReport second = apply(10, Integer.MAX_VALUE);
        assertThat(writes()).isEmpty();
        assertThat(counts(second, "plan")).containsEntry("equal", NEW + 3L).containsEntry("skip", 1L);
    }

    @Test
    void anInterruptedOneGoesOnAndNobodyIsMadeTwice() {
        bench.target.behave(TargetTrait.ALLOWS_DUPLICATES, true);
        bench.start();
        apply(10, 1);
        equal();
        assertThat(writes()).isEqualTo(Map.of("POST", NEW + 1L, "PUT", 2L));
    }

    /** They would be shut out at the target: the share counts whoever is deactivated. */
    @Test
    void moreWhoAreBlockedThanAllowedChangeNothing() throws IOException {
        Files.writeString(file,
                Files.readString(file).replace("\"name\":\"Ada\"", "\"name\":\"Ada\",\"blocked\":true"));
        bench.start();
        assertThat(apply(10, Integer.MAX_VALUE).get("stopped").orElseThrow())
                .contains("Of the 2 users at the target that are ours 1 would lose");
        assertThat(writes()).isEmpty();
        apply(50, Integer.MAX_VALUE);
        assertThat(user("auth0|ada").path("active").asBoolean()).isFalse();
    }

    @Test
    @Tag("long")
    void aTargetThatIsNotWellIsWaitedForAndOneThatRefusesEverythingIsNot() {
        bench.start();
        bench.target.times(12, request -> request.what().startsWith("POST /Users"), Fault.error(503, "", "Not now"));
        apply(10, Integer.MAX_VALUE);
        equal();

        edit("n1@example.com", "other@example.com");
        bench.target.always("PUT /Users", Fault.error(401, "", "Not you"));
        assertThat(counts(apply(10, Integer.MAX_VALUE), "applied")).isEqualTo(Map.of("failed", 1L));
        bench.target.times(100, request -> request.query().containsKey("filter"), Fault.error(401, "", "Who are you"));
        assertThat(apply(10, Integer.MAX_VALUE).get("stopped").orElseThrow()).contains("refuses everything", "401",
                "new credential");
    }

    @Test
    void whoeverTheTargetRefusesIsNamedAndTheOthersAreSent() {
        bench.start();
        edit("\"user_id\":\"auth0|n3\"", "\"user_id\":\"auth0|n3\",\"nickname\":\"refused\"");
        bench.target.always("PUT /Users", Fault.error(400, "invalidValue", "Not that one"));
        DriftReport report = apply(10, Integer.MAX_VALUE);
        assertThat(counts(report, "applied")).containsEntry("create", NEW + 1L).containsEntry("failed", 2L);
        assertThat(report.json().path("failures").valueStream().map(one -> one.path("subject").asString()).toList())
                .containsExactlyInAnyOrder("auth0|ada", "auth0|cid");
        assertThat(report.json().path("failures").path(0).path("reason").asString()).contains("400 [invalidValue]");
    }

    @Test
    void aFileThatIsChangedMeanwhileStopsItAndSoDoesAPausedStream() {
        bench.start();
        bench.between(() -> edit("Ada", "Ada the first"));
        assertThat(apply(10, Integer.MAX_VALUE).get("stopped").orElseThrow()).contains("was changed", "once more");
        bench.between(() -> {});
        bench.house.storage.write(Share.OUTBOUND, "state", session -> session.streams()
                .state(bench.stream(), StreamState.paused("Moving house.", bench.house.clock.instant()),
                        Set.of(StreamState.Kind.ENABLED)));
        assertThat(apply(10, Integer.MAX_VALUE).get("stopped").orElseThrow()).contains("paused: Moving house.");
    }

    /** What a file has says nothing of who is here, so it does not stand for the synchronisation that the stream waits for. */
    @Test
    void aStreamThatWaitsForASyncWaitsOn() {
        bench.house.storage.write(Share.OUTBOUND, "state", session -> session.streams()
                .state(bench.stream(), StreamState.needsSync("Restored.", bench.house.clock.instant()),
                        Set.of(StreamState.Kind.ENABLED)));
        bench.start();
        apply(10, Integer.MAX_VALUE);
        equal();
        assertThat(bench.house.storage.read(Share.HOUSE, session -> session.streams().find(bench.stream()))
                .orElseThrow()
                .state()
                .kind()).isEqualTo(StreamState.Kind.NEEDS_SYNC);
    }

    private final AtomicInteger edits = new AtomicInteger();

    private void edit(String from, String to) {
        try {
            Files.writeString(file, Files.readString(file).replace(from, to) + "\n".repeat(edits.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DriftReport apply(int percent, int steps) {
        return bench.run(SyncMode.APPLY, file.toString(), percent, steps);
    }

    private void equal() {
        assertThat(user("auth0|ada").path("displayName").asString()).isEqualTo("Ada");
        assertThat(user("auth0|cid").path("displayName").asString()).isEqualTo("Cid the second");
        for (int i = 0; i < NEW; i++) {
            assertThat(user("auth0|n" + i).path("userName").asString()).isEqualTo("n" + i + "@example.com");
        }
        JsonNode here = user(bench.house.userId(own));
        assertThat(here.path("userName")).isEqualTo(bench.wanted(own).path("userName"));
        assertThat(here.path("displayName").asString()).isNotEqualTo("Long ago");
    }

    private JsonNode user(String externalId) {
        return bench.target.user(externalId).orElseThrow();
    }

    private Map<String, Long> writes() {
        return bench.target.journal()
                .stream()
                .filter(JournalLine::committed)
                .collect(Collectors.groupingBy(line -> line.request().method(), TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> counts(DriftReport report, String section) {
        Map<String, Long> counts = new TreeMap<>();
        report.json()
                .path(section)
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return counts;
    }
}
