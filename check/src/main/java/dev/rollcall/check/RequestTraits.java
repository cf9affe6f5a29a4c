package dev.rollcall.check;

import dev.rollcall.client.http.ScimRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds what is special in a request, from the general to the particular. */
final class RequestTraits {
    static final RequestTrait NOTHING_FOUND = new RequestTrait("A filter that matches nothing",
            "Answer 200 and a ListResponse whose totalResults is 0 when a filter matches nothing.");

    private static final Set<String> PARAMETERS = Set.of("filter", "attributes", "excludedattributes", "startindex",
            "count", "sortby", "sortorder");
    private static final Pattern TERM = Pattern.compile(
            "([\\w:.$-]+(?:\\[[^]]*][\\w.]*)?) (eq|ne|co|sw|ew|gt|ge|lt|le|pr)\\b",
            Pattern.CASE_INSENSITIVE);

    private final List<RequestTrait> traits = new ArrayList<>();

    private RequestTraits() {}

    static List<RequestTrait> of(ScimRequest request) {
        RequestTraits found = new RequestTraits();
        String[] target = request.target().split("\\?", 2);
        found.line(request.method(), target[0]);
        if (target.length > 1) {
            found.query(target[1]);
        }
        found.headers(request);
        request.body().ifPresent(body -> found.body(request.method(), Json.parse(body)));
        return List.copyOf(found.traits);
    }

    private void line(String method, String path) {
        add("Every request", "Find out who answers instead of the endpoint: a firewall, a proxy, a login page.");
        String kind = path.contains("/Groups") ? "group" : path.contains("/Users") ? "user" : "";
        if (kind.isEmpty()) {
            return;
        }
        if (kind.equals("group")) {
            add("Every request to /Groups", "Serve /Groups.");
        }
        boolean one = path.matches("/+(Users|Groups)/+[^.].*");
        add(method, "Let " + method + " through to the endpoint, and serve it.");
        add(method + (one ? " of a " + kind : " of /" + (kind.equals("user") ? "Users" : "Groups")),
                "Serve " + method + " for " + (one ? "one " + kind : "all " + kind + "s") + ".");
        if (path.startsWith("//")) {
            add("A doubled slash before the path", "Merge slashes before you route.");
        }
    }

    private void query(String query) {
        for (String part : query.split("&")) {
            String[] pair = part.split("=", 2);
            String name = pair[0].toLowerCase(Locale.ROOT);
            if (!PARAMETERS.contains(name)) {
                add("A query parameter that nobody knows",
                        "Ignore unknown query parameters, with and without a value.");
            } else if (name.equals("filter") && pair.length > 1) {
                filter(URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            } else {
                add("The parameter " + pair[0], "Serve the parameter " + pair[0] + " as RFC 7644 §3.4.2 says.");
            }
        }
    }

    private void filter(String filter) {
        add("A filter", "Serve the filters of RFC 7644 §3.4.2.2.");
        Matcher term = TERM.matcher(filter);
        while (term.find()) {
            add("A filter on " + term.group(1), "Serve filters on " + term.group(1) + ".");
            if (!term.group(2).equalsIgnoreCase("eq")) {
                add("A filter with " + term.group(2), "Serve the operator " + term.group(2) + ".");
            }
        }
        if (filter.contains("nobody")) {
            traits.add(NOTHING_FOUND);
        }
        if (filter.contains("ROLLCALL-CHECK-")) {
            add("A filter that writes a name in another case",
                    "Compare userName and displayName without regard to case.");
        }
    }

    private void headers(ScimRequest request) {
        if (request.header("Accept").isEmpty()) {
            add("A request without an Accept header", "Answer application/scim+json when nothing else is asked for.");
        }
        if (request.header("Content-Type").filter(type -> type.startsWith("application/json")).isPresent()) {
            add("A body that is sent as application/json", "Take application/json as well as application/scim+json.");
        }
    }

    private void body(String method, JsonNode body) {
        if (method.equals("PATCH")) {
            body.path("Operations").forEach(operation -> traits.addAll(PatchTraits.of(operation)));
            return;
        }
        if (body.valueStream().anyMatch(JsonNode::isNull)) {
            add("A " + method + " with null for an attribute", "Take null as no value.");
        }
        if (body.path("schemas").valueStream().anyMatch(urn -> !urn.asString("").startsWith("urn:ietf:params:scim:"))) {
            add("A " + method + " that names a schema that nobody knows", "Ignore schemas that you do not know.");
        }
        body.properties().forEach(entry -> {
            if (entry.getValue().path("manager").isString()) {
                add("A manager that is sent as text", PatchTraits.MANAGER);
            }
        });
    }

    private void add(String subject, String mend) {
        traits.add(new RequestTrait(subject, mend));
    }
}
