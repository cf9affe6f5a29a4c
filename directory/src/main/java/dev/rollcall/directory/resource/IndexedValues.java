package dev.rollcall.directory.resource;

import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.KindIndex;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much of a resource the indexes of declared attributes hold.
 *
 * <p>Guarantees: all values of an indexed attribute are in its index, so that no filter misses one; and nobody comes to have more of
 * them than the limit, since each is a row that others wait for. A value of a unique attribute is compared whole. What a resource has
 * already, because it was stored before the attribute was indexed or the limit lowered, keeps nobody from changing the rest.
 */
final class IndexedValues {
    private final ResourceKind kind;
    private final int most;

    /** @param most values of one attribute of a resource */
    IndexedValues(ResourceKind kind, int most) {
        this.kind = kind;
        this.most = most;
    }

    /**
     * Passes when a document may be written.
     *
     * @param before the document as it is; looked at only when this one would not pass without it
     * @throws ScimException 413 when it has too many values, 400 {@code invalidValue} when a unique one is too long
     */
    void require(ObjectNode document, Supplier<ObjectNode> before) {
        for (KindIndex index : kind.indexes()) {
            if (index.index().unique()) {
                requireComparable(index, document, before);
            } else if (index.index().isKept() && hasSeveral(index)) {
                requireFew(index, document, before);
            }
        }
    }

    /** The ids of the indexes that are being built and cannot hold a document. */
    List<String> crowded(ObjectNode document) {
        List<String> crowded = new ArrayList<>();
        for (KindIndex index : kind.indexes()) {
            if (index.index().isKept()
                    && !index.index().isBuilt(kind.name())
                    && texts(index, document).size() > most) {
                crowded.add(index.index().id());
            }
        }
        return crowded;
    }

    private static boolean hasSeveral(KindIndex index) {
        return index.attribute().multiValued() || index.leaf().multiValued();
    }

    private void requireFew(KindIndex index, ObjectNode document, Supplier<ObjectNode> before) {
        int values = texts(index, document).size();
        if (values > most && values > texts(index, before.get()).size()) {
            throw ScimException.of(
                    413,
                    "The resource would have " + values + " values of " + index.path()
                            + ", which is indexed, and at most "
                            + most
                            + " of an indexed attribute may come (limits.indexed-values); nothing was changed. Send"
                            + " fewer, have the operator raise the setting, or declare the schema without that index.");
        }
    }

    private static void requireComparable(KindIndex index, ObjectNode document, Supplier<ObjectNode> before) {
        Optional<String> tooLong = texts(index, document).stream()
                .filter(text -> !IndexText.cut(text).equals(text))
                .findFirst();
        if (tooLong.isPresent() && !texts(index, before.get()).contains(tooLong.get())) {
            throw ScimException.of(
                    ScimType.INVALID_VALUE,
                    "The value of " + index.path() + " has " + tooLong.get().length()
                            + " characters. The attribute is unique, and such values may have at most "
                            + IndexText.MAX_CHARACTERS + " characters and " + IndexText.MAX_BYTES
                            + " bytes, so that they are compared whole; nothing was changed. Send a shorter one.");
        }
    }

    private static Set<String> texts(KindIndex index, ObjectNode document) {
        Set<String> texts = new HashSet<>();
        IndexKeysReader.values(index, document,
                value -> IndexedText.whole(index.leaf(), value).ifPresent(texts::add));
        return texts;
    }
}
