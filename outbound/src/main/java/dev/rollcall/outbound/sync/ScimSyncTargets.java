package dev.rollcall.outbound.sync;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.scim.ScimDriver;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.scim.TargetListing;
import dev.rollcall.outbound.scim.TargetListingException;
import dev.rollcall.outbound.scim.TargetSubjects.Shown;
import dev.rollcall.outbound.scim.TargetSubjects.UserNow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The targets of SCIM streams, read as their drivers reach them. */
public final class ScimSyncTargets implements SyncTargets {
    /** How long one page may take, retries included: a page of 100 large users takes longer than a look-up. */
    private static final Duration PAGE = Duration.ofSeconds(60);

    /** What people of a file belong to: no connection has this id. */
    static final ConnectionId NOWHERE = new ConnectionId("con_0000000000000000");

    private final ScimDrivers drivers;
    private final Clock clock;
    private final LongSupplier nanos;

    /** @param nanos a time that only goes forward, in nanoseconds */
    public ScimSyncTargets(ScimDrivers drivers, Clock clock, LongSupplier nanos) {
        this.drivers = drivers;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public SyncTarget open(EventStream stream) {
        if (!(stream.destination() instanceof ScimTarget)) {
            throw new UnusableStreamException("Only a stream to a SCIM application can be synchronised.");
        }
        return new Listed(stream);
    }

    private final class Listed implements SyncTarget {
        private final EventStream stream;
        private final ScimDriver driver;
        private final TargetListing listing;
        private final Map<SubjectKey, UserNow> under = new ConcurrentHashMap<>();

        Listed(EventStream stream) {
            this.stream = stream;
            this.driver = drivers.driver(stream, (Function<SubjectKey, UserNow>) key -> Optional
                    .ofNullable(under.get(key))
                    .orElseThrow(() -> new IllegalStateException("A sync sends nobody but those of its file.")));
            this.listing = driver.listing();
        }

        @Override
        public TargetMapping mapping(TargetKind kind) {
            return listing.mapping(kind);
        }

        @Override
        public TargetPage page(TargetKind kind, String place) {
            try {
                TargetListing.Page page = listing.page(kind, place, () -> new WorkClock(
                        clock, nanos, nanos.getAsLong(), PAGE.plus(WorkClock.MARGIN), PAGE, () -> false));
                return new TargetPage(page.resources(), page.next(), page.withMembers());
            } catch (TargetListingException e) {
                throw new TargetUnreadableException(String.valueOf(e.getMessage()), e.isPassing());
            }
        }

        @Override
        public DeliveryOutcome send(SourceUser user, Optional<String> remoteId, int tries) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            SubjectKey key = SubjectKey.user(NOWHERE, user.userId());
            Optional<RemoteRecord> remote = remoteId.map(id -> new RemoteRecord(stream.id(), key, user.scimId(),
                    Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), EventId.BEGINNING, false,
                    false, now));
            DeliveryHead head = new DeliveryHead(stream.id(), key, now, 0, Optional.empty(), HeadIntent.REPLACE,
                    EventId.BEGINNING, tries, now, false, HeadOrigin.SYNC, Optional.empty());
            under.put(key, new UserNow(
                    Optional.of(new Shown(user.scimId(), user.profile(), user.scim())), remote, EventId.BEGINNING));
            try {
                Duration budget = stream.policy().budget();
                WorkClock time = new WorkClock(clock, nanos, nanos.getAsLong(), budget.plus(WorkClock.MARGIN), budget);
                DeliveryOutcome outcome = driver.deliver(new DeliveryWork(stream, head, List.of()), time);
                return outcome instanceof DeliveryOutcome.Unauthorized refused && !refused.sure()
                        ? confirmed(refused, time)
                        : outcome;
            } finally {
                under.remove(key);
            }
        }

        /** It may be about the one person: something harmless tells, as it does for deliveries. */
        private DeliveryOutcome confirmed(DeliveryOutcome.Unauthorized refused, WorkClock time) {
            DeliveryOutcome probe = driver.probe(time);
            return switch (probe) {
                case DeliveryOutcome.Unauthorized _,DeliveryOutcome.Later _,DeliveryOutcome.OutOfTime _ -> probe;
                default -> new DeliveryOutcome.Final(refused.cause(), refused.learned(), refused.exchanges());
            };
        }

        @Override
        public long nanos() {
            return nanos.getAsLong();
        }

        @Override
        public void close() {
            driver.close();
        }
    }
}
