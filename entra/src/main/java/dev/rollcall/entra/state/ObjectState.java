package dev.rollcall.entra.state;

import dev.rollcall.client.target.ObjectType;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one source object.
 *
 * @param displayName for the log once the object is gone
 * @param digest of the object's content and entitlement when it was last handled
 * @param targetId the cached id of its object in the target
 * @param manager the source id of the manager that the target was last told
 * @param members the source ids of the members that the target was last told, in ascending order
 * @param escrow the failure that waits to be retried
 * @param referenceEscrow the same for its references
 * @param keptByDecision whether an administrator rejected its deletion; it stays as it is until it is in scope again
 */
public record ObjectState(
        ObjectType type,
        String displayName,
        String digest,
        Management management,
        Optional<String> targetId,
        Optional<String> manager,
        List<String> members,
        Optional<Escrow> escrow,
        Optional<Escrow> referenceEscrow,
        boolean keptByDecision) {
    /** Unlike every digest, so that the object is looked at as soon as it is in scope again. */
    private static final String KEPT = "kept";
    /** Likewise: its own attributes are as wanted, its references are not linked yet. */
    private static final String UNLINKED_REFERENCES = "references";

    public ObjectState {
        members = List.copyOf(members);
    }

    /** An object that has nothing in the target yet. */
    public static ObjectState unlinked(ObjectType type, String displayName, String digest) {
        return new ObjectState(
                type,
                displayName,
                digest,
                Management.UNLINKED,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** Handled without failure in that content; what failed before is forgotten. */
    public ObjectState handled(String newDisplayName, String newDigest, Management newManagement) {
        return new ObjectState(
                type,
                newDisplayName,
                newDigest,
                newManagement,
                targetId,
                manager,
                members,
                Optional.empty(),
                referenceEscrow,
                false);
    }

    /** Bound to an object of the target; what the target was told of references about another one is forgotten. */
    public ObjectState linkedTo(String id) {
        boolean same = targetId.equals(Optional.of(id));
        return new ObjectState(
                type,
                displayName,
                digest,
                management,
                Optional.of(id),
                same ? manager : Optional.empty(),
                same ? members : List.of(),
                escrow,
                referenceEscrow,
                keptByDecision);
    }

    /** Without an object in the target. */
    public ObjectState withoutLink() {
        return new ObjectState(
                type,
                displayName,
                digest,
                Management.UNLINKED,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                escrow,
                Optional.empty(),
                keptByDecision);
    }

    public ObjectState withManager(Optional<String> sourceId) {
        return references(sourceId, members, Optional.empty());
    }

    public ObjectState withMembers(List<String> sourceIds, Optional<Escrow> failure) {
        return references(manager, sourceIds.stream().sorted().toList(), failure);
    }

    public ObjectState withReferenceEscrow(Optional<Escrow> failure) {
        return references(manager, members, failure);
    }

    /** Handled but for its references: until {@link #inDigest} says otherwise, every cycle looks at it again. */
    public ObjectState awaitingReferences() {
        return inDigest(UNLINKED_REFERENCES);
    }

    /** The same, last handled in that content. */
    public ObjectState inDigest(String newDigest) {
        return new ObjectState(
                type,
                displayName,
                newDigest,
                management,
                targetId,
                manager,
                members,
                escrow,
                referenceEscrow,
                keptByDecision);
    }

    /** Failed in that content. */
    public ObjectState failed(String newDigest, Escrow failure) {
        return new ObjectState(
                type,
                displayName,
                newDigest,
                management,
                targetId,
                manager,
                members,
                Optional.of(failure),
                referenceEscrow,
                keptByDecision);
    }

    /** Without what failed before, as after a restart. */
    public ObjectState withoutEscrows() {
        return new ObjectState(
                type,
                displayName,
                digest,
                management,
                targetId,
                manager,
                members,
                Optional.empty(),
                Optional.empty(),
                keptByDecision);
    }

    /** Left as it is by an administrator's decision. */
    public ObjectState kept() {
        return new ObjectState(
                type,
                displayName,
                KEPT,
                management,
                targetId,
                manager,
                members,
                Optional.empty(),
                referenceEscrow,
                true);
    }

    private ObjectState references(Optional<String> newManager, List<String> newMembers, Optional<Escrow> failure) {
        return new ObjectState(
                type,
                displayName,
                digest,
                management,
                targetId,
                newManager,
                newMembers,
                escrow,
                failure,
                keptByDecision);
    }
}
