package dev.rollcall.outbound.sync;

import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.scim.ScimDriver;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.scim.TargetListing;
import dev.rollcall.outbound.scim.TargetListingException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The targets of SCIM streams, read as their drivers reach them. */
public final class ScimSyncTargets implements SyncTargets {
    /** How long one page may take, retries included: a page of 100 large users takes longer than a look-up. */
    private static final Duration PAGE = Duration.ofSeconds(60);

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
        return new Listed(drivers.driver(stream));
    }

    private final class Listed implements SyncTarget {
        private final ScimDriver driver;
        private final TargetListing listing;

        Listed(ScimDriver driver) {
            this.driver = driver;
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
        public void close() {
            driver.close();
        }
    }
}
