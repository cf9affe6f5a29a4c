package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.text.XsdDateTime;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The order of a list (RFC 7644 section 3.4.2.3) over full canonical resources.
 *
 * <p>Guarantees: text is ordered by code points, folded unless the attribute is caseExact, numbers and times by value
 * (7644-3.4.2.3-06); a multi-valued attribute counts by its primary element, else by its first (-04); resources without
 * a value are last when ascending and first when descending (-03); ties are broken by {@code id}, ascending, so that
 * pages do not overlap (-07).
 */
public final class SortOrder implements Comparator<ObjectNode> {
    private static final Comparator<ObjectNode> BY_ID = Comparator.comparing(
            resource -> resource.path("id").asString(""), Folding::compareCodePoints);

    /** Of the objects that a key consists of. */
    private static final int KEY_SIZE = 300;
    private static final int SHORT = 1_024;

    private final AttributePath path;
    private final boolean descending;
    private final List<String> keys;

    private SortOrder(AttributePath path, boolean descending) {
        this.path = path;
        this.descending = descending;
        this.keys = DocumentKeys.of(path);
    }

    /**
     * {@return the order by that attribute}
     *
     * @param type of the resources
     * @param sortBy the name of the attribute that decides
     * @param descending whether the largest value comes first
     * @param dialect what is tolerated
     * @throws ScimException {@code invalidValue} when the type has no such attribute, or it is complex and has no
     *     {@code value} (7644-3.4.2.3-05)
     */
    public static SortOrder of(ResourceType type, String sortBy, boolean descending, RequestDialect dialect) {
        AttributePath path = AttributePaths.resolve(type, sortBy, dialect.dialect(), dialect.fired(), "sortBy")
                .filter(found -> !found.neverAnswered())
                .orElseThrow(() -> invalid("sortBy names no attribute of " + type.name()
                        + "; use one that /Schemas lists, such as meta.created."));
        if (!path.leaf().complex()) {
            return new SortOrder(path, descending);
        }
        Optional<Attribute> value = path.attribute().multiValued()
                ? path.leaf().subAttribute("value").filter(part -> !part.neverAnswered())
                : Optional.empty();
        return new SortOrder(value.map(path::withSubAttribute).orElseThrow(() -> needsPart(path)), descending);
    }

    private static ScimException needsPart(AttributePath path) {
        return invalid("sortBy needs a sub-attribute of " + path
                + path.leaf()
                        .subAttributes()
                        .stream()
                        .filter(part -> !part.neverAnswered())
                        .findFirst()
                        .map(part -> ", for example " + path + "." + part.name())
                        .orElse("")
                + ".");
    }

    /** {@return the attribute that decides} */
    public AttributePath path() {
        return path;
    }

    /** {@return whether the largest value comes first} */
    public boolean descending() {
        return descending;
    }

    @Override
    public int compare(ObjectNode a, ObjectNode b) {
        JsonNode x = key(a);
        JsonNode y = key(b);
        int byValue = x == null ? (y == null ? 0 : 1) : y == null ? -1 : compareValues(x, y);
        if (byValue != 0) {
            return descending ? -byValue : byValue;
        }
        return BY_ID.compare(a, b);
    }

    /**
     * As little of a resource as the order looks at: keys compare as the resources that they are of.
     *
     * @param resource a full canonical one
     * @return an object with the {@code id} and the value that decides
     */
    public ObjectNode keyOf(ObjectNode resource) {
        return keyOf(resource, key(resource));
    }

    private ObjectNode keyOf(ObjectNode resource, @Nullable JsonNode value) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.set("id", resource.path("id"));
        if (value != null) {
            ObjectNode holder = key;
            for (String name : keys.subList(0, keys.size() - 1)) {
                holder = holder.putObject(name);
            }
            holder.set(keys.getLast(), value);
        }
        return key;
    }

    /**
     * {@return the same with a text of at most {@value #SHORT} characters, so that keys that are kept stay small} The
     * order of such keys is that of the resources but for texts that differ behind them, which the {@code id} orders.
     *
     * @param resource a full canonical one
     */
    public ObjectNode shortKeyOf(ObjectNode resource) {
        JsonNode value = key(resource);
        return keyOf(resource,
                value instanceof StringNode text ? StringNode.valueOf(Excerpt.of(text.stringValue(), SHORT)) : value);
    }

    /**
     * {@return about how many bytes of memory a key takes}
     *
     * @param key one that this class made
     */
    public static long size(ObjectNode key) {
        long size = KEY_SIZE;
        for (JsonNode value : key) {
            size += value.isContainer() ? value.toString().length() : value.asString("").length();
        }
        return size;
    }

    private @Nullable JsonNode key(ObjectNode resource) {
        JsonNode node = resource;
        for (String key : keys) {
            node = decisive(node.get(key));
            if (node == null) {
                return null;
            }
        }
        return node.isNull() ? null : node;
    }

    private static @Nullable JsonNode decisive(@Nullable JsonNode value) {
        if (value == null || !value.isArray()) {
            return value;
        }
        for (JsonNode element : value) {
            if (element.path("primary").booleanValue(false)) {
                return element;
            }
        }
        return value.get(0);
    }

    private int compareValues(JsonNode x, JsonNode y) {
        return switch (path.leaf().type()) {
            case BOOLEAN -> Boolean.compare(x.booleanValue(false), y.booleanValue(false));
            case INTEGER, DECIMAL -> x.asDecimal().compareTo(y.asDecimal());
            case DATE_TIME -> instant(x).compareTo(instant(y));
            case STRING, REFERENCE, BINARY, COMPLEX -> Folding.compareCodePoints(text(x), text(y));
        };
    }

    private static Instant instant(JsonNode value) {
        return XsdDateTime.parse(value.asString("")).orElse(Instant.MAX);
    }

    private String text(JsonNode value) {
        String text = value.asString("");
        return path.leaf().caseExact() ? text : Folding.fold(text);
    }

    private static ScimException invalid(String detail) {
        return ScimException.of(ScimType.INVALID_VALUE, detail);
    }
}
