package dev.rollcall.outbound.scim;

import dev.rollcall.client.target.JsonMember;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what targets answer, as leniently as what is read cannot be misunderstood: names of members in any case, no
 * {@code totalResults}, no {@code Resources} where nothing was found. What is needed and not there is a failure that says what
 * was wrong.
 */
final class ScimReading {
    /** The most bytes of an id in UTF-8: what is remembered is found by it, and no index takes a much longer one. */
    static final int LONGEST_ID = 1_024;

    private ScimReading() {}

    /**
     * A list.
     *
     * @param resources each with a string {@code id}
     * @param absent whether there was no {@code Resources}, because nothing was found
     * @param total what {@code totalResults} says
     * @param next the cursor of the next page
     */
    record Listed(List<ObjectNode> resources, boolean absent, OptionalInt total, Optional<String> next) {}

    /** The {@code id} of a resource that was answered. */
    static String id(TargetReply reply) {
        return reply.body()
                .flatMap(ScimReading::idOf)
                .orElseThrow(() -> shape(reply, "a resource with a string id", false));
    }

    /** The resource that was answered, with its {@code id}. */
    static ObjectNode resource(TargetReply reply) {
        id(reply);
        return reply.body().orElseThrow();
    }

    /** The list that was answered. One entry without an {@code id} fails all of it: nobody knows whom the rest stands for. */
    static Listed list(TargetReply reply) {
        ObjectNode body = reply.body()
                .orElseThrow(() -> shape(reply, "a ListResponse with a Resources array", false));
        Optional<JsonNode> resources = JsonMember.of(body, "Resources").filter(node -> !node.isNull());
        OptionalInt total = number(body, "totalResults");
        if (resources.isEmpty()) {
            // RFC 7644 section 3.4.2 lets a server leave it out when nothing was found.
            if (total.isPresent() && total.getAsInt() == 0) {
                return new Listed(List.of(), true, total, Optional.empty());
            }
            throw shape(reply, "a ListResponse with a Resources array", false);
        }
        if (!resources.get().isArray()) {
            throw shape(reply, "Resources to be an array", false);
        }
        List<ObjectNode> read = new ArrayList<>(resources.get().size());
        for (JsonNode entry : resources.get()) {
            if (!(entry instanceof ObjectNode object) || idOf(object).isEmpty()) {
                throw shape(reply, "each entry of Resources to have a string id of at most " + LONGEST_ID
                        + " bytes", false);
            }
            read.add(object);
        }
        return new Listed(read, false, total, JsonMember.of(body, "nextCursor")
                .flatMap(JsonNode::stringValueOpt)
                .filter(cursor -> !cursor.isEmpty()));
    }

    /** A shape that SCIM does not have, in the words of Auth0's template; and an id that is too long to be remembered. */
    static TargetFailure shape(TargetReply reply, String expected, boolean changed) {
        boolean tooLong = reply.body().filter(ScimReading::hasLongId).isPresent();
        String wanted = tooLong ? "an id of at most " + LONGEST_ID + " bytes" : expected;
        return new TargetFailure(Meaning.SHAPE, reply.what() + " -> " + reply.status()
                + " [invalid response shape] expected " + wanted + "; see RFC 7644", Optional.empty(), changed);
    }

    /** The id of a resource; empty as well when it is one that cannot be remembered. */
    static Optional<String> idOf(ObjectNode resource) {
        return text(resource, "id").filter(id -> id.length() <= LONGEST_ID && bytes(id) <= LONGEST_ID);
    }

    private static boolean hasLongId(ObjectNode resource) {
        return text(resource, "id").isPresent() && idOf(resource).isEmpty();
    }

    /** How many bytes it has where it is stored, where NUL and half characters are the sign of three bytes that stands for them. */
    private static int bytes(String text) {
        return text.codePoints()
                .map(c -> c == 0 || c >= 0x800 && c <= 0xFFFF ? 3 : c < 0x80 ? 1 : c < 0x800 ? 2 : 4)
                .sum();
    }

    /** A text that a resource has under that name, in any case; empty when there is none, or an empty one. */
    static Optional<String> text(ObjectNode resource, String name) {
        return JsonMember.of(resource, name).flatMap(JsonNode::stringValueOpt).filter(text -> !text.isEmpty());
    }

    private static OptionalInt number(ObjectNode body, String name) {
        return JsonMember.of(body, name)
                .filter(JsonNode::canConvertToInt)
                .map(node -> OptionalInt.of(node.intValue()))
                .orElseGet(OptionalInt::empty);
    }
}
