package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.KindIndex;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.text.Folding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Derives from a canonical document what lookups need. It is the only place that decides what is indexed; what it cuts
 * and folds, {@link FilterNarrowing} cuts and folds alike.
 */
final class IndexKeysReader {
    static final String EMAILS_VALUE = "emails.value";

    private IndexKeysReader() {}

    static IndexKeys read(ResourceKind kind, String id, ObjectNode document) {
        return new IndexKeys(
                kind.uniqueAttribute()
                        .map(attribute -> IndexText.cut(Folding.fold(document.path(attribute).asString(""))))
                        .orElse(id),
                text(document.path("externalId")).map(IndexText::cut),
                text(document.path("displayName")).map(Folding::fold).map(IndexText::cut),
                !kind.hasActive() || document.path("active").asBoolean(true),
                kind.hasManager() ? manager(document).map(IndexText::cut) : Optional.empty(),
                entries(kind, document),
                kind.indexes()
                        .stream()
                        .filter(index -> index.index().isGuarded())
                        .map(index -> index.index().id())
                        .collect(Collectors.toSet()));
    }

    private static List<IndexKeys.Entry> entries(ResourceKind kind, ObjectNode document) {
        Set<IndexKeys.Entry> entries = new LinkedHashSet<>();
        if (kind.entries().contains("emails")) {
            emails(document, entries);
        }
        for (KindIndex index : kind.indexes()) {
            if (index.index().isKept()) {
                values(index, document, value -> add(entries, index, value));
            }
        }
        return List.copyOf(entries);
    }

    /** Gives the values that an index is of. */
    static void values(KindIndex index, ObjectNode document, Consumer<JsonNode> action) {
        JsonNode holder = index.extension().map(document::path).orElse(document);
        each(holder.path(index.attribute().name()), value -> index.sub()
                .ifPresentOrElse(sub -> each(value.path(sub.name()), action), () -> action.accept(value)));
    }

    private static void each(JsonNode value, Consumer<JsonNode> action) {
        if (value.isArray()) {
            value.forEach(action);
        } else if (!value.isMissingNode()) {
            action.accept(value);
        }
    }

    private static void add(Set<IndexKeys.Entry> entries, KindIndex index, JsonNode value) {
        IndexedText.of(index.leaf(), value)
                .ifPresent(text -> entries.add(new IndexKeys.Entry(index.index().id(), text, "")));
    }

    /** The value of the manager reference. */
    static Optional<String> manager(ObjectNode document) {
        return text(document.path(Urns.ENTERPRISE_USER).path("manager").path("value"));
    }

    private static void emails(ObjectNode document, Set<IndexKeys.Entry> entries) {
        for (JsonNode email : document.path("emails")) {
            text(email.path("value"))
                    .map(value -> new IndexKeys.Entry(
                            EMAILS_VALUE,
                            IndexText.cut(Folding.fold(value)),
                            IndexText.cutQualifier(Folding.fold(email.path("type").asString("")))))
                    .ifPresent(entries::add);
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
