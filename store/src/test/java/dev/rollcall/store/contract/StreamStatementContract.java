package dev.rollcall.store.contract;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.store.fault.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What deliveries cost: how many statements, and that none of them walks through a table. */
public interface StreamStatementContract {
    Duration LEASE = Duration.ofMinutes(1);

    /** A storage whose connections tell what they are asked. */
    Storage storage();

    /** Whom they tell. */
    Faults faults();

    /** Tables that a statement walks through from one end, as far as its plan says. */
    List<String> walked(String statement);

    @Test
    default void aPageOfEventsIsFannedOutInAFewStatementsHoweverMany() {
        OutboundWorld world = OutboundWorld.in(storage());
        fanOut(world, 0, 1);
        List<String> one = statements(() -> fanOut(world, 1_000, 1));
        assertThat(statements(() -> fanOut(world, 2_000, 250))).hasSameSizeAs(one);
    }

    private static void fanOut(OutboundWorld world, int first, int number) {
        List<StreamDelivery> rows = new ArrayList<>();
        List<DeliveryHead> heads = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            SubjectKey subject = OutboundWorld.user("u" + (first + i));
            rows.add(world.pending(subject, first + i + 1, HeadIntent.UPDATE));
            heads.add(world.head(subject, first + i + 1, HeadIntent.UPDATE));
        }
        world.write(s -> s.deliveries().fanOut(world.stream, rows, heads, List.of()));
    }

    @Test
    default void nothingThatIsDoneForEachDeliveryWalksThroughATable() {
        OutboundWorld world = OutboundWorld.in(storage());
        fanOut(world, 0, 20);
        List<String> statements = statements(() -> work(world));
        assertThat(statements).hasSizeGreaterThan(30);
        for (String statement : statements.stream().distinct().toList()) {
            if (statement.startsWith("SELECT")
                    || statement.startsWith("UPDATE")
                    || statement.startsWith("DELETE")
                    || statement.startsWith("INSERT")
                    || statement.startsWith("WITH")) {
                assertThat(walked(statement)).as(statement).isEmpty();
            }
        }
    }

    @Test
    default void deadLettersPastTheirTimeAreFoundAmongAllThatIsOver() {
        Expiry expiry = new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, World.START, World.START);
        OutboundWorld world = OutboundWorld.in(storage());
        assertThat(statements(() -> world.read(s -> s.upkeep().expired("", 10, expiry))))
                .filteredOn(statement -> statement.contains("'failed'"))
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(walked(statement)).as(statement).isEmpty());
    }

    private static void work(OutboundWorld world) {
        SubjectKey staff = SubjectKey.group(OutboundWorld.ACME, "g");
        long number = world.write(s -> s.streams().takeFollow(world.stream, "node", LEASE)).orElseThrow();
        world.write(s -> {
            s.deliveries()
                    .fanOut(world.stream, List.of(world.pending(staff, 90, HeadIntent.UPDATE)),
                            List.of(world.head(staff, 90, HeadIntent.UPDATE)),
                            List.of(new SkipRun(OutboundWorld.event(91), OutboundWorld.event(92),
                                    SkipReason.CONNECTION, 2, World.START)));
            s.remotes()
                    .addDeltas(world.stream, List.of(new MemberDelta(staff, "m", true, OutboundWorld.event(90), true)));
            return s.streams().follow(world.stream, number, "", "1.1", LEASE);
        });
        List<DeliveryHead> claimed = world.claim("node", 30, LEASE, OutboundWorld.user("somebody else"));
        world.write(s -> s.deliveries().renew(world.stream, staff, 1, LEASE));
        DeliveryHead first = claimed.getFirst();
        world.read(s -> {
            s.deliveries().due(world.stream, World.START, 10, Set.of(), Optional.empty());
            s.deliveries().nextDue(world.stream);
            s.deliveries().heads(world.stream, SubjectKey.usersOf(OutboundWorld.ACME), "", 10);
            s.deliveries().open(world.stream, first.subject(), 16);
            s.deliveries().oldestOpen(world.stream);
            s.deliveries().room(world.stream, 10, 10, 10);
            s.deliveries().page(DeliveryQuery.all(world.stream), 10);
            s.deliveries()
                    .page(new DeliveryQuery(world.stream, Set.of(DeliveryState.FAILED), Set.of(), Optional.empty(),
                            Optional.of("400"), Optional.empty(), Optional.empty(), Optional.empty(), false, 100), 10);
            s.deliveries()
                    .page(new DeliveryQuery(world.stream, Set.of(DeliveryState.PENDING), Set.of(),
                            Optional.of(first.subject()), Optional.empty(), Optional.empty(), Optional.empty(),
                            Optional.empty(), true, 100), 10);
            s.deliveries().causes(world.stream, 10);
            s.deliveries().attempts(world.stream, OutboundWorld.event(1));
            s.remotes().sentTo(world.stream, List.of(first.subject(), staff));
            s.remotes().remoteIds(world.stream, List.of("m", "n"));
            s.remotes().ofResource(world.stream, "m");
            s.remotes().others(world.stream, staff, "r");
            s.remotes().formerIds(world.stream, List.of("m", "n"));
            s.remotes().formerHolders(world.stream, List.of("r", "q"));
            s.remotes().holders(world.stream, List.of("r", "q"));
            s.remotes().knowsAnybody(world.stream);
            s.remotes().deltas(world.stream, staff, 100);
            s.remotes().page(world.stream, SubjectKey.usersOf(OutboundWorld.ACME), "", 10);
            s.changes().behind("", 10);
            s.changes().at(List.of(OutboundWorld.event(1)));
            s.changes().pageWithImages("", 10);
            return s.changes().reached();
        });
        finish(world, first, DeliveryState.DELIVERED);
        finish(world, claimed.get(1), DeliveryState.FAILED);
        finish(world, claimed.get(2), DeliveryState.DELIVERED, Optional.empty(), true);
        finish(world, claimed.get(3), DeliveryState.DELIVERED, Optional.of(remote(world, claimed.get(3))), true);
        world.write(s -> s.deliveries()
                .redeliver(world.stream, List.of(claimed.get(1).lastEvent()), HeadIntent.REPLACE, World.START));
    }

    private static RemoteRecord remote(OutboundWorld world, DeliveryHead head) {
        return new RemoteRecord(world.stream, head.subject(), "m", Optional.of("r"), Optional.empty(),
                Optional.empty(), Optional.empty(), EventId.BEGINNING, false, false, World.START);
    }

    private static void finish(OutboundWorld world, DeliveryHead head, DeliveryState state) {
        finish(world, head, state, Optional.of(remote(world, head)), false);
    }

    private static void finish(OutboundWorld world, DeliveryHead head, DeliveryState state,
            Optional<RemoteRecord> remote, boolean forget) {
        DeliveryEnd end = new DeliveryEnd(head.lastEvent(), state, Optional.of("cause"), Optional.empty(),
                Optional.empty(), true, Duration.ZERO);
        DeliveryAttempt attempt = new DeliveryAttempt(head.lastEvent(), 0, World.START, Duration.ZERO,
                Optional.of(500), "error", Optional.of("request"), Optional.of("response"));
        assertThat(world.finish(new HeadResult(world.stream, head.subject(), head.leaseNo(), head.lastEvent(),
                List.of(end), List.of(attempt), remote, forget, List.of(), List.of(), List.of("m"),
                new HeadNext.Over(AtTarget.PRESENT), TargetAnswer.none(World.START), Optional.empty(),
                Optional.empty()))).isTrue();
    }

    private List<String> statements(Runnable work) {
        faults().watch();
        work.run();
        return faults().seen();
    }
}
