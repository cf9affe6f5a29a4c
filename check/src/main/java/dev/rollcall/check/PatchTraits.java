package dev.rollcall.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds what is special in an operation of a PATCH, from the general to the particular. */
final class PatchTraits {
    static final String MANAGER = "Take a manager as text, which is an id, like {\"value\": id}.";

    private final List<RequestTrait> traits = new ArrayList<>();
    private final String op;
    private final String path;
    private final JsonNode value;

    private PatchTraits(JsonNode operation) {
        this.op = operation.path("op").asString("");
        this.path = operation.path("path").asString("");
        this.value = operation.path("value");
    }

    static List<RequestTrait> of(JsonNode operation) {
        PatchTraits found = new PatchTraits(operation);
        found.look();
        return List.copyOf(found.traits);
    }

    private void look() {
        add("A PATCH with " + op, "Serve the operation " + op + " of RFC 7644 §3.5.2.");
        if (path.isEmpty()) {
            add("A PATCH without a path", "Take operations whose value is an object of attributes.");
            if (value.propertyNames()
                    .stream()
                    .anyMatch(name -> name.contains(".") && !name.startsWith("urn:")
                            || name.contains("[")
                            || name.startsWith("urn:") && name.contains("User:"))) {
                add("A PATCH whose keys are paths", "Read the keys of the value as paths: name.givenName, "
                        + "emails[type eq \"work\"].value.");
            }
            value.properties().forEach(entry -> value(entry.getKey(), entry.getValue()));
        } else {
            add("A PATCH of " + base(path), "Serve a PATCH of " + base(path) + ".");
            path();
            value(path, value);
        }
    }

    private void path() {
        if (path.contains("[")) {
            add("A PATCH through a filter in its path", "Serve paths such as emails[type eq \"work\"].value.");
            add("A PATCH with " + op + " through a filter in its path",
                    "Serve paths such as emails[type eq \"work\"].value, and make the element when there is none.");
            add("A PATCH with " + op + " through a filter of " + base(path),
                    "Serve paths such as emails[type eq \"work\"].value, and make the element when there is none.");
        }
        if (path.contains("primary eq")) {
            add("A PATCH through a filter on primary", "Compare primary with true and with \"True\".");
        }
        if (path.startsWith("urn:") && path.contains("User.")) {
            add("A PATCH path with a dot behind the URN", "Take a dot behind the URN of an extension like a colon.");
        }
        if (path.equals("members")) {
            add("A PATCH with " + op + (value.isMissingNode() ? " of all members" : " of members in a list"),
                    "Serve \"" + op + "\" on members with a list of values.");
        }
    }

    private void value(String name, JsonNode content) {
        if (content.isNull()) {
            add("A PATCH with the value null", "Take null as no value.");
        }
        if (content.isString() && content.stringValue().isEmpty()) {
            add("A PATCH with an empty text", "Take an empty text as no value.");
        }
        if (name.equals("active")) {
            add("A PATCH that sets active to " + content,
                    "Take active as a boolean and as text, whatever it was before.");
        }
        Stream.of(content, content.path("value"), content.path(0).path("value"))
                .filter(text -> text.isString() && text.stringValue().matches("True|False"))
                .forEach(text -> add("A boolean that is sent as the text " + text,
                        "Read \"True\" and \"False\" as booleans, in any case."));
        if (name.endsWith("manager") && content.isString()) {
            add("A manager that is sent as text", MANAGER);
        }
        if (name.endsWith("manager") && content.isArray()) {
            add("A manager that is sent in an array", "Take a manager in an array of one element.");
        }
        if (content.isObject() && content.path("value").asString("-").isEmpty()) {
            add("A manager whose value is empty", "Take an empty value as no manager.");
        }
    }

    /** The attribute that a path begins with. */
    private static String base(String path) {
        String plain = path.startsWith("urn:") ? path.substring(path.lastIndexOf(':') + 1) : path;
        return plain.split("[.\\[]", 2)[0];
    }

    private void add(String subject, String mend) {
        traits.add(new RequestTrait(subject, mend));
    }
}
