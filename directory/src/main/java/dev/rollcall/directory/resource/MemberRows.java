package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns members as the protocol has them into membership rows and back. */
final class MemberRows {
    private MemberRows() {}

    static List<Member> of(List<ObjectNode> members) {
        return members.stream().map(MemberRows::of).toList();
    }

    static ObjectNode node(Member member) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("value", member.value());
        member.attributes()
                .ifPresent(json -> node.setAll(StoredJson.read(json.getBytes(StandardCharsets.UTF_8))));
        return node;
    }

    private static Member of(ObjectNode member) {
        String value = member.path("value").stringValue();
        if (value.getBytes(StandardCharsets.UTF_8).length > IndexText.MAX_BYTES) {
            throw ScimException.of(
                    ScimType.INVALID_VALUE,
                    "A member's value is the id of a user or group and has at most " + IndexText.MAX_BYTES
                            + " bytes; one of these is longer. Map the id of this service to it.");
        }
        if (member.size() == 1) {
            return new Member(value, Optional.empty());
        }
        ObjectNode rest = member.deepCopy();
        rest.remove("value");
        return new Member(value, Optional.of(rest.toString()));
    }
}
