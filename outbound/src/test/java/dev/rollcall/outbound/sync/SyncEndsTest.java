package dev.rollcall.outbound.sync;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetRows;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.TargetTrait;
import dev.rollcall.outbound.house.OutboundHouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How a synchronisation ends: with its stream going on, or with a sentence, and never by holding others up. */
class SyncEndsTest {
    @TempDir
    Path folder;

    private HundredPeople people;
    private SyncBench bench;

    @BeforeEach
    void open() {
        people = new HundredPeople(folder);
        bench = people.bench;
    }

    @AfterEach
    void close() {
        people.close();
    }

    @Test
    void aTargetThatCannotBeListedStopsItWithASentence() {
        bench.connect();
        bench.target.behave(TargetTrait.SAME_PAGE, true);
        for (int i = 0; i < 150; i++) {
            bench.target.plant("{\"userName\":\"x" + i + "\"}");
        }
        assertThat(bench.run(SyncMode.APPLY).get("stopped").orElseThrow()).contains("the same page of users");
        bench.target.behave(TargetTrait.SAME_PAGE, false);
        bench.target.always("GET /Users", Fault.error(403, "", "Not for you"));
        assertThat(bench.run(SyncMode.APPLY).get("stopped").orElseThrow()).contains("403", "Not for you");
    }

    /** A target that passes over startIndex, and has no fixed order either, or that makes up new ones for ever. */
    @Test
    void aListWithoutAnEndIsNotReadForEver() {
        bench.connect();
        EventStream stream = bench.house.storage
                .read(Share.OUTBOUND, session -> session.streams().find(bench.stream()))
                .orElseThrow();
        int[] asked = new int[1];
        Inventory alternating = inventory(stream, () -> asked[0]++ % 2);
        assertThatExceptionOfType(TargetUnreadableException.class).isThrownBy(() -> {
            while (asked[0] < 20) {
                read(alternating, DriftReport.empty());
            }
        }).withMessageContaining("has no end").satisfies(end -> assertThat(end.isPassing()).isFalse());
        DriftReport report = DriftReport.empty();
        report.add("target", "listed-users", Inventory.MOST - 2);
        Inventory growing = inventory(stream, () -> asked[0]++);
        read(growing, report);
        read(growing, report);
        assertThatExceptionOfType(TargetUnreadableException.class).isThrownBy(() -> read(growing, report))
                .withMessageContaining("more than 2000000 entries");
    }

    @Test
    void aStreamThatWaitsForASyncGoesOnAfterItWithWhatHappenedMeanwhile() {
        bench.connect();
        bench.house.storage.write(Share.OUTBOUND, "state", session -> session.streams()
                .state(bench.stream(),
                        StreamState.needsSync("The store was restored.", bench.house.clock.instant()),
                        Set.of(StreamState.Kind.ENABLED)));
        bench.start();
        bench.run(SyncMode.APPLY);
        assertThat(bench.house.storage.read(Share.HOUSE, session -> session.streams().find(bench.stream()))
                .orElseThrow()
                .state()
                .isEnabled()).isTrue();
        people.requireEqual();
    }

    /** Who is refused is a dead letter like any other: it keeps nobody else from going on. */
    @Test
    void oneWhomTheTargetRefusesDoesNotKeepTheStreamFromGoingOn() {
        bench.connect();
        bench.house.storage.write(Share.OUTBOUND, "state", session -> session.streams()
                .state(bench.stream(), StreamState.needsSync("The store was restored.", bench.house.clock.instant()),
                        Set.of(StreamState.Kind.ENABLED)));
        bench.target.times(1, request -> request.what().equals("POST /Users"), Fault.error(400, "invalidValue", "No"));
        bench.start();
        DriftReport report = bench.run(SyncMode.APPLY);
        assertThat(report.count("applied", "failed")).isOne();
        assertThat(bench.target.users()).hasSize(HundredPeople.PEOPLE - 1);
        assertThat(bench.house.storage.read(Share.HOUSE, session -> session.streams().find(bench.stream()))
                .orElseThrow()
                .state()
                .isEnabled()).isTrue();
    }

    static List<RuntimeException> failures() {
        return List.of(new IllegalStateException("unforeseen"), new StorageException("a value that is not taken"));
    }

    /** Whatever it is: the others go on, and it ends, so that it can be begun once more. */
    @ParameterizedTest
    @MethodSource("failures")
    void oneThatFailsInAWayThatNobodyThoughtOfStopsNoOtherAndEnds(RuntimeException failure) {
        bench.connect();
        StreamId broken = bench.stream();
        bench.connect();
        StreamId well = bench.stream();
        Map<StreamId, DriftReport> reports = bench.runWithABroken(broken, well, failure);
        assertThat(reports.get(broken).get("stopped").orElseThrow()).contains("nobody thought of",
                "begin it once more");
        assertThat(reports.get(well).get("stopped")).isEmpty();
        assertThat(reports.get(well).count("plan", "create")).isEqualTo(HundredPeople.PEOPLE);
    }

    private void read(Inventory inventory, DriftReport report) {
        SyncPhase.Piece piece = inventory.piece("x", report);
        bench.house.storage.write(Share.OUTBOUND, "sync", session -> {
            piece.write().accept(session);
            return bench.stream();
        });
        piece.stored().run();
    }

    /** Of a target that has one user a page, and always one more. */
    private Inventory inventory(EventStream stream, IntSupplier who) {
        TargetMapping rows = TargetMapping.parse(TargetKind.USER, TargetRows.usual(TargetKind.USER),
                MappingLimits.defaults());
        SyncTarget endless = new SyncTarget() {
            @Override
            public TargetMapping mapping(TargetKind kind) {
                return rows;
            }

            @Override
            public TargetPage page(TargetKind kind, String place) {
                return new TargetPage(List.of(OutboundHouse.json("{\"id\":\"r" + who.getAsInt() + "\"}")),
                        Optional.of("x"), true);
            }

            @Override
            public DeliveryOutcome send(SourceUser user, Optional<String> remoteId, int tries) {
                throw new AssertionError("Nobody is sent anything.");
            }

            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public void close() {}
        };
        return new Inventory(stream, endless, TargetKind.USER, new RowPrints(rows), List.of());
    }
}
