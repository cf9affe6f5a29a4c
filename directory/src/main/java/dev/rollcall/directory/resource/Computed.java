package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import java.util.List;
import java.util.Optional;

/**
 * What an answer holds beside the stored document.
 *
 * @param manager whom a user's manager reference points at, when it resolves
 * @param groups the groups that the resource is a direct member of
 * @param members a group's members
 */
record Computed(Optional<Reference> manager, List<Reference> groups, List<ResolvedMember> members) {
    static final Computed NOTHING = new Computed(Optional.empty(), List.of(), List.of());

    /** Whether there is anything that can change without the resource's version. */
    boolean volatileParts() {
        return manager.isPresent() || !groups.isEmpty() || !members.isEmpty();
    }

    /** The same with these members. */
    Computed with(List<ResolvedMember> others) {
        return new Computed(manager, groups, others);
    }

    /** The same without members. */
    Computed withoutMembers() {
        return new Computed(manager, groups, List.of());
    }
}
