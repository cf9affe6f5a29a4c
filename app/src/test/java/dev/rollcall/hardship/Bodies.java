package dev.rollcall.hardship;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Bodies as Entra sends them. No text that is put in needs escaping. */
final class Bodies {
    private static final String PATCH = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
            + "\"Operations\":[%s]}";

    private Bodies() {}

    static String user(String userName) {
        return """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
            "externalId":"x-%1$s","userName":"%1$s","active":true,"displayName":"Person %1$s",
            "emails":[{"primary":true,"type":"work","value":"%1$s@example.com"}],
            "name":{"givenName":"Given","familyName":"Family"},
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Dept %1$s"}}
            """.formatted(userName);
    }

    static String group(String displayName, Collection<String> members) {
        return """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "externalId":"x-%1$s","displayName":"%1$s","members":%2$s}
            """.formatted(displayName, members(members));
    }

    static String patch(String... operations) {
        return PATCH.formatted(String.join(",", operations));
    }

    /** An operation that replaces an attribute by a text. */
    static String replace(String path, String value) {
        return "{\"op\":\"Replace\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(path.replace("\"", "\\\""), value);
    }

    static String addMember(String value) {
        return patch("{\"op\":\"Add\",\"path\":\"members\",\"value\":%s}".formatted(members(List.of(value))));
    }

    /** Removes a member as the RFC has it. */
    static String removeMemberByFilter(String value) {
        return patch("{\"op\":\"Remove\",\"path\":\"members[value eq \\\"%s\\\"]\"}".formatted(value));
    }

    /** Removes a member as Entra does without a flag. */
    static String removeMemberByValue(String value) {
        return patch("{\"op\":\"Remove\",\"path\":\"members\",\"value\":%s}".formatted(members(List.of(value))));
    }

    /** So many ids of users who may or may not exist, always the same ones for the same family. */
    static List<String> ids(long family, int number) {
        return LongStream.range(0, number)
                .mapToObj(i -> new UUID(0x0190_0000_0000_7000L | family << 16, 0x8000_0000_0000_0000L | i).toString())
                .toList();
    }

    private static String members(Collection<String> values) {
        return values.stream().map(value -> "{\"value\":\"" + value + "\"}").collect(Collectors.joining(",", "[", "]"));
    }
}
