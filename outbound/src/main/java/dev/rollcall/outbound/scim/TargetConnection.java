package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.outbound.credential.TargetTokens;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every run to one target needs of it.
 *
 * @param quirks what was learned of it
 * @param peculiarities what its preset is known to do
 */
record TargetConnection(
        ScimTarget settings, ScimTransport transport, TargetTokens tokens, TargetQuirks quirks,
        Peculiarities peculiarities, Waiting waiting) {
    /**
     * A user as a member of a group: its id alone, which is what targets take, and its address where one has shown that it wants that.
     *
     * @param remoteId the user's id at the target
     */
    ObjectNode member(String remoteId) {
        ObjectNode member = JsonNodeFactory.instance.objectNode().put("value", remoteId);
        return quirks.has(TargetQuirks.MEMBERS_WITH_REF)
                ? member.put("$ref", settings.baseUrl() + "/Users/" + TargetLookup.encoded(remoteId))
                : member;
    }

    /** Whether the target refuses something for want of a member's address, and has not been sent any yet. */
    boolean wantsReferences(TargetReply reply) {
        return (reply.status() == 400 || reply.status() == 422)
                && reply.detail().contains("$ref")
                && !quirks.has(TargetQuirks.MEMBERS_WITH_REF);
    }
}
