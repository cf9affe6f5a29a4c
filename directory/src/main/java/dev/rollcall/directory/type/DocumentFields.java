package dev.rollcall.directory.type;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LikelyName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads members of a declaration by the letter: a name that is not known, and a value of another type, is refused with what to
 * write instead, so that a slip does not become a default.
 */
final class DocumentFields {
    private final ObjectNode document;
    private final String where;

    /** @param where how the object is called in messages, such as {@code The schema} */
    DocumentFields(ObjectNode document, String where) {
        this.document = document;
        this.where = where;
    }

    void requireKnown(List<String> known) {
        for (String name : document.propertyNames()) {
            if (!known.contains(name)) {
                throw refused("has a member \"" + Excerpt.of(name) + "\", which none has"
                        + LikelyName.of(name, known)
                                .map(meant -> "; did you mean " + meant + "?")
                                .orElse("; the members are " + String.join(", ", known) + "."));
            }
        }
    }

    Optional<String> text(String name) {
        JsonNode value = document.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw refused("must have its " + name + " as a text in double quotes.");
        }
        return Optional.of(value.stringValue());
    }

    String requiredText(String name) {
        return text(name).filter(value -> !value.isBlank())
                .orElseThrow(() -> refused("needs \"" + name + "\"; add it."));
    }

    boolean flag(String name) {
        JsonNode value = document.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw refused("must have its " + name + " as true or false, without quotes.");
        }
        return value.asBoolean(false);
    }

    boolean has(String name) {
        return document.hasNonNull(name);
    }

    List<String> texts(String name) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode value : list(name)) {
            if (!value.isString() || value.stringValue().isBlank()) {
                throw refused("must have its " + name + " as a list of texts.");
            }
            if (!texts.add(value.stringValue())) {
                throw refused("names \"" + Excerpt.of(value.stringValue()) + "\" twice in its " + name
                        + "; keep one of them.");
            }
        }
        return List.copyOf(texts);
    }

    List<ObjectNode> objects(String name) {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode value : list(name)) {
            if (!(value instanceof ObjectNode object)) {
                throw refused("must have its " + name + " as a list of objects.");
            }
            objects.add(object);
        }
        return objects;
    }

    private Iterable<JsonNode> list(String name) {
        JsonNode value = document.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw refused("must have its " + name + " as a list.");
        }
        return value.values();
    }

    DirectoryException refused(String why) {
        return new DirectoryException(Kind.INVALID, where + " " + why);
    }
}
