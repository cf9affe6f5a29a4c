package dev.rollcall.entra.source;

import dev.rollcall.client.target.ObjectType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * A user or a group of the source directory.
 *
 * @param id its object id, unique in the directory
 * @param attributes by Entra's names ({@code userPrincipalName}, {@code mail}, {@code manager}, {@code members}, …): text, a
 *        number, a boolean or a list of them; {@code manager} is the object id of a user, {@code members} a list of them;
 *        {@code appRoleAssignments} is a list of objects with {@code id}, {@code displayName} and {@code value}; an
 *        attribute without a value is absent
 * @param softDeleted whether it is in the recycle bin
 */
public record SourceObject(
        ObjectType type, String id, SequencedMap<String, JsonNode> attributes, boolean softDeleted) {
    public SourceObject {
        attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    }

    /** The value of an attribute; its name is compared exactly, as Entra does. */
    public Optional<JsonNode> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** What a log shows for it: its display name, its principal name or its id. */
    public String displayName() {
        return attribute("displayName")
                .or(() -> attribute("userPrincipalName"))
                .map(JsonNode::asString)
                .orElse(id);
    }
}
