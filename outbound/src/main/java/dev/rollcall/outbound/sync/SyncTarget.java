package dev.rollcall.outbound.sync;

import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
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
