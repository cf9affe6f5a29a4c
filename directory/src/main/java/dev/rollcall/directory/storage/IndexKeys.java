package dev.rollcall.directory.storage;

import dev.rollcall.directory.text.IndexText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What lookups need of a resource, derived from its document by the directory, already folded and cut (see
 * {@link IndexText}).
 *
 * @param uniqueKey userName or a group's displayName, folded; unique per connection and type
 * @param externalId as it is (caseExact)
 * @param displayName folded
 * @param manager the value of the manager reference
 * @param entries multi-valued attributes, and attributes that the connection has indexed under the ids of their indexes
 * @param guarded the ids of the indexes in which no two resources of the type may come to have a value alike
 */
public record IndexKeys(
        String uniqueKey,
        Optional<String> externalId,
        Optional<String> displayName,
        boolean active,
        Optional<String> manager,
        List<Entry> entries,
        Set<String> guarded) {

    /** Keys of which none is guarded. */
    public IndexKeys(
            String uniqueKey, Optional<String> externalId, Optional<String> displayName, boolean active,
            Optional<String> manager, List<Entry> entries) {
        this(uniqueKey, externalId, displayName, active, manager, entries, Set.of());
    }

    /**
     * One value of a multi-valued attribute.
     *
     * @param attribute the canonical path, for example {@code emails.value}
     * @param value folded
     * @param qualifier the element's folded {@code type}; empty text when it has none
     */
    public record Entry(String attribute, String value, String qualifier) {}

    public IndexKeys {
        entries = List.copyOf(entries);
        guarded = Set.copyOf(guarded);
    }
}
