package dev.rollcall.outbound.sync;

import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetRow;
import dev.rollcall.mapping.target.TargetValue;
import dev.rollcall.outbound.delivery.TextDigest;
import dev.rollcall.scim.text.Folding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a mapping's rows have in a document, small enough to be kept for each of a million resources and yet told apart by row:
 * eight bytes of a digest for each row, in the order of rows.
 *
 * <p>Two values are the same when what they say is: absent, null, an empty text and an empty list are; a boolean and its text are;
 * the order of a list and of an object's members does not count.
 */
final class RowPrints {
    private static final String NOTHING = "-";
    private static final int BYTES = 8;

    private final TargetMapping mapping;
    private final List<TargetRow> rows;

    RowPrints(TargetMapping mapping) {
        this.mapping = mapping;
        this.rows = mapping.rows().stream().filter(row -> row.enabled() && !row.onCreate()).toList();
    }

    /** The print of what the target is to have. */
    static String of(TargetBody wanted) {
        return print(wanted.values());
    }

    /** The print of what the target has. */
    String of(ObjectNode shown) {
        return print(mapping.seen(shown));
    }

    /** The paths of the rows in which two prints differ. */
    List<String> differences(String one, String other) {
        String[] left = one.split(" ");
        String[] right = other.split(" ");
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (left.length != rows.size() || right.length != rows.size() || !left[i].equals(right[i])) {
                paths.add(rows.get(i).scim());
            }
        }
        return paths;
    }

    /** What somebody may be matched by: these attributes of the profile. */
    static Set<String> keys(ObjectNode profile, Collection<String> attributes) {
        Set<String> keys = new TreeSet<>();
        attributes.forEach(name -> texts(at(profile, name), false).forEach(value -> keys.add(key(name, value))));
        return keys;
    }

    /**
     * What a target's resource may be matched by: for each of these attributes of the profile, what stands at the places that it
     * feeds, and in every other element of a list that it feeds.
     */
    Set<String> keysShown(ObjectNode shown, Collection<String> attributes) {
        Set<String> keys = new TreeSet<>();
        List<TargetValue> values = mapping.seen(shown);
        for (int i = 0; i < rows.size(); i++) {
            Optional<String> source = rows.get(i).auth0().filter(attributes::contains);
            if (source.isPresent()) {
                TargetValue value = values.get(i);
                List<String> texts = new ArrayList<>(value.value().map(node -> texts(node, false)).orElse(List.of()));
                value.element().ifPresent(element -> texts.addAll(texts(shown.path(element.list()), true)));
                texts.forEach(text -> keys.add(key(source.get(), text)));
            }
        }
        return keys;
    }

    private static List<String> texts(JsonNode node, boolean elements) {
        if (elements) {
            return node.valueStream().flatMap(element -> texts(element.path("value"), false).stream()).toList();
        }
        String text = node.isValueNode() ? node.asString().strip() : "";
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static JsonNode at(JsonNode profile, String path) {
        JsonNode node = profile;
        for (String name : path.split("\\.")) {
            node = node.path(name);
        }
        return node;
    }

    private static String print(List<TargetValue> values) {
        return values.stream()
                .map(value -> value.value().map(RowPrints::print).orElse(NOTHING))
                .collect(Collectors.joining(" "));
    }

    private static String key(String attribute, String value) {
        String key = attribute + " " + Folding.fold(value);
        return key.length() <= 200 ? key : key.substring(0, 150) + digest(key);
    }

    private static String print(JsonNode value) {
        String text = canonical(value);
        return text.isEmpty() ? NOTHING : digest(text);
    }

    private static String canonical(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                Map<String, String> members = new TreeMap<>();
                object.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
                members.values().removeIf(String::isEmpty);
                yield members.isEmpty() ? "" : members.toString();
            }
            case ArrayNode array -> {
                List<String> elements = array.valueStream()
                        .map(RowPrints::canonical)
                        .filter(text -> !text.isEmpty())
                        .sorted()
                        .toList();
                yield elements.isEmpty() ? "" : elements.toString();
            }
            default -> value.isNull() ? ""
                    : value.asString().equalsIgnoreCase("true") ? "true"
                            : value.asString().equalsIgnoreCase("false") ? "false" : value.asString();
        };
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(TextDigest.of(text), 0, BYTES);
    }
}
