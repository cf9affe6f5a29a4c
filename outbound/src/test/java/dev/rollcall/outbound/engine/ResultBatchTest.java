package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How results are made durable when something about one of them fails. */
class ResultBatchTest {
    private static final StreamId STREAM = Given.scim(1).id();

    @TempDir
    private Path folder;

    private final TestTime time = new TestTime();
    private final EngineTally tally = new EngineTally();
    private final List<String> durable = new ArrayList<>();
    private SmallDirectory house;
    private FlakyStorage store;
    private ResultBatch results;

    @BeforeEach
    void open() {
        house = SmallDirectory.in(folder, time);
        store = new FlakyStorage(house.storage());
        results = new ResultBatch(store, "node", tally);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** What is written is written, whatever fails afterwards: a second time would free what somebody else holds by now. */
    @Test
    void whatFailsAfterwardsLetsNothingBeWrittenAgain() {
        add("u1", () -> {
            throw new IllegalStateException("broken");
        });
        add("u2", () -> {});
        add("u3", () -> {});
        for (int i = 0; i < 6; i++) {
            failed();
        }
        assertThat(durable).containsExactly("u1", "u2", "u3");
        assertThat(tally.tooLate()).isEqualTo(3);
        assertThat(results.waiting()).isZero();
    }

    /** The one that the store does not take makes them wait twice, however often it is tried: it is tried behind them. */
    @Test
    void aResultThatIsNeverTakenSlowsTheOthersOnce() {
        store.refuse(result -> result.subject().equals(subject("u99")));
        for (int i = 10; i < 30; i++) {
            add("u" + i, () -> {});
        }
        add("u99", () -> {});
        int failures = 0;
        for (int i = 0; i < 60; i++) {
            failures += failed() ? 1 : 0;
        }
        assertThat(durable).hasSize(21).doesNotHaveDuplicates();
        assertThat(failures).isLessThanOrEqualTo(2);
        store.refuse(_ -> false);
        add("u1", () -> {});
        add("u2", () -> {});
        assertThat(failed()).isFalse();
        assertThat(durable).endsWith("u1", "u2");
    }

    /** What a target has said may be what cannot be stored: without it the result says that it failed. */
    @Test
    void oneThatCannotBeStoredComesAfterTheOthersAndIsADeadLetter() {
        EventStream stream = house.add(Given.scim(1));
        RemoteRecord remote = new RemoteRecord(STREAM, subject("u0"), "0199-u0", Optional.of("r0"), Optional.of("W/1"),
                Optional.empty(), Optional.of("the state before"), EventId.BEGINNING, false, true, time.instant());
        DeliveryHead head = DeliveryHead.due(STREAM, subject("u0"), HeadIntent.UPDATE, EventId.BEGINNING,
                HeadOrigin.EVENT, time.instant());
        house.storage().write(Share.OUTBOUND, "given", session -> {
            session.remotes().put(remote);
            session.deliveries()
                    .fanOut(stream.id(), List.of(StreamDelivery.pending(STREAM, EventId.BEGINNING, subject("u0"),
                            EventType.USER_UPDATED, HeadIntent.UPDATE, time.instant())), List.of(head), List.of());
            return true;
        });
        store.refuse(result -> result.remote().isPresent());
        DeliveryEnd end = new DeliveryEnd(EventId.BEGINNING, DeliveryState.DELIVERED, Optional.empty(),
                Optional.empty(), Optional.empty(), true, Duration.ZERO);
        add("u0", List.of(end), Optional.of(remote), () -> {});
        add("u1", () -> {});
        add("u2", () -> {});
        for (int i = 0; i < 20 && results.waiting() > 0; i++) {
            failed();
        }
        assertThat(durable).containsExactly("u1", "u2", "u0");
        house.storage().<Boolean>read(Share.OUTBOUND, session -> {
            assertThat(session.deliveries().find(STREAM, EventId.BEGINNING))
                    .hasValueSatisfying(row -> {
                        assertThat(row.state()).isEqualTo(DeliveryState.FAILED);
                        assertThat(row.cause()).contains(RefusedResult.CAUSE);
                    });
            assertThat(session.remotes().find(STREAM, subject("u0"))).contains(remote.withoutState());
            return true;
        });
    }

    /**
     * Whoever had the group meanwhile may have sent that somebody is no member any more, before the late run said that he is, or was to
     * say so once its request is carried out.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void membersThatWereNamedTooLateAreSentOnceMoreAsTheyAreNow(boolean acknowledged) {
        EventStream stream = house.add(Given.scim(1));
        String ada = house.user("ada");
        String ben = house.user("ben");
        String team = house.group("Team", List.of(ada));
        SubjectKey group = SubjectKey.group(house.connection().id(), team);
        EventId sent = new EventId(7, 1, 0);
        List<MemberDelta> members = Stream.of(ada, ben)
                .map(id -> new MemberDelta(group, id, true, sent, false))
                .toList();
        HeadResult late = new HeadResult(STREAM, group, 3, sent, List.of(), List.of(), Optional.empty(), false,
                acknowledged ? members : List.of(), List.of(), List.of(),
                acknowledged ? new HeadNext.Over(AtTarget.PRESENT)
                        : new HeadNext.Again(time.instant(), 1, true, Optional.of("no answer")),
                TargetAnswer.none(time.instant()),
                Optional.empty(), Optional.empty());
        results.add(new ResultBatch.Waiting(late, members, true, time.instant(), () -> {}));
        assertThat(failed()).isFalse();
        assertThat(tally.tooLate()).isOne();
        assertThat(house.storage()
                .<List<MemberDelta>>read(Share.OUTBOUND, session -> session.remotes().deltas(stream.id(), group, 10)))
                .containsExactlyInAnyOrder(new MemberDelta(group, ada, true, sent, false),
                        new MemberDelta(group, ben, false, sent, false));
        assertThat(house.storage()
                .<Optional<DeliveryHead>>read(Share.OUTBOUND,
                        session -> session.deliveries().head(stream.id(), group)))
                .hasValueSatisfying(head -> assertThat(head.intent()).isEqualTo(HeadIntent.REPLACE));
    }

    private boolean failed() {
        try {
            results.round();
            return false;
        } catch (StorageException | IllegalStateException _) {
            // The thread that makes rounds goes on after a pause.
            return true;
        }
    }

    private void add(String name, Runnable then) {
        add(name, List.of(), Optional.empty(), then);
    }

    private void add(String name, List<DeliveryEnd> ends, Optional<RemoteRecord> remote, Runnable then) {
        results.add(new ResultBatch.Waiting(new HeadResult(STREAM, subject(name), 0, EventId.BEGINNING, ends,
                List.of(), remote, false, List.of(), List.of(), List.of(),
                new HeadNext.Over(AtTarget.UNKNOWN),
                TargetAnswer.none(time.instant()), Optional.empty(), Optional.empty()), List.of(), false,
                time.instant(), () -> {
                    durable.add(name);
                    then.run();
                }));
    }

    private SubjectKey subject(String name) {
        return house.subject(name);
    }
}
