package dev.rollcall.server.oauth;

import dev.rollcall.directory.client.TokenRequest;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.PercentDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request for a token: a form (RFC 6749 section 4.4.2) or, as Auth0's clients send it, a JSON object; with the client's id
 * and secret in the body or in a Basic header (section 2.3.1).
 *
 * <p>What cannot be read is a {@link ScimException} whose sentence repeats nothing of the request.
 */
final class TokenParameters {
    private static final JsonLimits LIMITS = JsonLimits.defaults().withMaxDepth(8);
    private static final Set<String> KNOWN = Set.of("grant_type", "client_id", "client_secret", "client_assertion_type",
            "client_assertion", "audience", "scope");
    private static final String ID = "client_id";
    private static final String SECRET = "client_secret";
    private static final String BASIC = "basic ";

    private TokenParameters() {}

    /**
     * The request.
     *
     * @param contentType the header, if there is one; without it the body is a form
     * @param authorization the header, if there is one
     * @throws ScimException 400 or 415
     */
    static TokenRequest read(
            Optional<String> contentType, Optional<String> authorization, byte[] body, String baseUrl) {
        Map<String, String> values = values(contentType, body);
        authorization.filter(TokenParameters::isBasic).ifPresent(header -> addBasic(values, header));
        return new TokenRequest(value(values, "grant_type"), value(values, ID), value(values, SECRET),
                value(values, "client_assertion_type"), value(values, "client_assertion"), value(values, "audience"),
                value(values, "scope"), baseUrl);
    }

    /** Whether a query holds what belongs into the body, where no log keeps it. */
    static boolean carriesCredential(String rawQuery) {
        String query = rawQuery.toLowerCase(Locale.ROOT);
        return query.contains(SECRET) || query.contains("client_assertion");
    }

    private static Map<String, String> values(Optional<String> contentType, byte[] body) {
        String type = contentType.map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)).orElse("");
        return switch (type) {
            case "", "application/x-www-form-urlencoded" -> form(new String(body, StandardCharsets.ISO_8859_1));
            case "application/json" -> json(ScimJson.parse(body, LIMITS));
            default -> throw ScimException.of(415,
                    "Send the parameters as application/x-www-form-urlencoded or as application/json.");
        };
    }

    private static Map<String, String> form(String body) {
        Map<String, String> values = new HashMap<>();
        for (String part : body.strip().split("&", -1)) {
            int equals = part.indexOf('=');
            String name = PercentDecoder.decode(equals < 0 ? part : part.substring(0, equals), true,
                    "the name of a parameter");
            if (KNOWN.contains(name)) {
                add(values, name, PercentDecoder.decode(equals < 0 ? "" : part.substring(equals + 1), true,
                        "the parameter " + name));
            }
        }
        return values;
    }

    private static Map<String, String> json(ObjectNode object) {
        Map<String, String> values = new HashMap<>();
        for (String name : KNOWN) {
            JsonNode value = object.get(name);
            if (value != null && !value.isNull()) {
                if (!value.isString()) {
                    throw ScimException.of(400, "The member " + name + " must be a text. Send it in quotation marks.");
                }
                add(values, name, value.stringValue());
            }
        }
        return values;
    }

    private static boolean isBasic(String authorization) {
        return authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
    }

    private static void addBasic(Map<String, String> values, String header) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
                    StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw unreadable();
        }
        String id = PercentDecoder.decode(pair.substring(0, colon), true, "the client id in the Basic header");
        if (values.containsKey(SECRET) || !values.getOrDefault(ID, id).equals(id)) {
            throw ScimException.of(400,
                    "The client is named twice. Send its id and secret in the Basic header or in the body, not in both.");
        }
        values.put(ID, id);
        add(values, SECRET, PercentDecoder.decode(pair.substring(colon + 1), true, "the secret in the Basic header"));
    }

    private static ScimException unreadable() {
        return ScimException.of(400,
                "The Basic header cannot be read. Send the client id, a colon and the secret in base64.");
    }

    private static void add(Map<String, String> values, String name, String value) {
        if (values.put(name, value) != null) {
            throw ScimException.of(400, "The parameter " + name + " is given more than once. Send it once.");
        }
    }

    /** An empty value is none (RFC 6749 section 3.2). */
    private static Optional<String> value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
    }
}
