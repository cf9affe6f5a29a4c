package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.delivery.Exchange;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.WorkClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * A target in memory that is sent the state of users as a SCIM application is, and whose answers a test decides. Everything that
 * it is asked is in its journal.
 */
final class ScriptedTarget implements DriverSource {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * A run that was made.
     *
     * @param state what was sent: the name that is shown, or empty for a deletion
     */
    public record Asked(
            SubjectKey subject, HeadIntent intent, boolean doubt, int tries, Optional<String> state,
            List<EventId> events) {}

    private record Read(Optional<StoredResource> resource, EventId reached, Optional<RemoteRecord> remote) {}

    private final Storage storage;
    private final List<Asked> journal = new ArrayList<>();
    private final Map<SubjectKey, String> users = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile Function<DeliveryWork, Optional<DeliveryOutcome>> script = _ -> Optional.empty();
    private volatile Function<WorkClock, DeliveryOutcome> probe = _ -> DeliveryOutcome.Done.of(Learned.nothing(),
            exchange(200, ""));

    /** @param storage from which the state is read that is sent */
    public ScriptedTarget(Storage storage) {
        this.storage = storage;
    }

    /** Lets a function answer; where it has nothing to say the target does as it is asked. */
    public void answer(Function<DeliveryWork, Optional<DeliveryOutcome>> answers) {
        script = answers;
    }

    /** Lets a function answer probes. */
    public void probe(Function<WorkClock, DeliveryOutcome> answers) {
        probe = answers;
    }

    /** What it was asked, in order. */
    public List<Asked> journal() {
        synchronized (journal) {
            return List.copyOf(journal);
        }
    }

    /** The users that it has, by subject, with the names that are shown. */
    public Map<SubjectKey, String> users() {
        return Map.copyOf(users);
    }

    /** How many drivers are open. */
    public int open() {
        return open.get();
    }

    /** How many drivers were ever opened. */
    public int opened() {
        return opened.get();
    }

    @Override
    public TargetDriver open(EventStream stream) {
        open.incrementAndGet();
        opened.incrementAndGet();
        return new Driver();
    }

    /** One request that was answered like that. */
    public static Exchanges exchange(int status, String error) {
        return Exchanges.of(List.of(new Exchange(TestTime.START, Duration.ofMillis(3), OptionalInt.of(status), error,
                "PUT /Users/1", Optional.of("{}"))));
    }

    /** A failure that may heal. */
    public static DeliveryOutcome later(int status, boolean sick) {
        return new DeliveryOutcome.Later(status + "", Optional.empty(), sick, false, Learned.nothing(),
                exchange(status, "no"));
    }

    private final class Driver implements TargetDriver {
        @Override
        public DeliveryOutcome deliver(DeliveryWork work, WorkClock clock) {
            boolean state = work.deliveries().isEmpty();
            Read read = storage.read(Share.OUTBOUND, session -> read(session, work));
            Optional<String> name = read.resource.map(Driver::name);
            synchronized (journal) {
                journal.add(new Asked(work.head().subject(), work.head().intent(), work.head().doubt(),
                        work.head().tries(), name, work.deliveries().stream().map(StreamDelivery::event).toList()));
            }
            Optional<DeliveryOutcome> scripted = script.apply(work);
            if (scripted.isPresent()) {
                return scripted.get();
            }
            if (!state) {
                return DeliveryOutcome.Done.of(Learned.nothing(), exchange(204, ""));
            }
            return name.map(shown -> put(work, read, shown)).orElseGet(() -> delete(work));
        }

        private DeliveryOutcome put(DeliveryWork work, Read read, String shown) {
            users.put(work.head().subject(), shown);
            return DeliveryOutcome.Done.of(Learned.remote(new RemoteRecord(work.stream().id(), work.head().subject(),
                    read.resource.orElseThrow().id(), Optional.of("r-" + read.resource.orElseThrow().id()),
                    Optional.empty(), Optional.empty(), Optional.empty(), read.reached, false, true, TestTime.START)),
                    exchange(200, ""));
        }

        private DeliveryOutcome delete(DeliveryWork work) {
            users.remove(work.head().subject());
            return DeliveryOutcome.Done.of(Learned.gone(), exchange(204, ""));
        }

        private static Read read(ReadSession session, DeliveryWork work) {
            SubjectKey subject = work.head().subject();
            boolean there = session.connections().find(subject.connection().orElseThrow()).isPresent();
            Optional<StoredResource> resource = !there ? Optional.empty()
                    : subject.isUser()
                            ? session.identities()
                                    .holder(subject.connection().orElseThrow(), subject.tail())
                                    .flatMap(id -> session.resources()
                                            .find(subject.connection().orElseThrow(), "User", id))
                            : session.resources().find(subject.connection().orElseThrow(), "Group", subject.tail());
            return new Read(resource, session.changes().reached(), session.remotes().find(work.stream().id(), subject));
        }

        private static String name(StoredResource resource) {
            return MAPPER.readTree(new String(resource.document(), StandardCharsets.UTF_8))
                    .path("displayName")
                    .asString("");
        }

        @Override
        public DeliveryOutcome probe(WorkClock clock) {
            return probe.apply(clock);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
