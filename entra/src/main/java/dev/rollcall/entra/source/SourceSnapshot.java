package dev.rollcall.entra.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The whole directory at one moment, in the order in which it was written.
 *
 * @param users by object id, soft-deleted ones included
 * @param groups by object id
 * @param assigned the ids of the users and groups that are assigned to the application; the direct members of an assigned
 *        group are assigned with it
 */
public record SourceSnapshot(
        SequencedMap<String, SourceObject> users, SequencedMap<String, SourceObject> groups, Set<String> assigned) {
    public SourceSnapshot {
        users = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(users));
        groups = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(groups));
        assigned = Set.copyOf(assigned);
    }
}
