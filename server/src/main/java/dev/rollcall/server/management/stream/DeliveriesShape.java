package dev.rollcall.server.management.stream;

import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.management.ManagementRequest;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Which shape a client reads a list of deliveries in. Auth0's API answers an object with {@code deliveries} and {@code next}; its Java
 * SDK before 4.2.0 reads a bare array alone.
 */
final class DeliveriesShape {
    private static final HeaderName AUTH0_CLIENT = HeaderName.of("Auth0-Client");
    private static final HeaderName FERN_NAME = HeaderName.of("X-Fern-SDK-Name");
    /** Characters of the header; those of Auth0's clients are far shorter. */
    private static final int LONGEST = 4_096;

    private DeliveriesShape() {}

    /** Whether the client reads a bare array. */
    static boolean isArray(ManagementRequest request) {
        Optional<String> client = request.header(AUTH0_CLIENT);
        return client.isPresent()
                ? isOldJava(client.get())
                : request.header(FERN_NAME).isPresent();
    }

    private static boolean isOldJava(String header) {
        if (header.length() > LONGEST) {
            return false;
        }
        try {
            JsonNode client = ScimJson.tree(Base64.getUrlDecoder().decode(header.strip()));
            return client.path("name").asString("").equals("auth0-java")
                    && isBefore42(
                            client.path("version").asString(""));
        } catch (IllegalArgumentException | JacksonException e) {
            // Whatever else that is, it is not the old Java client.
            return false;
        }
    }

    private static boolean isBefore42(String version) {
        String[] parts = version.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return major < 4 || major == 4 && minor < 2;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
