package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.text.Folding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Derives from a canonical document what lookups need. It is the only place that decides what is indexed; what it cuts
 * and folds, {@link FilterNarrowing} cuts and folds alike.
 */
final class IndexKeysReader {
    static final String EMAILS_VALUE = "emails.value";

    private IndexKeysReader() {}

    static IndexKeys read(ResourceKind kind, ObjectNode document) {
        String unique = document.path(kind.uniqueAttribute()).asString("");
        return new IndexKeys(
                IndexText.cut(Folding.fold(unique)),
                text(document.path("externalId")).map(IndexText::cut),
                text(document.path("displayName")).map(Folding::fold).map(IndexText::cut),
                !kind.hasActive() || document.path("active").asBoolean(true),
                kind.hasManager() ? manager(document).map(IndexText::cut) : Optional.empty(),
                kind.entries().contains("emails") ? emails(document) : List.of());
    }

    /** The value of the manager reference. */
    static Optional<String> manager(ObjectNode document) {
        return text(document.path(Urns.ENTERPRISE_USER).path("manager").path("value"));
    }

    private static List<IndexKeys.Entry> emails(ObjectNode document) {
        Set<IndexKeys.Entry> entries = new LinkedHashSet<>();
        for (JsonNode email : document.path("emails")) {
            text(email.path("value"))
                    .map(value -> new IndexKeys.Entry(
                            EMAILS_VALUE,
                            IndexText.cut(Folding.fold(value)),
                            IndexText.cutQualifier(Folding.fold(email.path("type").asString("")))))
                    .ifPresent(entries::add);
        }
        return List.copyOf(entries);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
