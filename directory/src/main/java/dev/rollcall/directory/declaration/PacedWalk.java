package dev.rollcall.directory.declaration;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.resource.PartedTurn;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.resource.TimeSlice;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Looks at the resources of a connection one by one, for somebody who wants to know what a schema means for them.
 *
 * <p>Guarantees: it has a turn of those that searches without an index take, and between two pieces, each of which is read on a
 * snapshot of its own, lets others go first; it looks at no more resources than {@link DeclarationLimits#previewResources}, no more
 * bytes of them than such a search may, for no longer than {@link DeclarationLimits#previewTime}, which includes the time in which
 * others went first, and ends with a client that has left. In memory is a piece.
 */
final class PacedWalk {
    private final Storage storage;
    private final Share share;
    private final DeclarationLimits limits;
    private final ResourceSearch searches;
    private final LongSupplier nanos;
    private final Presence client;

    /** @param share whose share of the store it counts for */
    PacedWalk(
            Storage storage, Share share, DeclarationLimits limits, ResourceSearch searches, LongSupplier nanos,
            Presence client) {
        this.storage = storage;
        this.share = share;
        this.limits = limits;
        this.searches = searches;
        this.nanos = nanos;
        this.client = client;
    }

    /**
     * Looks at those of these kinds, one kind after the other, in the order of ids.
     *
     * @throws ScimException 429 or 503 when no turn comes, 499 when the client has left before
     */
    LookExtent over(Connection connection, List<ResourceKind> kinds, BiConsumer<StoredResource, ResourceType> look) {
        return searches.inTurn(Optional.of(connection.id()), client,
                turn -> new Walk(connection, turn, look).over(kinds));
    }

    /** One walk, in its turn. */
    private final class Walk {
        private final Connection connection;
        private final PartedTurn turn;
        private final BiConsumer<StoredResource, ResourceType> look;
        private final TimeSlice slice = new TimeSlice();
        private final long end = nanos.getAsLong() + limits.previewTime().toNanos();
        private long seen;
        private long bytes;
        private boolean begun;

        Walk(Connection connection, PartedTurn turn, BiConsumer<StoredResource, ResourceType> look) {
            this.connection = connection;
            this.turn = turn;
            this.look = look;
        }

        LookExtent over(List<ResourceKind> kinds) {
            long of = kinds.stream().mapToLong(this::count).sum();
            boolean complete = true;
            for (ResourceKind kind : kinds) {
                complete = complete && over(kind);
            }
            return new LookExtent(seen, complete ? seen : Math.max(of, seen), complete);
        }

        private long count(ResourceKind kind) {
            return storage.read(share, session -> session.resources()
                    .count(connection.id(), kind.name(), new Condition.All(), Long.MAX_VALUE));
        }

        /** @return whether all were looked at */
        private boolean over(ResourceKind kind) {
            String after = "";
            while (true) {
                if (!mayGoOn()) {
                    return false;
                }
                String behind = after;
                ResourceStretch found = storage.read(share,
                        session -> ResourceWalk.after(session, connection.id(), kind.name(), behind));
                for (StoredResource row : found.resources()) {
                    bytes += row.document().length;
                    if (seen >= limits.previewResources()
                            || bytes > searches.scans().bytes()
                            || nanos.getAsLong() - end >= 0) {
                        return false;
                    }
                    seen++;
                    look.accept(row, kind.type());
                    slice.pause();
                }
                if (found.ended() || found.resources().isEmpty()) {
                    return true;
                }
                after = found.resources().getLast().id();
            }
        }

        /** Between two pieces. */
        private boolean mayGoOn() {
            if (!begun) {
                begun = true;
                return true;
            }
            long left = end - nanos.getAsLong();
            return left > 0 && client.isThere() && turn.letOthersGoFirst(Duration.ofNanos(left));
        }
    }
}
