package dev.rollcall.benchmarks.micro;

import com.fasterxml.jackson.databind.JsonNode;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.schemas.ResourceType;
import de.captaingoldfish.scim.sdk.server.schemas.validation.RequestResourceValidator;
import de.captaingoldfish.scim.sdk.server.schemas.validation.ResponseResourceValidator;
import de.captaingoldfish.scim.sdk.server.utils.RequestUtils;
import dev.rollcall.benchmarks.peer.PeerEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The calls into SCIM-SDK that its own endpoint makes for one user, without its handlers. */
final class ScimSdk {
    private final ResourceEndpoint endpoint = PeerEndpoint.create();
    private final ResourceType users = endpoint.getResourceTypeByName("User").orElseThrow();

    static JsonNode json(String text) {
        return JsonHelper.readJsonDocument(text);
    }

    /** What is kept of the body of a creation. */
    JsonNode created(byte[] body) {
        return new RequestResourceValidator(endpoint.getServiceProvider(), users, HttpMethod.POST)
                .validateDocument(json(new String(body, StandardCharsets.UTF_8)));
    }

    /**
     * What a user is answered as.
     *
     * @param attributes with commas between them; empty text for all
     */
    JsonNode answered(JsonNode user, String attributes) {
        return new ResponseResourceValidator(endpoint.getServiceProvider(), users,
                attributes.isEmpty() ? List.of() : RequestUtils.getAttributes(users, attributes), List.of(), null,
                (id, type) -> SampleAnswer.BASE + "/" + type + "s/" + id).validateDocument(user);
    }

    static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
