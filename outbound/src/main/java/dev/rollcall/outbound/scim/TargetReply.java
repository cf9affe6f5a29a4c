package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.target.JsonMember;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of a target.
 *
 * @param what the request as causes name it: {@code POST /Users}
 * @param body the JSON object of its body; empty for no body, or anything else
 * @param wasSent whether there was a request
 * @param isTooLarge whether there is no body because its JSON has more in it than is read
 */
record TargetReply(String what, ScimAnswer answer, Optional<ObjectNode> body, boolean wasSent, boolean isTooLarge) {

    /** @param json reads its body; what it read is all that is kept of that */
    static TargetReply of(String what, ScimAnswer answer, JsonMapper json) {
        ScimAnswer head = new ScimAnswer(answer.status(), answer.headers(), new byte[0], answer.time());
        try {
            return new TargetReply(what, head, object(answer, json), true, false);
        } catch (StreamConstraintsException e) {
            return new TargetReply(what, head, Optional.empty(), true, true);
        }
    }

    /** Stands for the answer to a request that need not be sent. */
    static TargetReply nothingToDo(String kind, Optional<String> etag) {
        return new TargetReply("PATCH " + kind + "/…", new ScimAnswer(204,
                etag.map(tag -> List.of(new ScimHeader("ETag", tag))).orElse(List.of()), new byte[0], Duration.ZERO),
                Optional.empty(), false, false);
    }

    int status() {
        return answer.status();
    }

    boolean ok() {
        return status() >= 200 && status() < 300;
    }

    /**
     * Whether it may be said of the API as a whole, so that everybody meets it: there is nothing where all users or groups should be, or a
     * page for people.
     */
    boolean isOfWholeApi() {
        boolean nothing = status() == 404 || status() == 405 || status() == 410;
        return isPage() || nothing && !what.endsWith("/…");
    }

    /** Whether it is a page for people. */
    boolean isPage() {
        return answer.header("Content-Type")
                .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("text/html"))
                .isPresent();
    }

    /** The error's {@code scimType}; empty text for none. */
    String scimType() {
        return body.flatMap(error -> JsonMember.of(error, "scimType")).map(type -> type.asString("")).orElse("");
    }

    /** What the error says: {@code detail}, or {@code description} of SCIM 1.1's first error; empty text for nothing. */
    String detail() {
        return body.flatMap(error -> JsonMember.of(error, "detail"))
                .or(() -> body.flatMap(error -> JsonMember.of(error, "Errors"))
                        .map(errors -> errors.path(0).path("description")))
                .map(detail -> detail.asString(""))
                .orElse("");
    }

    /** The resource's version: of the header, else of {@code meta}. */
    Optional<String> etag() {
        return answer.header("ETag")
                .or(() -> body.flatMap(resource -> JsonMember.of(resource, "meta"))
                        .flatMap(meta -> JsonMember.of(meta, "version"))
                        .flatMap(JsonNode::stringValueOpt))
                .filter(tag -> !tag.isBlank() && tag.length() <= 256);
    }

    private static Optional<ObjectNode> object(ScimAnswer answer, JsonMapper json) {
        if (answer.body().length == 0) {
            return Optional.empty();
        }
        try {
            return json.readTree(answer.body()) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (StreamConstraintsException e) {
            throw e;
        } catch (JacksonException e) {
            // Who needs a body says that there is none that is JSON.
            return Optional.empty();
        }
    }
}
