package dev.rollcall.store.contract;

import dev.rollcall.directory.access.DeliveryFilter;
import dev.rollcall.directory.access.Redeliveries;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.CauseGroup;
import dev.rollcall.directory.storage.DeliveryPage;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.HourTally;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StreamRoom;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.TargetAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface DeliveryContract extends StorageFixture {
    SubjectKey ADA = OutboundWorld.user("ada \ud83d\ude00 \"x\"");
    SubjectKey BEN = OutboundWorld.user("ben");

    @Test
    default void whatIsFannedOutTwiceIsThereOnce() {
        OutboundWorld world = OutboundWorld.in(storage());
        StreamDelivery delivery = world.pending(ADA, 1, HeadIntent.CREATE).with("{\"a\":1}");
        for (int time = 0; time < 2; time++) {
            int expected = time == 0 ? 1 : 0;
            assertThat(world.<Integer>write(s -> s.deliveries()
                    .fanOut(world.stream, List.of(delivery), List.of(world.head(ADA, 1, HeadIntent.CREATE)),
                            List.of())))
                    .isEqualTo(expected);
        }
        assertThat(world.read((ReadSession s) -> s.deliveries().find(world.stream, OutboundWorld.event(1))))
                .contains(delivery);
        assertThat(world.head(ADA)).contains(world.head(ADA, 1, HeadIntent.CREATE));
    }

    @Test
    default void whatIsOwedFollowsFromAllThatHasComeSince() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.CREATE, 1);
        world.fanOut(ADA, HeadIntent.UPDATE, 2, 3);
        assertThat(world.head(ADA).orElseThrow().intent()).isEqualTo(HeadIntent.CREATE);
        assertThat(world.head(ADA).orElseThrow().lastEvent()).isEqualTo(OutboundWorld.event(3));
        world.fanOut(ADA, HeadIntent.DELETE, 4);
        assertThat(world.head(ADA).orElseThrow().intent()).isEqualTo(HeadIntent.LOOK_DELETE);
        world.fanOut(ADA, HeadIntent.CREATE, 2);
        assertThat(world.head(ADA).orElseThrow().lastEvent()).isEqualTo(OutboundWorld.event(4));
        assertThat(world.read((ReadSession s) -> s.deliveries().open(world.stream, ADA, 10)))
                .extracting(StreamDelivery::event)
                .containsExactly(OutboundWorld.event(1), OutboundWorld.event(2), OutboundWorld.event(3),
                        OutboundWorld.event(4));
    }

    @Test
    default void heedsWhoIsDueInOrderAndLeavesOutWhoIsWorkedAt() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(BEN, HeadIntent.UPDATE, 1);
        world.fanOut(ADA, HeadIntent.UPDATE, 2);
        assertThat(world.due(World.START.minusMillis(1))).isEmpty();
        assertThat(world.due(World.START)).extracting(DeliveryHead::subject).containsExactly(ADA, BEN);
        assertThat(world.read(
                (ReadSession s) -> s.deliveries().due(world.stream, World.START, 1, Set.of(ADA), Optional.empty())))
                .extracting(DeliveryHead::subject)
                .containsExactly(BEN);
        assertThat(world.read((ReadSession s) -> s.deliveries().nextDue(world.stream))).contains(World.START);
        again(world, ADA, World.START.plusSeconds(9), 1);
        assertThat(world.due(World.START)).extracting(DeliveryHead::subject).containsExactly(BEN);
        again(world, BEN, DeliveryHead.WAITING, 0);
        assertThat(world.read((ReadSession s) -> s.deliveries().nextDue(world.stream)))
                .contains(World.START.plusSeconds(9));
        assertThat(world.<Integer>read((ReadSession s) -> s.deliveries().heads(world.stream, 10))).isEqualTo(2);
    }

    private static void again(OutboundWorld world, SubjectKey subject, Instant due, int tries) {
        DeliveryHead head = world.head(subject).orElseThrow();
        assertThat(world.finish(world.result(head, List.of(), new HeadNext.Again(due, tries, false, Optional.empty()))))
                .isTrue();
    }

    @Test
    default void anEventThatComesMeanwhileKeepsTheDueTimeOfWhatWasTriedInVain() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.CREATE, 1);
        again(world, ADA, World.START.plusSeconds(60), 3);
        world.fanOut(ADA, HeadIntent.UPDATE, 2);
        DeliveryHead head = world.head(ADA).orElseThrow();
        assertThat(head.dueAt()).isEqualTo(World.START.plusSeconds(60));
        assertThat(head.tries()).isEqualTo(3);
    }

    /** A target that refuses somebody has answered, and has taken nothing. */
    @Test
    default void whenATargetLastTookSomethingIsKnownBesideWhenItLastAnsweredWell() {
        OutboundWorld world = OutboundWorld.in(storage());
        ends(world, ADA, 1, DeliveryState.FAILED, 0, 1);
        assertThat(progress(world).lastSuccessAt()).contains(World.START);
        assertThat(progress(world).lastDeliveryAt()).isEmpty();
        ends(world, ADA, 2, DeliveryState.DELIVERED, 500, 1);
        assertThat(progress(world).lastDeliveryAt()).as("within the second of another answer")
                .contains(World.START.plusMillis(500));
        ends(world, ADA, 3, DeliveryState.DELIVERED, 600, 1);
        assertThat(progress(world).lastDeliveryAt()).as("to a second").contains(World.START.plusMillis(500));
        ends(world, ADA, 4, DeliveryState.SKIPPED, 3_000, 1);
        assertThat(progress(world).lastSuccessAt()).contains(World.START.plusMillis(3_000));
        assertThat(progress(world).lastDeliveryAt()).contains(World.START.plusMillis(500));
        ends(world, ADA, 5, DeliveryState.DELIVERED, 9_000, 0);
        assertThat(progress(world).lastDeliveryAt()).as("nothing had to be sent").contains(World.START.plusMillis(500));
        ends(world, ADA, 6, DeliveryState.DELIVERED, 9_000, 2);
        assertThat(progress(world).lastDeliveryAt()).contains(World.START.plusMillis(9_000));
    }

    private static StreamProgress progress(OutboundWorld world) {
        return world.read((ReadSession s) -> s.streams().progress(world.stream)).orElseThrow();
    }

    private static void ends(OutboundWorld world, SubjectKey subject, long event, DeliveryState state, long millis,
            int requests) {
        world.fanOut(subject, HeadIntent.UPDATE, event);
        HeadResult over = world.over(world.head(subject).orElseThrow(), state, AtTarget.PRESENT);
        TargetAnswer.Health health = requests == 0 ? TargetAnswer.Health.UNKNOWN : TargetAnswer.Health.WELL;
        assertThat(world.finish(new HeadResult(over.stream(), over.subject(), over.leaseNo(), over.claimedTo(),
                over.ends(),
                List.of(), Optional.empty(), false, List.of(), List.of(), List.of(), over.next(),
                new TargetAnswer(health, World.START.plusMillis(millis), Optional.empty(), requests), Optional.empty(),
                Optional.empty()))).isTrue();
    }

    /** What was owed before is acknowledged: neither its doubt nor its age is anything of the rest. */
    @Test
    default void whatGoesOnIsOwedAsIfItHadComeNow() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.UPDATE, 1);
        world.finish(world.result(world.head(ADA).orElseThrow(), List.of(),
                new HeadNext.Again(World.START, 2, true, Optional.of("500"))));
        Instant due = World.START.plusSeconds(60);
        DeliveryHead head = further(world, due, false);
        assertThat(head.tries()).isZero();
        assertThat(head.doubt()).isFalse();
        assertThat(head.cause()).isEmpty();
        assertThat(head.since()).isEqualTo(World.START.plusSeconds(5));
        world.fanOut(ADA, HeadIntent.UPDATE, 2);
        assertThat(world.head(ADA).orElseThrow().dueAt()).isEqualTo(World.START);
        assertThat(further(world, due, true).dueAt()).isEqualTo(due);
        world.fanOut(ADA, HeadIntent.UPDATE, 3);
        assertThat(world.head(ADA).orElseThrow().dueAt()).as("it waits").isEqualTo(due);
    }

    private static DeliveryHead further(OutboundWorld world, Instant due, boolean waits) {
        DeliveryHead head = world.head(ADA).orElseThrow();
        assertThat(world.finish(new HeadResult(world.stream, ADA, head.leaseNo(), head.lastEvent(), List.of(),
                List.of(), Optional.empty(), false, List.of(), List.of(), List.of(), new HeadNext.Further(due, waits),
                TargetAnswer.none(World.START.plusSeconds(5)), Optional.empty(), Optional.empty()))).isTrue();
        return world.head(ADA).orElseThrow();
    }

    @Test
    default void whatIsOverTakesItsHeadAlongUnlessSomethingNewerHasCome() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.CREATE, 1, 2);
        DeliveryHead claimed = world.head(ADA).orElseThrow();
        world.fanOut(ADA, HeadIntent.UPDATE, 3);
        assertThat(world.finish(world.over(claimed, DeliveryState.DELIVERED, AtTarget.PRESENT))).isTrue();
        assertThat(world.state(1)).isEqualTo(DeliveryState.SUPERSEDED);
        assertThat(world.state(2)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(world.state(3)).isEqualTo(DeliveryState.PENDING);
        assertThat(world.read((ReadSession s) -> s.deliveries().find(world.stream, OutboundWorld.event(1)))
                .orElseThrow()
                .byEvent())
                .contains(OutboundWorld.event(2));
        DeliveryHead left = world.head(ADA).orElseThrow();
        assertThat(left.intent()).as("the target has it now").isEqualTo(HeadIntent.UPDATE);
        assertThat(world.finish(world.over(left, DeliveryState.DELIVERED, AtTarget.PRESENT))).isTrue();
        assertThat(world.head(ADA)).isEmpty();
        assertThat(world.finish(world.over(left, DeliveryState.DELIVERED, AtTarget.PRESENT))).isFalse();
    }

    @Test
    default void whoIsMadeAnewWhileItsDeletionIsUnderWayIsLookedForAndMade() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.DELETE, 1);
        DeliveryHead claimed = world.head(ADA).orElseThrow();
        world.fanOut(ADA, HeadIntent.CREATE, 2);
        world.finish(world.over(claimed, DeliveryState.DELIVERED, AtTarget.ABSENT));
        assertThat(world.head(ADA).orElseThrow().intent()).isEqualTo(HeadIntent.REPLACE);
    }

    /** A group that is woken for a member, for example, or a subject that is sent once more. */
    @Test
    default void whatFailsWithoutAnEventOfItsOwnHasADeadLetterAllTheSame() {
        OutboundWorld world = OutboundWorld.in(storage());
        SubjectKey staff = SubjectKey.group(OutboundWorld.ACME, "g");
        world.fanOut(staff, HeadIntent.CREATE, 1);
        world.finish(world.over(world.head(staff).orElseThrow(), DeliveryState.DELIVERED, AtTarget.PRESENT));
        for (long event : List.of(1L, 8L)) {
            world.write(s -> s.deliveries()
                    .fanOut(world.stream, List.of(), List.of(world.head(staff, event, HeadIntent.UPDATE)), List.of()));
            DeliveryHead woken = world.head(staff).orElseThrow();
            assertThat(world.finish(world.result(woken, List.of(new DeliveryEnd(woken.lastEvent(), DeliveryState.FAILED,
                    Optional.of("400"), Optional.empty(), Optional.empty(), true, Duration.ZERO)),
                    new HeadNext.Over(AtTarget.UNKNOWN)))).isTrue();
            StreamDelivery dead = world
                    .read((ReadSession s) -> s.deliveries().find(world.stream, OutboundWorld.event(event)))
                    .orElseThrow();
            assertThat(dead.state()).isEqualTo(DeliveryState.FAILED);
            assertThat(dead.cause()).contains("400");
        }
        assertThat(world.<Integer>read((ReadSession s) -> s.deliveries().room(world.stream, 9, 9, 9).failed()))
                .isEqualTo(2);
    }

    @Test
    default void headsAreWalkedByTheKeysOfTheirSubjects() {
        OutboundWorld world = OutboundWorld.in(storage());
        for (int i = 0; i < 5; i++) {
            world.fanOut(OutboundWorld.user("u" + i), HeadIntent.UPDATE, i + 1);
        }
        world.fanOut(SubjectKey.group(OutboundWorld.ACME, "g"), HeadIntent.UPDATE, 7);
        world.fanOut(SubjectKey.user(new ConnectionId("con_0000000000000001"), "u"), HeadIntent.UPDATE, 8);
        String prefix = SubjectKey.usersOf(OutboundWorld.ACME);
        List<DeliveryHead> first = world.read(s -> s.deliveries().heads(world.stream, prefix, "", 3));
        assertThat(first).extracting(DeliveryHead::subject)
                .containsExactly(OutboundWorld.user("u0"), OutboundWorld.user("u1"), OutboundWorld.user("u2"));
        List<DeliveryHead> rest = world.read(
                s -> s.deliveries().heads(world.stream, prefix, first.getLast().subject().text(), 9));
        assertThat(rest).extracting(DeliveryHead::subject)
                .containsExactly(OutboundWorld.user("u3"), OutboundWorld.user("u4"));
    }

    @Test
    default void anOpenDeliveryAlwaysHasAHead() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.DELIVER, 1, 2);
        DeliveryHead claimed = world.head(ADA).orElseThrow();
        assertThat(world.finish(world.result(claimed, List.of(end(2, DeliveryState.DELIVERED, Optional.empty())),
                new HeadNext.Over(AtTarget.UNKNOWN)))).isTrue();
        assertThat(world.state(1)).isEqualTo(DeliveryState.PENDING);
        assertThat(world.head(ADA)).isPresent();
    }

    private static DeliveryEnd end(long event, DeliveryState state, Optional<String> cause) {
        return new DeliveryEnd(OutboundWorld.event(event), state, cause, Optional.of("a \u0000 note"), Optional.empty(),
                false, Duration.ofMillis(12));
    }

    @Test
    default void deadLettersAreGroupedByCauseAndGoOnTheirWayAgain() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.UPDATE, 1);
        world.fanOut(BEN, HeadIntent.UPDATE, 2);
        DeliveryAttempt attempt = new DeliveryAttempt(OutboundWorld.event(1), 0, World.START, Duration.ofMillis(3),
                Optional.of(400), "The target refused it.", Optional.of("PUT \ud800"), Optional.empty());
        DeliveryHead ada = world.head(ADA).orElseThrow();
        assertThat(world.finish(new HeadResult(world.stream, ADA, 0, ada.lastEvent(),
                List.of(end(1, DeliveryState.FAILED, Optional.of("400 invalidValue"))), List.of(attempt),
                Optional.empty(), false, List.of(), List.of(), List.of(), new HeadNext.Over(AtTarget.UNKNOWN),
                TargetAnswer.none(World.START), Optional.empty(), Optional.empty()))).isTrue();
        world.finish(world.result(world.head(BEN).orElseThrow(),
                List.of(end(2, DeliveryState.FAILED, Optional.of("409"))), new HeadNext.Over(AtTarget.UNKNOWN)));
        assertThat(world.head(ADA)).as("a dead letter keeps nobody waiting").isEmpty();
        assertThat(world.read((ReadSession s) -> s.deliveries().attempts(world.stream, OutboundWorld.event(1))))
                .containsExactly(new DeliveryAttempt(OutboundWorld.event(1), 1, World.START, Duration.ofMillis(3),
                        Optional.of(400), "The target refused it.", Optional.of("PUT \uFFFD"), Optional.empty()));
        assertThat(world.read((ReadSession s) -> s.deliveries().causes(world.stream, 10))).containsExactlyInAnyOrder(
                new CauseGroup("400 invalidValue", 1, OutboundWorld.event(1), OutboundWorld.event(1), World.START),
                new CauseGroup("409", 1, OutboundWorld.event(2), OutboundWorld.event(2), World.START));
        assertThat(world.<Integer>write(s -> s.deliveries()
                .redeliver(world.stream, List.of(OutboundWorld.event(1), OutboundWorld.event(1)), HeadIntent.REPLACE,
                        World.START.plusSeconds(9))))
                .isEqualTo(1);
        StreamDelivery late = world.read((ReadSession s) -> s.deliveries().find(world.stream, OutboundWorld.event(1)))
                .orElseThrow();
        assertThat(late.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(late.late()).isTrue();
        assertThat(world.head(ADA).orElseThrow().intent()).isEqualTo(HeadIntent.REPLACE);
        assertThat(world.<Integer>write(s -> s.deliveries()
                .discard(world.stream, List.of(OutboundWorld.event(1), OutboundWorld.event(2)), "Not wanted.",
                        World.START)))
                .as("the first is on its way")
                .isEqualTo(1);
        assertThat(world.read((ReadSession s) -> s.deliveries().find(world.stream, OutboundWorld.event(2)))
                .orElseThrow()
                .note())
                .contains("Not wanted.");
        assertThat(world.read((ReadSession s) -> s.deliveries().room(world.stream, 5, 5, 5)))
                .isEqualTo(new StreamRoom(1, 0, 0));
    }

    /** What fails while somebody reads how many are meant is not among them, and what is done piece by piece is in force by then. */
    @Test
    default void deadLettersAreMeantByWhenTheyFailed() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.UPDATE, 1);
        world.fanOut(BEN, HeadIntent.UPDATE, 2);
        world.finish(
                world.result(world.head(ADA).orElseThrow(), List.of(end(1, DeliveryState.FAILED, Optional.of("409"))),
                        new HeadNext.Over(AtTarget.UNKNOWN)));
        world.finish(
                world.result(world.head(BEN).orElseThrow(), List.of(end(2, DeliveryState.FAILED, Optional.of("409"))),
                        new HeadNext.Over(AtTarget.UNKNOWN)));
        List<String> told = new ArrayList<>();
        Redeliveries redeliveries = new Redeliveries(storage(), Clock.fixed(World.START, ZoneOffset.UTC))
                .audited(new AuditTrail() {
                    @Override
                    public void append(WriteSession session, AuditEntry.Change change) {
                        told.add("noted");
                    }

                    @Override
                    public void committed() {
                        told.add("in force");
                    }
                });
        assertThat(redeliveries.matched(world.stream, failedBefore(World.START))).isZero();
        assertThat(redeliveries.discard(world.stream, failedBefore(World.START), "Not wanted.")).isZero();
        assertThat(told).containsExactly("in force");
        assertThat(redeliveries.matched(world.stream, failedBefore(World.START.plusMillis(1)))).isEqualTo(2);
        assertThat(redeliveries.discard(world.stream, failedBefore(World.START.plusMillis(1)), "Not wanted."))
                .isEqualTo(2);
        assertThat(told).containsExactly("in force", "noted", "in force");
    }

    private static DeliveryFilter failedBefore(Instant moment) {
        return new DeliveryFilter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(moment));
    }

    @Test
    default void theNewestAttemptsOfADeliveryAreKept() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.UPDATE, 1);
        for (int i = 1; i <= DeliveryAttempt.KEPT + 3; i++) {
            DeliveryHead head = world.head(ADA).orElseThrow();
            DeliveryAttempt attempt = new DeliveryAttempt(OutboundWorld.event(1), 0, World.START, Duration.ZERO,
                    Optional.empty(), "time-out " + i, Optional.empty(), Optional.empty());
            int tries = i;
            world.finish(new HeadResult(world.stream, ADA, head.leaseNo(), head.lastEvent(), List.of(),
                    List.of(attempt), Optional.empty(), false, List.of(), List.of(), List.of(),
                    new HeadNext.Again(World.START, tries, true, Optional.of("time-out")),
                    TargetAnswer.none(World.START), Optional.empty(), Optional.empty()));
        }
        assertThat(world.read((ReadSession s) -> s.deliveries().attempts(world.stream, OutboundWorld.event(1))))
                .hasSize(DeliveryAttempt.KEPT)
                .last()
                .extracting(DeliveryAttempt::error)
                .isEqualTo("time-out " + (DeliveryAttempt.KEPT + 3));
        assertThat(world.head(ADA).orElseThrow().doubt()).isTrue();
    }

    @Test
    default void aWalkThroughDeliveriesSeesEachOnceAndLooksAtNoMoreThanItMay() {
        OutboundWorld world = OutboundWorld.in(storage());
        for (int i = 1; i <= 10; i++) {
            world.fanOut(i % 2 == 0 ? ADA : BEN, HeadIntent.UPDATE, i);
        }
        List<Long> walked = new ArrayList<>();
        int pages = 0;
        DeliveryQuery query = new DeliveryQuery(world.stream, Set.of(DeliveryState.PENDING),
                Set.of(EventType.USER_UPDATED), Optional.of(ADA), Optional.empty(), Optional.of(World.START),
                Optional.of(World.START.plusMillis(1)), Optional.empty(), true, 3);
        DeliveryPage page = page(world, query);
        while (true) {
            pages++;
            page.deliveries().forEach(delivery -> walked.add(delivery.event().sequence()));
            if (page.next().isEmpty()) {
                break;
            }
            page = page(world, query.from(page.next().get()));
        }
        assertThat(walked).containsExactly(10L, 8L, 6L, 4L, 2L);
        DeliveryQuery all = new DeliveryQuery(world.stream, Set.of(DeliveryState.FAILED, DeliveryState.PENDING),
                Set.of(EventType.GROUP_CREATED), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), false, 4);
        DeliveryPage none = page(world, all);
        assertThat(none.deliveries()).isEmpty();
        assertThat(none.next()).as("it has looked at four").contains(OutboundWorld.event(4));
        assertThat(page(world, all.from(OutboundWorld.event(8))).next()).isEmpty();
        assertThat(pages).isGreaterThan(1);
    }

    private static DeliveryPage page(OutboundWorld world, DeliveryQuery query) {
        return world.read((ReadSession s) -> s.deliveries().page(query, 2));
    }

    @Test
    default void whatAFilterPassesOverInARowIsOneRun() {
        OutboundWorld world = OutboundWorld.in(storage());
        skip(world, SkipReason.CONNECTION, 1, 2, 2);
        skip(world, SkipReason.CONNECTION, 3, 9, 4);
        skip(world, SkipReason.CONNECTION, 3, 9, 4);
        skip(world, SkipReason.BY_CHOICE, 10, 12, 3);
        skip(world, SkipReason.CONNECTION, 20, 20, 1);
        assertThat(world.read((ReadSession s) -> s.deliveries().skips(world.stream, EventId.BEGINNING, 9)))
                .extracting(run -> run.reason() + " " + run.first().sequence() + "-" + run.last().sequence() + ": "
                        + run.count())
                .containsExactly("CONNECTION 1-9: 6", "BY_CHOICE 10-12: 3", "CONNECTION 20-20: 1");
        assertThat(world
                .read((ReadSession s) -> s.deliveries().tallies(world.stream, World.START, World.START.plusSeconds(1))))
                .containsExactly(new HourTally(World.START, 0, 0, 10, 0, 0));
    }

    private static void skip(OutboundWorld world, SkipReason reason, long first, long last, long count) {
        world.write(s -> s.deliveries()
                .fanOut(world.stream, List.of(), List.of(), List.of(new SkipRun(OutboundWorld.event(first),
                        OutboundWorld.event(last), reason, count, World.START))));
    }

    @Test
    default void eachHourSaysWhatCameOfItsDeliveries() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(ADA, HeadIntent.UPDATE, 1, 2, 3);
        world.write(s -> s.deliveries()
                .fanOut(world.stream,
                        List.of(StreamDelivery.skipped(world.stream, OutboundWorld.event(4), BEN,
                                EventType.USER_UPDATED, HeadIntent.UPDATE, SkipReason.CHANGED, World.START),
                                StreamDelivery.superseded(world.stream, OutboundWorld.event(5), BEN,
                                        EventType.USER_UPDATED, HeadIntent.UPDATE, OutboundWorld.event(9),
                                        World.START)),
                        List.of(), List.of()));
        world.finish(world.over(world.head(ADA).orElseThrow(), DeliveryState.DELIVERED, AtTarget.PRESENT));
        assertThat(world
                .read((ReadSession s) -> s.deliveries().tallies(world.stream, World.START, World.START.plusSeconds(1))))
                .containsExactly(new HourTally(World.START, 1, 0, 1, 3, 1));
        assertThat(world.state(4)).isEqualTo(DeliveryState.SKIPPED);
        assertThat(world.state(5)).isEqualTo(DeliveryState.SUPERSEDED);
    }
}
