package dev.rollcall.client.target;

import dev.rollcall.client.reader.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * The application that is provisioned, in the operations of the provisioning service. Attributes are keyed by target path as
 * in {@link AttributeDifference#path()}; values are JSON: text, a boolean, a list, an object.
 *
 * <p>Every method throws {@link ProvisioningException} when the target fails or answers what Entra cannot read.
 */
public interface ProvisioningTarget {
    /** Asks for an object that nobody has, as the connection test and the start of each cycle do. */
    void probe(ObjectType type, String matchingAttribute);

    /**
     * The one object whose attribute has the value; empty when there is none.
     *
     * @throws ProvisioningException with {@link ErrorCode#DUPLICATE_TARGET_ENTRIES} when there are several
     */
    Optional<TargetResource> match(ObjectType type, String matchingAttribute, String value);

    /** The object of that id; empty when the target no longer has it. Groups are read without their members. */
    Optional<TargetResource> read(ObjectType type, String id);

    /** Creates an object without references. */
    TargetResource create(ObjectType type, SequencedMap<String, JsonNode> attributes);

    /** What has to change so that the resource shows the attributes wanted; those that nobody asks for are left alone. */
    List<AttributeDifference> differences(TargetResource seen, SequencedMap<String, JsonNode> wanted);

    /** Sends the differences in one PATCH; nothing is sent for none. */
    void update(ObjectType type, String id, List<AttributeDifference> differences);

    /** Points a user's manager to another user of the target, or to nobody. */
    void setManager(String userId, Optional<String> seenManagerId, Optional<String> managerId);

    /** Adds users of the target to a group. */
    void addMembers(String groupId, List<String> memberIds);

    /** Removes users of the target from a group. */
    void removeMembers(String groupId, List<String> memberIds);

    /** Sets {@code active} to false. */
    void disable(String userId, Optional<JsonNode> seenActive);

    /** Deletes an object; one that is not there any more is no failure. */
    void delete(ObjectType type, String id);
}
