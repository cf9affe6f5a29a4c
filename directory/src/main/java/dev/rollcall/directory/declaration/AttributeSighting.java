package dev.rollcall.directory.declaration;

import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.text.XsdDateTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the stored values of one undeclared attribute are like.
 *
 * <p>Guarantees: it looks no deeper than a schema can declare, which is at the attribute and its parts, however deep a value is; in
 * memory is what its {@link SightingRoom} has room for, which all of a search share.
 */
final class AttributeSighting {
    /** Parts of one attribute that are looked at; more are passed over. */
    private static final int MOST_PARTS = 50;
    /** Characters of a name that are kept; a legal one has fewer. */
    private static final int LONGEST = 100;

    private final String name;
    private final SightingRoom room;
    /** Whether it is a part of another one: what is below it no schema can declare, and nobody looks there. */
    private final boolean part;
    private final Set<AttributeType> types = EnumSet.noneOf(AttributeType.class);
    private final Map<String, AttributeSighting> parts = new LinkedHashMap<>();
    private boolean list;
    private boolean single;

    private AttributeSighting(String name, SightingRoom room, boolean part) {
        this.name = name;
        this.room = room;
        this.part = part;
    }

    /** One that nothing was seen of yet; empty when there is no room for it. */
    static Optional<AttributeSighting> of(String name, SightingRoom room) {
        return of(name, room, false);
    }

    private static Optional<AttributeSighting> of(String name, SightingRoom room, boolean part) {
        // Longer than any legal one, whatever is behind.
        String kept = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        return room.take(kept) ? Optional.of(new AttributeSighting(kept, room, part)) : Optional.empty();
    }

    /** By what an attribute of that name is known. */
    static String key(String name) {
        return (name.length() > LONGEST ? name.substring(0, LONGEST) : name).toLowerCase(Locale.ROOT);
    }

    void see(JsonNode value) {
        if (value.isArray()) {
            list = true;
            value.forEach(this::seeOne);
        } else {
            single = true;
            seeOne(value);
        }
    }

    private void seeOne(JsonNode value) {
        types.add(type(value));
        if (value.isObject() && !part) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                String key = key(member.getKey());
                if (!parts.containsKey(key) && parts.size() < MOST_PARTS) {
                    of(member.getKey(), room, true).ifPresent(seen -> parts.put(key, seen));
                }
                Optional.ofNullable(parts.get(key)).ifPresent(seen -> seen.see(member.getValue()));
            }
        }
    }

    private static AttributeType type(JsonNode value) {
        if (value.isObject() || value.isArray()) {
            return AttributeType.COMPLEX;
        }
        if (value.isBoolean()) {
            return AttributeType.BOOLEAN;
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? AttributeType.INTEGER : AttributeType.DECIMAL;
        }
        return XsdDateTime.parse(value.asString("")).isPresent() ? AttributeType.DATE_TIME : AttributeType.STRING;
    }

    /** The definition that fits what was seen; empty when none does, with a note why. */
    Optional<ObjectNode> definition(String path, List<String> notes) {
        if (types.contains(AttributeType.COMPLEX) && types.size() > 1) {
            notes.add(path + " is an object in some resources and no object in others, so that it is left out.");
            return Optional.empty();
        }
        if (list && single) {
            notes.add(path + " is a list in some resources and a single value in others.");
        }
        ObjectNode definition = JsonNodeFactory.instance.objectNode()
                .put("name", name)
                .put("type", type(path, notes).keyword());
        if (types.contains(AttributeType.COMPLEX) && !parts(definition, path, notes)) {
            return Optional.empty();
        }
        return Optional.of(definition.put("multiValued", list)
                .put("description", "")
                .put("required", false)
                .put("mutability", "readWrite")
                .put("returned", "default"));
    }

    private AttributeType type(String path, List<String> notes) {
        if (types.size() == 1) {
            return types.iterator().next();
        }
        if (types.equals(EnumSet.of(AttributeType.INTEGER, AttributeType.DECIMAL))) {
            return AttributeType.DECIMAL;
        }
        if (!types.equals(EnumSet.of(AttributeType.STRING, AttributeType.DATE_TIME))) {
            notes.add(path + " has values of several types, and a text takes them all.");
        }
        return AttributeType.STRING;
    }

    /** @return whether any part can be declared */
    private boolean parts(ObjectNode definition, String path, List<String> notes) {
        var subAttributes = definition.putArray("subAttributes");
        for (AttributeSighting below : parts.values()) {
            String place = path + "." + below.name;
            if (!SuggestionSearch.isLegal(below.name) && !below.name.equals("$ref")) {
                notes.add(place + " has a name that no schema can declare, and stays undeclared.");
            } else if (below.types.contains(AttributeType.COMPLEX)) {
                notes.add(place + " is an object inside an object, which no schema can declare, and stays undeclared.");
            } else if (below.name.equals("$ref")) {
                subAttributes.add(JsonNodeFactory.instance.objectNode()
                        .put("name", below.name)
                        .put("type", "reference")
                        .set("referenceTypes", JsonNodeFactory.instance.arrayNode().add("uri")));
            } else {
                below.definition(place, notes).ifPresent(subAttributes::add);
            }
        }
        return !subAttributes.isEmpty();
    }
}
