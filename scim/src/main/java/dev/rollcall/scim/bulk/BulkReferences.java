package dev.rollcall.scim.bulk;

import dev.rollcall.scim.bulk.BulkOperation.Change;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * References to what other operations of a bulk request make (RFC 7644 section 3.7.2, requirement 7644-3.7.2-01): {@code
 * bulkId:NAME} as the whole of any text in the data, at the end of a {@code $ref}, in quotes in the path of a PATCH
 * operation, and as the id in the path of the operation itself.
 */
final class BulkReferences {
    private static final String PREFIX = "bulkId:";
    private static final Pattern QUOTED = Pattern.compile("\"" + PREFIX + "([^\"\\\\]+)\"");

    private final UnaryOperator<String> idOf;
    private final boolean inPaths;

    private BulkReferences(UnaryOperator<String> idOf, boolean inPaths) {
        this.idOf = idOf;
        this.inPaths = inPaths;
    }

    /** The names that a change refers to, in the order in which they come. */
    static Set<String> in(Change change) {
        Set<String> names = new LinkedHashSet<>();
        resolve(change, name -> {
            names.add(name);
            return name;
        });
        return names;
    }

    /** The same change with ids in the place of all names. What has no name in it is not copied. */
    static Change resolve(Change change, UnaryOperator<String> idOf) {
        BulkReferences references = new BulkReferences(idOf, change.method().equals("PATCH"));
        return new Change(
                change.method(), references.afterSlash(change.path()), change.version(),
                change.data().map(references::object), change.size());
    }

    private ObjectNode object(ObjectNode object) {
        ObjectNode resolved = object;
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            JsonNode value = value(property.getKey(), property.getValue());
            if (value != property.getValue()) {
                if (resolved == object) {
                    resolved = JsonNodeFactory.instance.objectNode().setAll(object);
                }
                resolved.set(property.getKey(), value);
            }
        }
        return resolved;
    }

    private ArrayNode array(String name, ArrayNode array) {
        ArrayNode resolved = array;
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = value(name, array.get(i));
            if (element != array.get(i)) {
                if (resolved == array) {
                    resolved = JsonNodeFactory.instance.arrayNode(array.size()).addAll(array);
                }
                resolved.set(i, element);
            }
        }
        return resolved;
    }

    private JsonNode value(String name, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> array(name, array);
            case StringNode text -> text(name, text);
            default -> value;
        };
    }

    private StringNode text(String name, StringNode node) {
        String text = node.stringValue();
        if (!text.contains(PREFIX)) {
            return node;
        }
        String resolved = text;
        if (text.startsWith(PREFIX)) {
            resolved = idOf.apply(text.substring(PREFIX.length()));
        } else if (name.equalsIgnoreCase("$ref")) {
            resolved = afterSlash(text);
        } else if (inPaths && name.equalsIgnoreCase("path")) {
            resolved = quoted(text);
        }
        return resolved.equals(text) ? node : StringNode.valueOf(resolved);
    }

    private String afterSlash(String url) {
        int begin = url.lastIndexOf("/" + PREFIX);
        return begin < 0
                ? url
                : url.substring(0, begin + 1) + idOf.apply(url.substring(begin + 1 + PREFIX.length()));
    }

    private String quoted(String path) {
        return QUOTED.matcher(path)
                .replaceAll(found -> Matcher.quoteReplacement('"' + idOf.apply(found.group(1)) + '"'));
    }
}
