package dev.rollcall.benchmarks.compare;

/** PATCH bodies of one operation, as identity providers send them. */
final class PatchBody {
    private static final String MESSAGE = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[%s]}";

    private PatchBody() {}

    static String replace(String path, String jsonValue) {
        return MESSAGE.formatted("{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + jsonValue + "}");
    }

    static String addMember(String id) {
        return MESSAGE.formatted("{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + id + "\"}]}");
    }

    static String removeMember(String id) {
        return MESSAGE.formatted("{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + id + "\\\"]\"}");
    }
}
