package dev.rollcall.benchmarks.micro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.PatchRequest;
import com.unboundid.scim2.common.types.UserResource;
import com.unboundid.scim2.common.utils.FilterEvaluator;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.io.IOException;

/** The calls into UnboundID's SDK; what must not fail here does so loudly. */
final class UnboundId {
    private UnboundId() {}

    static Filter filter(String text) {
        try {
            return Filter.fromString(text);
        } catch (ScimException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean matches(Filter filter, JsonNode user) {
        try {
            return FilterEvaluator.evaluate(filter, user);
        } catch (ScimException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JsonUtils.getObjectReader().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A user in the fields of the SDK's own class. */
    static UserResource user(byte[] json) {
        try {
            return JsonUtils.getObjectReader().forType(UserResource.class).readValue(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(UserResource user) {
        try {
            return JsonUtils.getObjectWriter().writeValueAsBytes(user);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Applies a PATCH body to a copy of the user. */
    static ObjectNode patched(ObjectNode user, byte[] body) {
        try {
            PatchRequest request = JsonUtils.getObjectReader().forType(PatchRequest.class).readValue(body);
            ObjectNode copy = user.deepCopy();
            request.apply(new GenericScimResource(copy));
            return copy;
        } catch (ScimException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
