package dev.rollcall.outbound.sync;

import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A target as a sync sees it: everything that it has, page by page, and what it is to have of whom. */
public interface SyncTarget extends AutoCloseable {
    /** By which rows users, or groups, are made there. */
    TargetMapping mapping(TargetKind kind);

    /**
     * A page of all users or groups.
     *
     * @param place where the page before said that this one begins; empty text for the first one
     * @throws TargetUnreadableException when there is none to be had
     */
    TargetPage page(TargetKind kind, String place);

    /**
     * Makes the target have somebody of a file, as a delivery of the stream would: by the id that is given, else after a look-up, so
     * that nobody is made twice whose creation was not acknowledged. Safe for use by many threads.
     *
     * @param remoteId the id there; empty when the target has them not, as far as anybody knows
     * @param tries how often it was tried in vain
     */
    DeliveryOutcome send(SourceUser user, Optional<String> remoteId, int tries);

    /** The time that its calls are measured by: only goes forward, in nanoseconds. */
    long nanos();

    @Override
    void close();

    /**
     * Some resources.
     *
     * @param next the place of those behind; empty when these are the last
     * @param withMembers whether groups have their members
     */
    record TargetPage(List<ObjectNode> resources, Optional<String> next, boolean withMembers) {
        public TargetPage {
            resources = List.copyOf(resources);
        }
    }
}
