package dev.rollcall.store.contract;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StreamView.StreamPlace;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.DeliveringNode;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.StreamAlert;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.directory.stream.TargetHold;
import dev.rollcall.directory.stream.TargetNetwork;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

interface StreamContract extends StorageFixture {
    Duration MINUTE = Duration.ofMinutes(1);

    @Test
    default void aStreamIsReadAsItWasWritten() {
        OutboundWorld world = OutboundWorld.in(storage());
        EventStream stored = find(world);
        assertThat(stored).usingRecursiveComparison()
                .ignoringFields("revision")
                .isEqualTo(OutboundWorld.webhook(world.stream, "stream " + world.stream));
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(world.read(
                (ReadSession s) -> s.streams().named(("Stream " + world.stream.value().toUpperCase(Locale.ROOT)))))
                .map(EventStream::id)
                .contains(world.stream);
        assertThat(world.read((ReadSession s) -> s.streams().progress(world.stream)))
                .contains(new StreamProgress(world.stream, "",
                        0, Optional.empty(), Instant.EPOCH, Instant.EPOCH, Optional.empty(), 0, Optional.empty(),
                        Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    default void whoReadItBeforeAnotherWroteItWritesNothing() {
        OutboundWorld world = OutboundWorld.in(storage());
        EventStream read = find(world);
        EventStream renamed = new EventStream(read.id(), read.name() + " new", read.state(),
                List.of(EventType.GROUP_CREATED), read.settings(), Optional.empty(), read.createdAt(),
                read.updatedAt().plusSeconds(1), read.revision());
        assertThat(world.<Boolean>write(s -> s.streams().put(renamed))).isTrue();
        assertThat(world.<Boolean>write(s -> s.streams().put(renamed))).isFalse();
        assertThat(find(world)).usingRecursiveComparison().ignoringFields("revision").isEqualTo(renamed);
    }

    @Test
    default void twoStreamsNeverHaveOneName() {
        OutboundWorld one = OutboundWorld.in(storage());
        OutboundWorld other = OutboundWorld.in(storage());
        EventStream taken = OutboundWorld.webhook(StreamId.next(RandomGenerator.of("L64X128MixRandom")),
                "STREAM " + one.stream);
        assertThatThrownBy(() -> one.write(s -> {
            s.streams().add(taken, "");
            return true;
        })).isInstanceOf(UniqueKeyTakenException.class);
        EventStream read = find(other);
        EventStream renamed = new EventStream(read.id(), "Stream " + one.stream, read.state(), read.subscriptions(),
                read.settings(), read.secrets(), read.createdAt(), read.updatedAt(), read.revision());
        assertThatThrownBy(() -> other.write(s -> s.streams().put(renamed)))
                .isInstanceOf(UniqueKeyTakenException.class);
        assertThat(find(other).name()).isEqualTo("stream " + other.stream);
    }

    @Test
    default void aConnectionHasOneStreamOfLogoutTokensThatNoListShows() {
        World acme = world();
        StreamId id = StreamId.next(RandomGenerator.of("L64X128MixRandom"));
        EventStream logout = logout(id, acme);
        acme.storage.write(Share.HOUSE, "logout", s -> {
            s.streams().add(logout, "");
            return true;
        });
        OutboundWorld shown = OutboundWorld.in(storage());
        assertThat(shown.read((ReadSession s) -> s.streams().logoutOf(acme.connection))).map(EventStream::id)
                .contains(id);
        assertThat(shown.read((ReadSession s) -> s.streams().all())).extracting(EventStream::id)
                .contains(id, shown.stream);
        List<EventStream> page = shown.read((ReadSession s) -> s.streams().page(Optional.empty(), 1_000));
        assertThat(page).extracting(EventStream::id).contains(shown.stream).doesNotContain(id);
        assertThat(shown.read((ReadSession s) -> s.streams().count())).isEqualTo(page.size());
        EventStream first = page.getFirst();
        assertThat(shown.read((ReadSession s) -> s.streams()
                .page(Optional.of(new StreamPlace(first.createdAt(), first.id())), 1_000)))
                .isEqualTo(page.subList(1, page.size()));
        assertThatThrownBy(() -> shown.write(s -> {
            s.streams().add(logout(StreamId.next(RandomGenerator.of("L64X128MixRandom")), acme), "");
            return true;
        })).isInstanceOf(UniqueKeyTakenException.class);
    }

    private static EventStream logout(StreamId id, World acme) {
        return new EventStream(id, "logout " + id, StreamState.enabled(World.START), List.of(EventType.USER_UPDATED),
                new StreamSettings(new LogoutTarget(acme.connection, URI.create("https://example.com/logout"),
                        "https://example.com/logout", Duration.ofSeconds(5), 4, TargetNetwork.DIRECT),
                        StreamFilter.NONE, DeliveryPolicy.DEFAULT),
                Optional.empty(), World.START, World.START, 0);
    }

    @Test
    default void oneFollowsAtATime() {
        OutboundWorld world = OutboundWorld.in(storage());
        long first = world.write(s -> s.streams().takeFollow(world.stream, "node-1", MINUTE)).orElseThrow();
        assertThat(world.write((WriteSession s) -> s.streams().takeFollow(world.stream, "node-2", MINUTE)))
                .as("the lease of the first lasts")
                .isEmpty();
        assertThat(follow(world, first, "", "1.1")).isTrue();
        assertThat(follow(world, first, "", "1.2")).as("it was moved").isFalse();
        long anew = world.write(s -> s.streams().takeFollow(world.stream, "node-1", MINUTE.negated())).orElseThrow();
        assertThat(follow(world, first, "1.1", "1.2")).as("it was taken anew").isFalse();
        long second = world.write(s -> s.streams().takeFollow(world.stream, "node-2", MINUTE))
                .orElseThrow(() -> new AssertionError("a lease that is over keeps nobody away"));
        assertThat(follow(world, anew, "1.1", "1.3")).as("another one has it").isFalse();
        assertThat(follow(world, second, "1.1", "1.3")).isTrue();
        assertThat(world.<Boolean>write(s -> s.streams().moveTo(world.stream, "1.9"))).isTrue();
        assertThat(follow(world, second, "1.9", "1.10")).as("whoever follows takes it anew").isFalse();
    }

    private static boolean follow(OutboundWorld world, long number, String from, String to) {
        return world.write(s -> s.streams().follow(world.stream, number, from, to, MINUTE));
    }

    @Test
    default void failuresInARowAreCountedUntilASuccess() {
        OutboundWorld world = OutboundWorld.in(storage());
        note(world, TargetAnswer.Health.SICK, 1, Optional.of("503\u0000"));
        note(world, TargetAnswer.Health.SICK, 2, Optional.empty());
        note(world, TargetAnswer.Health.UNKNOWN, 3, Optional.empty());
        StreamProgress sick = progress(world);
        assertThat(sick.failures()).isEqualTo(2);
        assertThat(sick.failingSince()).contains(World.START.plusSeconds(1));
        assertThat(sick.lastAnswer()).contains("503\uFFFD");
        assertThat(world.<Boolean>write(s -> s.streams().takeProbe(world.stream, 0, World.START))).isTrue();
        assertThat(world.<Boolean>write(s -> s.streams().takeProbe(world.stream, 0, World.START)))
                .as("another node probes")
                .isFalse();
        assertThat(world.<Boolean>write(s -> s.streams().takeProbe(world.stream, 1, World.START.plusSeconds(300))))
                .isTrue();
        note(world, TargetAnswer.Health.UNKNOWN, 3, Optional.empty());
        assertThat(progress(world).probeAt()).as("it was asked").contains(World.START.plusSeconds(300));
        world.write(s -> {
            s.streams().note(world.stream, TargetAnswer.none(World.START.plusSeconds(3)));
            return true;
        });
        assertThat(progress(world).probeAt()).as("a probe that asked nothing is none")
                .contains(World.START.plusSeconds(3));
        note(world, TargetAnswer.Health.WELL, 4, Optional.empty());
        StreamProgress well = progress(world);
        assertThat(well.failures()).isZero();
        assertThat(well.failingSince()).isEmpty();
        assertThat(well.probeAt()).isEmpty();
        assertThat(well.lastSuccessAt()).contains(World.START.plusSeconds(4));
    }

    private static void note(OutboundWorld world, TargetAnswer.Health health, int second, Optional<String> answer) {
        world.write(s -> {
            s.streams().note(world.stream, new TargetAnswer(health, World.START.plusSeconds(second), answer, 1));
            return true;
        });
    }

    @Test
    default void aHoldThatLastsLongerStaysUntilTheStreamIsWrittenOrEnabledAnew() {
        OutboundWorld world = OutboundWorld.in(storage());
        for (int seconds : List.of(60, 30)) {
            world.write(s -> {
                s.streams().hold(world.stream, new TargetHold(World.START.plusSeconds(seconds), "after " + seconds));
                return true;
            });
        }
        assertThat(progress(world).heldUntil()).isEqualTo(World.START.plusSeconds(60));
        assertThat(progress(world).heldCause()).contains("after 60");
        StreamState paused = StreamState.paused("Renew the token.", World.START);
        assertThat(state(world, paused, Set.of(StreamState.Kind.PAUSED))).isFalse();
        assertThat(state(world, paused, Set.of(StreamState.Kind.ENABLED))).isTrue();
        assertThat(find(world).state()).isEqualTo(paused);
        assertThat(state(world, StreamState.enabled(World.START), Set.of(StreamState.Kind.PAUSED))).isTrue();
        assertThat(progress(world).heldUntil()).isEqualTo(Instant.EPOCH);
    }

    private static boolean state(OutboundWorld world, StreamState state, Set<StreamState.Kind> from) {
        return world.write(s -> s.streams().state(world.stream, state, from));
    }

    @Test
    default void anAlertIsToldOnceAndOnceMoreWhenItIsOver() {
        OutboundWorld world = OutboundWorld.in(storage());
        StreamAlert alert = new StreamAlert(world.stream, "paused", World.START, Optional.empty(), Optional.empty(),
                "The token is refused.");
        assertThat(raise(world, alert)).isTrue();
        assertThat(raise(world, alert)).as("it is known").isFalse();
        StreamAlert read = untold(world).getFirst();
        assertThat(told(world, read)).isTrue();
        assertThat(told(world, read)).as("another node has told it").isFalse();
        assertThat(untold(world)).isEmpty();
        assertThat(settle(world)).isTrue();
        assertThat(settle(world)).as("it is over already").isFalse();
        assertThat(raise(world, alert)).as("before the all-clear was told it goes on").isTrue();
        assertThat(untold(world)).as("nobody is told anything of that").isEmpty();
        assertThat(settle(world)).isTrue();
        assertThat(told(world, untold(world).getFirst())).isTrue();
        assertThat(world.read((ReadSession s) -> s.streams().alerts(world.stream))).isEmpty();
        raise(world, alert);
        assertThat(settle(world)).isTrue();
        assertThat(untold(world)).as("what is over before it was told is told by nobody").isEmpty();
    }

    private static boolean raise(OutboundWorld world, StreamAlert alert) {
        return world.write(s -> s.streams().raise(alert));
    }

    private static boolean settle(OutboundWorld world) {
        return world.write(s -> s.streams().settle(world.stream, "paused", World.START.plusSeconds(9)));
    }

    private static boolean told(OutboundWorld world, StreamAlert alert) {
        return world.write(s -> s.streams().told(alert, World.START.plusSeconds(5)));
    }

    private static List<StreamAlert> untold(OutboundWorld world) {
        return world.read((ReadSession s) -> s.streams().untold(1_000))
                .stream()
                .filter(alert -> alert.stream().equals(world.stream))
                .toList();
    }

    @Test
    default void aRemovedStreamIsGoneWithItsProgress() {
        OutboundWorld world = OutboundWorld.in(storage());
        assertThat(world.<Boolean>write(s -> s.streams().remove(world.stream))).isTrue();
        assertThat(world.<Boolean>write(s -> s.streams().remove(world.stream))).isFalse();
        assertThat(world.read((ReadSession s) -> s.streams().find(world.stream))).isEmpty();
        assertThat(world.read((ReadSession s) -> s.streams().progress(world.stream))).isEmpty();
        assertThat(follow(world, 0, "", "1.1")).isFalse();
    }

    @Test
    default void nodesThatLiveAreCounted() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.write(s -> {
            s.streams().beat(world.stream.value(), "one");
            s.streams().beat(world.stream.value(), "one");
            s.streams().beat(world.stream.value() + "-2", "two");
            return true;
        });
        assertThat(world.<Integer>read((ReadSession s) -> s.streams().nodes(MINUTE))).isGreaterThanOrEqualTo(2);
        assertThat(world.<Integer>read((ReadSession s) -> s.streams().nodes(MINUTE.negated()))).isZero();
        List<DeliveringNode> nodes = world.read((ReadSession s) -> s.streams().nodeList(MINUTE));
        assertThat(nodes).filteredOn(node -> node.node().startsWith(world.stream.value()))
                .extracting(DeliveringNode::name)
                .containsExactly("one", "two");
        assertThat(nodes).allSatisfy(node -> assertThat(node.seenAt()).isBeforeOrEqualTo(
                world.read((ReadSession s) -> s.streams().now())));
        assertThat(world.<List<DeliveringNode>>read((ReadSession s) -> s.streams().nodeList(MINUTE.negated())))
                .isEmpty();
    }

    private static EventStream find(OutboundWorld world) {
        return world.read((ReadSession s) -> s.streams().find(world.stream)).orElseThrow();
    }

    private static StreamProgress progress(OutboundWorld world) {
        return world.read((ReadSession s) -> s.streams().progress(world.stream)).orElseThrow();
    }

    /** Makes the settings of a stream such as no version has written them. */
    void spoil(StreamId stream);

    @Test
    default void aStreamThatCannotBeReadIsPausedAndStopsNoOther() {
        OutboundWorld spoiled = OutboundWorld.in(storage());
        OutboundWorld other = OutboundWorld.in(storage());
        spoil(spoiled.stream);
        EventStream paused = find(spoiled);
        assertThat(paused.state().kind()).isEqualTo(StreamState.Kind.PAUSED);
        assertThat(paused.state().reason().orElseThrow()).contains("cannot be read", "Set its destination anew");
        assertThat(other.read((ReadSession s) -> s.streams().all())).extracting(EventStream::id)
                .contains(spoiled.stream, other.stream);
        assertThat(spoiled.<Boolean>write(s -> s.streams().remove(spoiled.stream))).isTrue();
    }
}
