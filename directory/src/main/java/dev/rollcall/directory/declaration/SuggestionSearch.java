package dev.rollcall.directory.declaration;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at what users and groups have that no schema declares, and proposes schemas for it.
 *
 * <p>Guarantees: it goes as far as a {@link PacedWalk}; in memory are at most {@value #MOST} proposals of as many attributes, within
 * the bytes of a {@link SightingRoom}.
 */
final class SuggestionSearch {
    /** Proposals, and attributes of each. */
    private static final int MOST = 100;
    /** Characters of the longest name that a schema may have. */
    private static final int LONGEST_URN = 200;
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Set<String> RESERVED = Set.of("schemas", "id", "externalid", "meta", "members", "groups");
    private static final String TOP = "urn:example:params:scim:schemas:suggested:2.0:";

    private final PacedWalk walk;
    private final SightingRoom room = new SightingRoom();
    private final Map<String, Sighted> sighted = new LinkedHashMap<>();

    SuggestionSearch(PacedWalk walk) {
        this.walk = walk;
    }

    /** What was seen of one proposal. */
    private final class Sighted {
        private final String urn;
        private final String type;
        private final Map<String, AttributeSighting> attributes = new LinkedHashMap<>();
        private long resources;
        private boolean more;

        Sighted(String urn, String type) {
            this.urn = urn;
            this.type = type;
        }

        void see(String name, JsonNode value) {
            String key = AttributeSighting.key(name);
            if (!attributes.containsKey(key) && attributes.size() < MOST) {
                AttributeSighting.of(name, room).ifPresent(seen -> attributes.put(key, seen));
            }
            Optional<AttributeSighting> known = Optional.ofNullable(attributes.get(key));
            known.ifPresent(seen -> seen.see(value));
            more |= known.isEmpty();
        }
    }

    static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }

    List<Suggestion> of(Connection connection) {
        ConnectionTypes types = connection.types();
        LookExtent looked = walk.over(connection, List.of(types.of(types.user()), types.of(types.group())),
                (row, type) -> look(type, ResourceWalk.document(row)));
        List<Suggestion> suggestions = new ArrayList<>();
        sighted.values().forEach(each -> suggestion(each, looked).ifPresent(suggestions::add));
        return suggestions;
    }

    private void look(ResourceType type, ObjectNode document) {
        boolean top = false;
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            String name = member.getKey();
            boolean declared = type.schema().attribute(name).isPresent()
                    || CommonAttributes.named(name).isPresent()
                    || type.schema(name).isPresent();
            if (declared) {
                continue;
            }
            if (CanonicalDocument.isContainer(type, name, member.getValue())) {
                sighted(name, type).ifPresent(found -> {
                    found.resources++;
                    member.getValue().properties().forEach(inner -> found.see(inner.getKey(), inner.getValue()));
                });
            } else {
                Optional<Sighted> found = sighted(TOP + type.name(), type);
                found.ifPresent(there -> there.see(name, member.getValue()));
                if (!top) {
                    found.ifPresent(there -> there.resources++);
                }
                top = true;
            }
        }
    }

    private Optional<Sighted> sighted(String urn, ResourceType type) {
        if (urn.length() > LONGEST_URN) {
            return Optional.empty();
        }
        String key = urn.toLowerCase(Locale.ROOT) + " " + type.name();
        if (!sighted.containsKey(key) && sighted.size() >= MOST) {
            return Optional.empty();
        }
        return Optional.of(sighted.computeIfAbsent(key, absent -> new Sighted(urn, type.name())));
    }

    private Optional<Suggestion> suggestion(Sighted sighted, LookExtent looked) {
        List<String> notes = new ArrayList<>();
        if (!looked.complete()) {
            notes.add(looked.text() + ", so that others may have more of it.");
        }
        if (sighted.urn.startsWith(TOP)) {
            notes.add(
                    "These attributes stand at the top level of resources. Give the schema a URN of your own; what comes without"
                            + " a URN is taken for the extension's then, by the tolerance unqualified-extension.");
        }
        if (sighted.more) {
            notes.add(room.isFull()
                    ? "There is more than can be kept in mind at a time; the rest is left out."
                    : "There are more than " + MOST + " attributes; the rest is left out.");
        }
        ArrayNode attributes = JsonNodeFactory.instance.arrayNode();
        sighted.attributes.forEach((key, attribute) -> {
            if (RESERVED.contains(key) || !isLegal(key)) {
                notes.add(key + " has a name that no schema can declare, and stays undeclared.");
            } else {
                attribute.definition(key, notes).ifPresent(attributes::add);
            }
        });
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode declaration = JsonNodeFactory.instance.objectNode();
        ObjectNode schema = declaration.putObject("schema")
                .put("id", sighted.urn)
                .put("name", sighted.type + " extension")
                .put("description", "");
        schema.set("attributes", attributes);
        declaration.putArray("extends").addObject().put("resource_type", sighted.type).put("required", false);
        return Optional.of(new Suggestion(sighted.urn, sighted.resources, declaration, notes));
    }
}
