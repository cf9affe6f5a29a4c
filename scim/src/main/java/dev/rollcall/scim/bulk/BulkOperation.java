package dev.rollcall.scim.bulk;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of a bulk request.
 *
 * @param method in capitals, if it is one of a bulk request
 * @param bulkId the client's own name for what the operation makes
 * @param content what it asks for
 */
public record BulkOperation(Optional<String> method, Optional<String> bulkId, Content content) {
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int URI_TOO_LONG = 414;

    /** What an operation asks for, or why it cannot be worked. */
    public sealed interface Content {}

    /**
     * A change.
     *
     * @param method in capitals
     * @param path below the service's base URL, with a slash at the beginning and, perhaps, a query
     * @param version what the resource's entity tag must be
     * @param data empty for a DELETE
     * @param size of the data
     */
    public record Change(String method, String path, Optional<String> version, Optional<ObjectNode> data, DataSize size)
            implements
                Content {
        /** {@return whether it makes a resource} */
        public boolean creates() {
            return method.equals("POST");
        }
    }

    /**
     * An operation that is none.
     *
     * @param error why it cannot be worked
     */
    public record Refused(ScimException error) implements Content {}

    /** Reads an operation; keys take any case, and so does the method. */
    static BulkOperation read(JsonNode node, BulkLimits limits) {
        Map<String, JsonNode> members = BulkRequest.members(node);
        Optional<String> method = text(members, "method")
                .map(text -> text.toUpperCase(Locale.ROOT))
                .filter(METHODS::contains);
        Optional<String> bulkId = text(members, "bulkid").filter(id -> !id.isBlank());
        return new BulkOperation(method, bulkId, content(members, method, bulkId, limits));
    }

    /** The same, but not to be worked. */
    BulkOperation refused(ScimException why) {
        return new BulkOperation(method, bulkId, new Refused(why));
    }

    private static Content content(
            Map<String, JsonNode> members, Optional<String> method, Optional<String> bulkId, BulkLimits limits) {
        if (method.isEmpty()) {
            return invalid("An operation's method must be POST, PUT, PATCH or DELETE. Read resources by requests of"
                    + " their own.");
        }
        Optional<String> given = text(members, "path");
        if (given.filter(text -> isLonger(text, limits.maxPath())).isPresent()) {
            return new Refused(ScimException.of(URI_TOO_LONG, "The operation's path is longer than " + limits.maxPath()
                    + " bytes. Shorten its query, or have the operator raise the setting limits.request-line."));
        }
        Optional<String> path = given.map(String::strip).filter(text -> !text.isEmpty());
        if (path.isEmpty()) {
            return invalid("The operation has no path. Send one such as /Users for a POST, and /Users/{id} otherwise.");
        }
        if (method.get().equals("POST") && bulkId.isEmpty()) {
            return invalid("A POST in a bulk request needs a bulkId, any text that no other operation has.");
        }
        JsonNode version = members.get("version");
        if (version != null && !version.isString()) {
            return invalid("An operation's version must be an entity tag as text, for example W/\"3\".");
        }
        Optional<String> tag = text(members, "version");
        if (tag.filter(text -> isLonger(text, limits.maxVersion())).isPresent()) {
            return invalid("The operation's version is longer than " + limits.maxVersion()
                    + " bytes (limits.headers). Send one entity tag as it was received, for example W/\"3\".");
        }
        boolean deletes = method.get().equals("DELETE");
        JsonNode data = members.get("data");
        if (!deletes && !(data instanceof ObjectNode)) {
            return invalid(
                    "A " + method.get() + " in a bulk request needs data: the JSON object that would be its body.");
        }
        String slashed = path.get().startsWith("/") ? path.get() : "/" + path.get();
        Optional<ObjectNode> object = deletes || data == null ? Optional.empty() : Optional.of((ObjectNode) data);
        return new Change(method.get(), slashed, tag, object,
                object.map(DataSize::of).orElse(DataSize.NONE));
    }

    private static Optional<String> text(Map<String, JsonNode> members, String lowerCaseName) {
        JsonNode value = members.get(lowerCaseName);
        return value == null ? Optional.empty() : value.stringValueOpt();
    }

    /** Characters are looked at first: a text of many MiB is not gone through. */
    private static boolean isLonger(String text, int bytes) {
        return text.length() > bytes || DataSize.utf8(text) > bytes;
    }

    private static Refused invalid(String detail) {
        return new Refused(ScimException.of(ScimType.INVALID_SYNTAX, detail));
    }
}
