package dev.rollcall.directory.storage;

import dev.rollcall.directory.text.IndexText;
import java.util.List;
import java.util.Optional;

/**
 * What lookups need of a resource, derived from its document by the directory, already folded and cut (see
 * {@link IndexText}).
 *
 * @param uniqueKey userName or a group's displayName, folded; unique per connection and type
 * @param externalId as it is (caseExact)
 * @param displayName folded
 * @param manager the value of the manager reference
 * @param entries multi-valued attributes
 */
public record IndexKeys(
        String uniqueKey,
        Optional<String> externalId,
        Optional<String> displayName,
        boolean active,
        Optional<String> manager,
        List<Entry> entries) {

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
    }
}
