package dev.rollcall.mapping;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where an attribute stands in a profile: a root attribute, or a member of {@code app_metadata} or {@code user_metadata}. Names
 * are told apart by case, as everywhere in a profile.
 *
 * @param keys the names that lead there from the top, at least one; none is empty
 */
public record ProfilePath(List<String> keys) {
    /** The two objects that a product may fill as it likes. */
    public static final String APP_METADATA = "app_metadata";
    public static final String USER_METADATA = "user_metadata";

    public ProfilePath {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("A path in a profile has at least one name, and no empty one");
        }
    }

    /** The path of these names; a dot in one of them is a part of the name. */
    public static ProfilePath of(String... keys) {
        return new ProfilePath(List.of(keys));
    }

    /** The path that the text names, its names separated by dots. */
    public static ProfilePath parse(String text) {
        return new ProfilePath(List.of(text.split("\\.", -1)));
    }

    /** Whether this is {@code app_metadata} or {@code user_metadata}, or leads into one of them. */
    public boolean inMetadata() {
        return keys.getFirst().equals(APP_METADATA) || keys.getFirst().equals(USER_METADATA);
    }

    /** Whether this leads to the same place or further down. */
    public boolean startsWith(ProfilePath other) {
        return keys.size() >= other.keys.size() && keys.subList(0, other.keys.size()).equals(other.keys);
    }

    /** What stands there; empty when nothing does, or null. */
    public Optional<JsonNode> in(ObjectNode attributes) {
        return in(attributes, 0);
    }

    /** What stands there, in an object that itself stands at the first so many names of this. */
    Optional<JsonNode> in(JsonNode below, int depth) {
        JsonNode node = below;
        for (String key : keys.subList(depth, keys.size())) {
            node = node.path(key);
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** Puts a value there; objects on the way are made, and what is no object there gives way. */
    public void put(ObjectNode attributes, JsonNode value) {
        ObjectNode node = attributes;
        for (String key : keys.subList(0, keys.size() - 1)) {
            if (!(node.get(key) instanceof ObjectNode)) {
                node.set(key, JsonNodeFactory.instance.objectNode());
            }
            node = (ObjectNode) node.path(key);
        }
        node.set(keys.getLast(), value);
    }

    /** The names with dots between them. */
    @Override
    public String toString() {
        return String.join(".", keys);
    }
}
