package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Search.Allowance;
import dev.rollcall.directory.resource.Search.TurnNeededException;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;

/**
 * What one request may look at one by one, in all of its searches together: in its turn up to {@link ScanLimits}; without one
 * up to {@value #FEW} resources and {@value #FEW_BYTES} bytes, which is what an indexed look-up leads to.
 */
final class ScanBudget {
    /** Resources that may be looked at without a turn. */
    static final int FEW = 100;
    /** Bytes of documents that may be looked at without a turn. */
    static final int FEW_BYTES = 256 << 10;

    private static final int CHUNK = 500;
    private static final int CHUNK_BYTES = 4 << 20;

    private final ScanLimits limits;
    private final Allowance allowance;
    private int resources;
    private long bytes;
    private int members;

    ScanBudget(ScanLimits limits, Allowance allowance) {
        this.limits = limits;
        this.allowance = allowance;
    }

    /** How many resources are read at a time. */
    int chunk() {
        return allowance == Allowance.AT_ONCE ? FEW : CHUNK;
    }

    /** How many bytes of resources are read at a time. */
    int chunkBytes() {
        return allowance == Allowance.AT_ONCE ? FEW_BYTES : CHUNK_BYTES;
    }

    /** Passes only in a turn. */
    void requireTurn() {
        if (allowance == Allowance.AT_ONCE) {
            throw new TurnNeededException();
        }
    }

    /** Without a turn, passes only when what was read is all that there is to look at, and little. */
    void requireFew(ResourceStretch stretch) {
        if (allowance == Allowance.AT_ONCE) {
            resources += stretch.resources().size();
            bytes += stretch.resources().stream().mapToLong(resource -> resource.document().length).sum();
            if (!stretch.ended() || resources > FEW || bytes > FEW_BYTES) {
                throw new TurnNeededException();
            }
        }
    }

    /**
     * Takes note of a resource that is looked at.
     *
     * @throws ScimException {@code tooMany} when it is one too many
     */
    void count(Search.Request request, StoredResource resource) {
        if (allowance == Allowance.AT_ONCE) {
            return;
        }
        bytes += resource.document().length;
        if (++resources > limits.resources() || bytes > limits.bytes()) {
            throw Search.tooMany(
                    request,
                    "No index serves this filter or sort order, and it would look at more than "
                            + limits.resources() + " resources (limits.filter-scan) or " + limits.bytes()
                            + " bytes of them (limits.filter-scan-bytes).");
        }
    }

    /** How many members the next group may have at most. */
    int membersLeft() {
        return limits.members() - members;
    }

    /**
     * Takes note of members that are looked at.
     *
     * @throws ScimException {@code tooMany} when they are too many
     */
    void countMembers(Search.Request request, int read) {
        if (read > membersLeft()) {
            throw Search.tooMany(
                    request,
                    "No index serves this filter, and it would look at more than " + limits.members()
                            + " members of groups (limits.filter-members).");
        }
        members += read;
    }
}
