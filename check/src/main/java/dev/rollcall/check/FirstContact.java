package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds out whether there is a SCIM endpoint behind a URL at all, and whether it takes the token. */
final class FirstContact {
    private static final List<String> TARGETS = List.of("/ServiceProviderConfig", "/Schemas", "/Users?count=1");
    private static final Set<Integer> NOTHING_THERE = Set.of(404, 405, 410, 501);
    private static final int LONGEST_SHOWN = 80;

    private final CheckEndpoint endpoint;

    private FirstContact(CheckEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Whether the endpoint serves only requests that have a User-Agent header.
     *
     * @throws CheckException when there is no answer, no SCIM endpoint, or the token is refused, with what to do about it
     */
    static boolean demandsUserAgent(CheckEndpoint endpoint) {
        FirstContact contact = new FirstContact(endpoint);
        try {
            List<ScimAnswer> answers = ask(endpoint.transport());
            if (answers.stream().anyMatch(FirstContact::isScim)) {
                return false;
            }
            if (answers.stream().allMatch(answer -> answer.status() == 403 || answer.status() == 400)
                    && ask(withUserAgent(endpoint.transport())).stream().anyMatch(FirstContact::isScim)) {
                return true;
            }
            throw new CheckException(contact.sentence(answers));
        } catch (TransportException e) {
            throw new CheckException("There is no answer from " + endpoint.url() + ": " + e.getMessage());
        }
    }

    /** The same requests with a User-Agent. */
    static ScimTransport withUserAgent(ScimTransport transport) {
        return request -> {
            List<ScimHeader> headers = new ArrayList<>(request.headers());
            headers.add(new ScimHeader("User-Agent", "rollcall-check"));
            return transport.send(new ScimRequest(request.method(), request.target(), headers, request.body()));
        };
    }

    private static List<ScimAnswer> ask(ScimTransport transport) {
        return TARGETS.stream()
                .map(target -> transport.send(new ScimRequest("GET", target,
                        List.of(new ScimHeader("Accept", "application/scim+json")), Optional.empty())))
                .toList();
    }

    /** JSON with success, or a refusal of this one request that is written as JSON. */
    private static boolean isScim(ScimAnswer answer) {
        JsonNode body = Json.parse(answer);
        boolean refusal = answer.status() >= 400
                && answer.status() < 500
                && !NOTHING_THERE.contains(answer.status())
                && answer.status() != 401
                && answer.status() != 403;
        return body.isContainer() && (answer.status() < 300 || refusal);
    }

    private String sentence(List<ScimAnswer> answers) {
        String url = endpoint.url();
        ScimAnswer users = answers.getLast();
        if (answers.stream().allMatch(answer -> answer.status() == 401 || answer.status() == 403)) {
            return "The endpoint " + url + " refuses the token: it answers " + users.status() + ". Give a token that is"
                    + " valid and that may read and write users and groups.";
        }
        if (users.status() >= 300 && users.status() < 400) {
            return "There is no SCIM endpoint at " + url + ": it redirects to "
                    + users.header("Location").map(FirstContact::cut).orElse("nowhere")
                    + ". If that is a login page, let requests with a bearer token through without it; otherwise give"
                    + " the URL that it leads to.";
        }
        if (url.replaceFirst("/+$", "").matches(".*/(Users|Groups|Schemas|ResourceTypes|ServiceProviderConfig)")) {
            return "There is no SCIM endpoint at " + url
                    + ": the URL names a path of SCIM. Give the URL without its last"
                    + " part.";
        }
        if (answers.stream().allMatch(answer -> NOTHING_THERE.contains(answer.status()))) {
            return "There is no SCIM endpoint at " + url
                    + ": GET /Users, /Schemas and /ServiceProviderConfig below it are"
                    + " answered with " + users.status() + ". Give the base URL that /Users follows.";
        }
        if (answers.stream().allMatch(answer -> answer.status() >= 500)) {
            return "The endpoint " + url + " answers every request with " + users.status() + ". Its own log says why.";
        }
        return "There is no SCIM endpoint at " + url + ": GET /Users is answered with " + users.status() + " and "
                + (isHtml(users) ? "a page of HTML"
                        : users.body().length == 0 ? "no body"
                                : "a body that is no JSON, \"" + cut(users.text().strip()) + "\"")
                + ". Give the base URL that /Users follows, and let its paths past login pages and firewalls.";
    }

    private static boolean isHtml(ScimAnswer answer) {
        return answer.header("Content-Type").filter(type -> type.toLowerCase(Locale.ROOT).contains("html")).isPresent()
                || answer.text().stripLeading().startsWith("<");
    }

    private static String cut(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }
}
