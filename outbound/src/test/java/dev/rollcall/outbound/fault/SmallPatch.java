package dev.rollcall.outbound.fault;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * PATCH as a plain target does it: without a path, by attribute, by sub-attribute, by one {@code type eq} in brackets, with a
 * schema's URN in front or as a member.
 */
final class SmallPatch {
    private static final Pattern PATH = Pattern.compile(
            "(?:(urn:.+):(?=[A-Za-z$]))?([A-Za-z$]\\w*)(?:\\[(\\w+) eq (?:\"([^\"]*)\"|(true|false))\\])?(?:\\.(\\w+))?");
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

    private final ObjectNode document;

    SmallPatch(ObjectNode document) {
        this.document = document;
    }

    /** Applies one operation; the answer is what is wrong with it. */
    Optional<String> apply(String op, Optional<String> path, JsonNode value) {
        if (path.isEmpty()) {
            if (!(value instanceof ObjectNode members)) {
                return Optional.of("An operation without a path needs an object.");
            }
            members.properties().forEach(member -> merge(document, member.getKey(), member.getValue()));
            return Optional.empty();
        }
        if (path.get().toLowerCase(Locale.ROOT).startsWith("urn:") && document.has(path.get())
                || path.get().endsWith(":User")
                || path.get().endsWith(":Group")) {
            set(document, path.get(), op, value);
            return Optional.empty();
        }
        Matcher parts = PATH.matcher(path.get());
        if (!parts.matches()) {
            return Optional.of("No such path: " + path.get());
        }
        ObjectNode parent = document;
        if (parts.group(1) != null && !parts.group(1).startsWith(CORE)) {
            parent = document.withObjectProperty(parts.group(1));
        }
        String name = parts.group(2);
        if (parts.group(3) != null) {
            String wanted = parts.group(4) == null ? parts.group(5) : parts.group(4);
            element(parent.withArrayProperty(name), parts.group(3), wanted, parts.group(6), op, value);
            dropEmpty(parent, name);
        } else if (parts.group(6) != null) {
            ObjectNode complex = parent.withObjectProperty(name);
            set(complex, parts.group(6), op, value);
            dropEmpty(parent, name);
        } else {
            set(parent, name, op, value);
        }
        if (parent != document) {
            dropEmpty(document, parts.group(1));
        }
        return Optional.empty();
    }

    private static void element(
            ArrayNode elements, String name, String wanted, String sub, String op, JsonNode value) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof ObjectNode element && element.path(name).asString("").equals(wanted)) {
                if (op.equals("remove") && sub == null) {
                    elements.remove(i);
                } else if (sub == null) {
                    elements.set(i, value);
                } else {
                    set(element, sub, op, value);
                }
                return;
            }
        }
        if (!op.equals("remove")) {
            ObjectNode made = elements.addObject().put(name, wanted);
            if (sub == null && value instanceof ObjectNode object) {
                made.setAll(object);
            } else {
                set(made, sub, op, value);
            }
        }
    }

    private static void set(ObjectNode parent, String name, String op, JsonNode value) {
        if (op.equals("remove") || value.isNull()) {
            parent.remove(name);
        } else if (op.equals("add") && parent.get(name) instanceof ArrayNode there && value instanceof ArrayNode more) {
            there.addAll(more);
        } else {
            parent.set(name, value);
        }
    }

    private static void merge(ObjectNode parent, String name, JsonNode value) {
        if (value instanceof ObjectNode object && parent.get(name) instanceof ObjectNode there) {
            object.properties().forEach(member -> merge(there, member.getKey(), member.getValue()));
        } else if (value.isNull()) {
            parent.remove(name);
        } else {
            parent.set(name, value);
        }
    }

    private static void dropEmpty(ObjectNode parent, String name) {
        if (parent.get(name) != null && parent.get(name).isContainer() && parent.get(name).isEmpty()) {
            parent.remove(name);
        }
    }
}
