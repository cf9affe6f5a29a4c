package dev.rollcall.client.target;

import dev.rollcall.scim.message.Urns;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A target attribute as a mapping names it: {@code displayName}, {@code name.givenName}, {@code emails[type eq
 * "work"].value}, {@code urn:…:2.0:User:department}, or with a dot after the URN as the job of 2018 had it.
 *
 * @param extension the URN of the extension that has the attribute; empty for the core schema
 * @param filter what selects one element of a multi-valued attribute
 * @param subAttribute the part behind the dot
 */
public record TargetPath(
        Optional<String> extension, String attribute, Optional<ElementFilter> filter, Optional<String> subAttribute) {

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when it is none; the message says how paths are written
     */
    public static TargetPath parse(String text) {
        int bracket = text.indexOf('[');
        int closing = text.lastIndexOf(']');
        String head = bracket < 0 ? text : text.substring(0, bracket);
        int urnEnd = urnEnd(head);
        Optional<String> extension = urnEnd < 0 ? Optional.empty() : Optional.of(head.substring(0, urnEnd));
        String local = head.substring(urnEnd + 1);
        Optional<ElementFilter> filter = Optional.empty();
        String tail = "";
        if (bracket >= 0) {
            filter = closing < bracket ? Optional.empty() : ElementFilter.parse(text.substring(bracket + 1, closing));
            tail = closing < bracket ? "" : text.substring(closing + 1);
            if (filter.isEmpty() || !tail.isEmpty() && !tail.startsWith(".")) {
                throw unreadable(text);
            }
        } else if (local.indexOf('.') >= 0) {
            tail = local.substring(local.indexOf('.'));
            local = local.substring(0, local.indexOf('.'));
        }
        Optional<String> sub = tail.isEmpty() ? Optional.empty() : Optional.of(tail.substring(1));
        if (!isName(local) || !sub.map(TargetPath::isName).orElse(true)) {
            throw unreadable(text);
        }
        return new TargetPath(extension.filter(urn -> !isCore(urn)), local, filter, sub);
    }

    /** The value in a resource; empty when it is absent, null, or an empty text or list (entra.md section 3.8). */
    public Optional<JsonNode> seenIn(JsonNode resource) {
        Optional<JsonNode> container = extension.isEmpty()
                ? Optional.of(resource)
                : extension.flatMap(urn -> JsonMember.of(resource, urn));
        Optional<JsonNode> value = container.flatMap(node -> JsonMember.of(node, attribute));
        if (filter.isPresent()) {
            value = value.flatMap(list -> list.valueStream().filter(filter.get()::selects).findFirst());
        }
        if (subAttribute.isPresent()) {
            value = value.flatMap(node -> JsonMember.of(node, subAttribute.get()));
        }
        return value.filter(node -> !isNothing(node));
    }

    /** Whether Entra takes the value for no value. */
    public static boolean isNothing(JsonNode node) {
        return node.isNull() || node.isString() && node.stringValue().isEmpty() || node.isContainer() && node.isEmpty();
    }

    @Override
    public String toString() {
        return extension.map(urn -> urn + ":").orElse("") + local();
    }

    /** Without the URN. */
    public String local() {
        return attribute + filter.map(f -> "[" + f + "]").orElse("") + subAttribute.map(sub -> "." + sub).orElse("");
    }

    private static int urnEnd(String head) {
        if (!head.toLowerCase(Locale.ROOT).startsWith("urn:")) {
            return -1;
        }
        int colon = head.lastIndexOf(':');
        for (String type : new String[]{"User.", "Group."}) {
            if (head.regionMatches(true, colon + 1, type, 0, type.length())) {
                return colon + type.length();
            }
        }
        return colon;
    }

    private static boolean isCore(String urn) {
        return urn.equalsIgnoreCase(Urns.USER) || urn.equalsIgnoreCase(Urns.GROUP);
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '$' || c == '-' || c == '_');
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("'" + text + "' is no target attribute; write it as displayName, "
                + "name.givenName, emails[type eq \"work\"].value or " + Urns.ENTERPRISE_USER + ":department.");
    }
}
