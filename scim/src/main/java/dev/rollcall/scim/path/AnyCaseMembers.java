package dev.rollcall.scim.path;

import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of one object, found and written by their names in any case.
 *
 * <p>The first name that is not there exactly as it is spelled costs one pass over the members; each one after that costs a
 * few comparisons, however many members there are. Two names are the same exactly when {@link String#equalsIgnoreCase} says
 * so; of several members of the same name the one that is spelled exactly so is meant, otherwise the first.
 *
 * <p>Whatever changes the object goes through here as long as this is in use. Not shared between threads.
 */
public final class AnyCaseMembers {
    private final ObjectNode object;
    /** Ordered by text and not hashed, so that no choice of names makes a look-up slow. */
    private final TreeMap<String, String> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean indexed;

    /**
     * The members of that object, which is written to.
     *
     * @param object whose members they are
     */
    public AnyCaseMembers(ObjectNode object) {
        this.object = object;
    }

    /** {@return the object itself} */
    public ObjectNode object() {
        return object;
    }

    /**
     * {@return the key of the member of that name; empty when there is none}
     *
     * @param name in any case
     */
    public Optional<String> key(String name) {
        if (object.has(name)) {
            return Optional.of(name);
        }
        if (!indexed) {
            object.propertyNames().forEach(key -> keys.putIfAbsent(key, key));
            indexed = true;
        }
        return Optional.ofNullable(keys.get(name));
    }

    /**
     * Sets the member of that name; one that is new is spelled so.
     *
     * @param name in any case
     * @param value of the member
     */
    public void set(String name, JsonNode value) {
        setExactly(key(name).orElse(name), value);
    }

    /**
     * Sets the member of exactly that key.
     *
     * @param key as it is spelled
     * @param value of the member
     */
    public void setExactly(String key, JsonNode value) {
        object.set(key, value);
        if (indexed) {
            keys.putIfAbsent(key, key);
        }
    }

    /**
     * Takes out the member of that name.
     *
     * @param name in any case
     */
    public void remove(String name) {
        key(name).ifPresent(key -> {
            object.remove(key);
            keys.remove(key, key);
        });
    }
}
