package dev.rollcall.outbound.proof;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.engine.Engine;
import dev.rollcall.outbound.engine.EventJudge;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.fault.JournalLine;
import dev.rollcall.outbound.fault.TargetTrait;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A house, a target that misbehaves, and the engine between them, impatient so that tests are short. */
public final class ProofBench implements AutoCloseable {
    /** From one second to ten, on a clock that runs fifty times as fast. */
    public static final DeliveryPolicy QUICK = new DeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(10),
            Duration.ofDays(3), 0.2, OutboundHouse.BUDGET);

    private static final int FAST = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public final OutboundHouse house;
    public final FaultTarget target;
    public final EventStream stream;
    public final String begin;
    private final WantedUsers wanted;
    private Engine engine;

    public ProofBench(Path folder, long seed, String... settings) {
        this(folder, seed, StreamFilter.NONE, QUICK, settings);
    }

    public ProofBench(Path folder, long seed, StreamFilter filter, DeliveryPolicy policy, String... settings) {
        house = new OutboundHouse(folder, new FastClock(FAST), seed);
        target = FaultTarget.start();
        stream = house.scimStream(target, filter, policy, settings);
        begin = house.storage.read(Share.HOUSE, session -> session.changes().end());
        wanted = new WantedUsers(house);
        engine = engine();
    }

    private Engine engine() {
        ScimDrivers drivers = new ScimDrivers(house.storage, house.profiles, house.seal,
                new OutboundNetwork(AddressGuard.off(), AddressLookup.system(), OutboundNetwork.ANSWER_BYTES),
                Optional.empty(),
                MappingLimits.defaults(), house.clock, new Random(5));
        return Engine.alone(house.storage, OutboundSettings.defaults(), drivers, EventJudge.none(), house.clock,
                System::nanoTime, new Random(6));
    }

    public ProofBench start() {
        engine.start();
        return this;
    }

    public void wake() {
        engine.wake();
    }

    /** Ends the engine; what it was at is durable then. */
    public void stop() {
        engine.close();
    }

    /** Another engine after this one, as after a restart. */
    public void restart() {
        stop();
        engine = engine();
        engine.start();
    }

    /** Waits until that is so. */
    public void until(String what, BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not in a minute: " + what + "; " + account() + "; the target was asked last: "
                        + target.journal().stream().skip(Math.max(0, target.journal().size() - 5L)).toList());
            }
            engine.wake();
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private int heads() {
        return house.storage.read(Share.HOUSE, session -> session.deliveries().heads(stream.id(), 1));
    }

    /** Waits until nothing is on its way any more. */
    public void drained() {
        until("drained", this::isDrained);
    }

    /** Whether nothing is on its way any more, and every event is accounted for. */
    public boolean isDrained() {
        if (heads() > 0) {
            return false;
        }
        Accounting account = account();
        return account.missing().isEmpty() && account.count(DeliveryState.PENDING) == 0 && heads() == 0;
    }

    /** Puts the stream into a state. */
    public void state(StreamState state) {
        boolean changed = house.storage.write(Share.HOUSE, "state", session -> session.streams()
                .state(stream.id(), state, Set.of(StreamState.Kind.ENABLED, StreamState.Kind.PAUSED)));
        assertThat(changed).isTrue();
        engine.wake();
    }

    /** Why the stream is paused; empty when it is not. */
    public Optional<String> pausedBecause() {
        return house.storage.read(Share.HOUSE, session -> session.streams().find(stream.id()))
                .map(EventStream::state)
                .filter(state -> state.kind() == StreamState.Kind.PAUSED)
                .flatMap(StreamState::reason);
    }

    /** Sends every dead letter once more, as somebody does who has mended the cause. */
    public void redeliver() {
        List<EventId> failed = account().failed();
        int sent = house.storage.write(Share.HOUSE, "redeliver", session -> session.deliveries()
                .redeliver(stream.id(), failed, HeadIntent.REPLACE, house.clock.instant()));
        assertThat(sent).isEqualTo(failed.size());
        drained();
    }

    /** What is wrong with the engine; empty when it works. */
    public Optional<String> problem() {
        return engine.problem();
    }

    /** How often whatever is owed was tried in vain, in all. */
    public int tries() {
        return house.storage.read(Share.HOUSE, session -> session.deliveries()
                .due(stream.id(), DeliveryHead.WAITING, 100, Set.of(), Optional.empty())
                .stream()
                .mapToInt(DeliveryHead::tries)
                .sum());
    }

    public Accounting account() {
        return Accounting.of(house.storage, stream, begin);
    }

    /** The target has these people and groups, each once and as it is here, and nothing else. */
    public void equal(Life life) {
        Map<String, ObjectNode> there = new HashMap<>();
        target.users().forEach(user -> {
            ObjectNode other = there.put(user.path("externalId").asString(), user);
            assertThat(other)
                    .as(() -> "a second one: " + target.journal()
                            .stream()
                            .filter(line -> line.toString().contains(user.path("externalId").asString()))
                            .toList())
                    .isNull();
        });
        assertThat(there.keySet())
                .isEqualTo(life.people().stream().map(house::userId).collect(Collectors.toSet()));
        for (String id : life.people()) {
            ObjectNode user = there.get(house.userId(id));
            ObjectNode all = wanted.of(id);
            all.propertyNames().forEach(name -> assertThat(user.get(name)).as(name).isEqualTo(all.get(name)));
        }
        groups(life, there);
    }

    private void groups(Life life, Map<String, ObjectNode> users) {
        Map<String, ObjectNode> there = new HashMap<>();
        target.groups().forEach(group -> there.put(group.path("externalId").asString(), group));
        assertThat(there.keySet()).isEqualTo(life.groups().stream().map(GroupId::of).collect(Collectors.toSet()));
        assertThat(target.groups()).hasSize(there.size());
        for (String id : life.groups()) {
            ObjectNode group = there.get(GroupId.of(id));
            Set<String> members = house.members(id)
                    .stream()
                    .map(member -> users.get(house.userId(member)).path("id").asString())
                    .collect(Collectors.toSet());
            assertThat(group.path("members").valueStream().map(one -> one.path("value").asString()))
                    .as(group.path("displayName").asString())
                    .containsExactlyInAnyOrderElementsOf(members);
        }
    }

    /** No state of anybody was ever followed by an older one, as far as the target has taken it. */
    public void inOrder(Life life) {
        for (String person : life.everybody()) {
            List<Integer> numbers = target.written(person)
                    .stream()
                    .map(JournalLine::request)
                    .filter(request -> request.json().has("displayName"))
                    .map(request -> Integer.parseInt(request.json().path("displayName").asString()))
                    .toList();
            assertThat(numbers).as(person).isSorted();
        }
    }

    /** A target that would show a second creation, instead of preventing it. */
    public ProofBench trusting() {
        target.behave(TargetTrait.ALLOWS_DUPLICATES, true);
        return this;
    }

    @Override
    public void close() {
        engine.close();
        target.close();
        house.close();
    }
}
