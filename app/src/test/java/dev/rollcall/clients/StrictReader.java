package dev.rollcall.clients;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads answers as Entra's provisioning service does: JSON, then the class by {@code schemas}, then typed members, with
 * every rule that is known to break provisioning. Stricter than the service where its behaviour is not confirmed.
 */
final class StrictReader {
    private static final Pattern MATCH_QUERY = Pattern.compile(
            "(?i)/(Users\\?.*filter=userName|Groups\\?.*filter=displayName) eq \"[^\"]*\"(&.*)?");
    private static final Pattern RESOURCE_PATH = Pattern.compile("(?i)/(Users|Groups)/[^/?]+.*");
    private static final Pattern DISCOVERY_OBJECT = Pattern.compile(
            "(?i)/(Schemas/|ResourceTypes/|ServiceProviderConfig).*");
    private static final Pattern PROJECTION = Pattern.compile("(?i).*[?&](attributes|excludedAttributes)=.*");
    private static final Pattern MEMBERS_EXCLUDED = Pattern.compile(
            "(?i).*[?&]excludedAttributes=([^&]*,)?members(,.*|&.*|)");

    private final Set<ReaderRule> rules;

    StrictReader(Set<ReaderRule> rules) {
        this.rules = EnumSet.copyOf(rules);
    }

    /** With every rule that a server can keep whatever its clients send. */
    static StrictReader complete() {
        return new StrictReader(EnumSet.allOf(ReaderRule.class));
    }

    Verdict read(Answer answer) {
        List<ReaderRule> broken = new ArrayList<>();
        boolean failed = answer.status() >= 400;
        if (failed) {
            readError(answer, broken);
        } else {
            readSuccess(answer, broken);
        }
        broken.retainAll(rules);
        if (failed) {
            return new Verdict(broken, Optional.of(EntraCode.of(answer)), Optional.of(EntraCode.message(answer)));
        }
        return broken.isEmpty()
                ? new Verdict(broken, Optional.empty(), Optional.empty())
                : new Verdict(broken, Optional.of(EntraCode.of(broken)), Optional.of(EntraCode.NOT_DESERIALIZED));
    }

    private static void readError(Answer answer, List<ReaderRule> broken) {
        if (answer.method().equals("HEAD")) {
            return;
        }
        checkContentType(answer, broken);
        Optional<JsonNode> parsed = parse(answer, broken);
        if (parsed.isEmpty()) {
            return;
        }
        JsonNode body = parsed.get();
        JsonNode schemas = body.path("schemas");
        boolean good = schemas.isArray()
                && schemas.size() == 1
                && schemas.get(0).asString("").equals(Urn.ERROR)
                && body.path("status").isString()
                && body.path("status").stringValue().equals(Integer.toString(answer.status()))
                && body.path("detail").isString()
                && !body.path("detail").stringValue().isBlank();
        if (!good) {
            broken.add(ReaderRule.ERROR_BODY);
        }
    }

    private static void readSuccess(Answer answer, List<ReaderRule> broken) {
        if (!statusFits(answer)) {
            broken.add(ReaderRule.STATUS);
        }
        if (answer.method().equals("HEAD")
                || answer.status() == 304
                || answer.body().length == 0
                        && (answer.method().equals("PATCH") || answer.method().equals("DELETE"))) {
            return;
        }
        checkContentType(answer, broken);
        parse(answer, broken).ifPresent(body -> readBody(answer, body, broken));
    }

    private static void readBody(Answer answer, JsonNode body, List<ReaderRule> broken) {
        String path = normalized(answer.path());
        boolean whole = !answer.method().equals("PATCH") && !PROJECTION.matcher(path).matches();
        if (isQuery(answer.method(), path)) {
            readList(body, path, whole && !path.contains(".search"), broken);
        } else {
            new ResourceForm(broken).check(body, whole);
        }
        if (MEMBERS_EXCLUDED.matcher(path).matches()
                && (body.has("members") || body.path("Resources").valueStream().anyMatch(r -> r.has("members")))) {
            broken.add(ReaderRule.MEMBERS_EXCLUDED);
        }
    }

    private static void readList(JsonNode body, String path, boolean whole, List<ReaderRule> broken) {
        JsonNode schemas = body.path("schemas");
        boolean list = body.isObject()
                && schemas.isArray()
                && schemas.size() == 1
                && schemas.get(0).asString("").equals(Urn.LIST);
        if (!list) {
            broken.add(ReaderRule.LIST_RESPONSE);
            return;
        }
        if (!body.path("totalResults").isIntegralNumber()) {
            broken.add(ReaderRule.LIST_TOTAL);
            return;
        }
        JsonNode resources = body.path("Resources");
        if (notIntegerIfPresent(body, "startIndex")
                || notIntegerIfPresent(body, "itemsPerPage")
                || body.has("Resources") && !resources.isArray()
                || body.has("itemsPerPage")
                        && body.path("itemsPerPage").asInt() > 0
                        && resources.size() != body.path("itemsPerPage").asInt()) {
            broken.add(ReaderRule.LIST_PAGING);
        }
        if (MATCH_QUERY.matcher(path).matches() && (body.path("totalResults").asInt() > 1 || resources.size() > 1)) {
            broken.add(ReaderRule.SINGLE_MATCH);
        }
        resources.forEach(resource -> new ResourceForm(broken).check(resource, whole));
    }

    private static boolean notIntegerIfPresent(JsonNode body, String name) {
        return body.has(name) && !body.path(name).isIntegralNumber();
    }

    private static boolean statusFits(Answer answer) {
        int status = answer.status();
        return switch (answer.method()) {
            case "POST" -> answer.path().contains(".search") ? status == 200 : status == 201 || status == 200;
            case "PATCH" -> status == 200 || status == 204;
            case "DELETE" -> status == 204;
            case "GET", "HEAD" -> status == 200 || status == 304;
            default -> status == 200;
        };
    }

    private static boolean isQuery(String method, String path) {
        if (path.contains("/.search")) {
            return true;
        }
        return method.equals("GET")
                && !RESOURCE_PATH.matcher(path).matches()
                && !DISCOVERY_OBJECT.matcher(path).matches();
    }

    private static String normalized(String path) {
        String slashes = path.replaceAll("/{2,}", "/");
        try {
            return URLDecoder.decode(slashes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return slashes;
        }
    }

    private static void checkContentType(Answer answer, List<ReaderRule> broken) {
        String type = answer.contentType().toLowerCase(Locale.ROOT).replace(" ", "");
        if (!type.equals(ScimClient.SCIM_JSON) && !type.equals(ScimClient.SCIM_JSON + ";charset=utf-8")) {
            broken.add(ReaderRule.CONTENT_TYPE);
        }
    }

    private static Optional<JsonNode> parse(Answer answer, List<ReaderRule> broken) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer.body()));
            JsonNode body = Json.strict(answer.body());
            if (answer.body().length > 0 && answer.body()[0] != (byte) 0xEF && !body.isMissingNode()) {
                return Optional.of(body);
            }
        } catch (CharacterCodingException | JacksonException e) {
            broken.add(ReaderRule.JSON_DOCUMENT);
            return Optional.empty();
        }
        broken.add(ReaderRule.JSON_DOCUMENT);
        return Optional.empty();
    }
}
