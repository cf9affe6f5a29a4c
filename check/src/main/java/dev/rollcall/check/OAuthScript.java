package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The gallery's demands on OAuth: access tokens by client credentials, sent as Entra sends them. Its requests to the token endpoint
 * are not recorded, because they hold secrets.
 */
record OAuthScript(Demand demand) implements CheckScript {
    private static final long SHORTEST = 3_600;
    private static final long LONGEST = 21_600;

    /** What is demanded. */
    enum Demand {
        /** Credentials in the body are taken. */
        BODY,
        /** Credentials in a Basic header are taken. */
        BASIC,
        /** A token lives 60 to 360 minutes, and the answer says so. */
        LIFETIME,
        /** A wrong secret is refused in the form of RFC 6749. */
        WRONG_SECRET,
        /** A second token does not end the first. */
        TWO_TOKENS,
        /** A token that was changed is refused. */
        CHANGED_TOKEN
    }

    @Override
    public boolean creates() {
        return false;
    }

    @Override
    public void run(Workbench bench) {
        OAuthAccess access = bench.run()
                .options()
                .oauth()
                .orElseThrow(() -> CheckAbort.notApplicable(
                        "No OAuth client was given: use --token-url, --client-id and a secret."));
        try {
            switch (demand) {
                case BODY -> serves(bench, token(access, false));
                case BASIC -> serves(bench, token(access, true));
                case LIFETIME -> lifetime(access);
                case WRONG_SECRET -> wrongSecret(access);
                case TWO_TOKENS -> {
                    String first = token(access, false);
                    serves(bench, token(access, false));
                    serves(bench, first);
                }
                case CHANGED_TOKEN -> refused(bench, changed(token(access, false)));
            }
        } catch (TransportException e) {
            throw new CheckFailure("The token endpoint does not answer: " + e.getMessage());
        }
    }

    private static String token(OAuthAccess access, boolean basic) {
        String where = basic ? "a Basic header" : "the body";
        JsonNode body = granted(access.ask(access.clientSecret(), basic), where);
        String type = body.path("token_type").asString("");
        demand(type.equalsIgnoreCase("Bearer"), "'token_type' should be Bearer but is '" + type + "'");
        return body.path("access_token").asString();
    }

    private static JsonNode granted(ScimAnswer answer, String where) {
        JsonNode body = Json.parse(answer);
        demand(answer.status() == 200 && !body.path("access_token").asString("").isEmpty(),
                "the credentials in " + where
                        + " should be answered with 200 and an access_token but are answered with "
                        + answer.status() + OAuthAccess.said(body));
        return body;
    }

    private static void lifetime(OAuthAccess access) {
        JsonNode lifetime = granted(access.ask(access.clientSecret(), false), "the body").path("expires_in");
        long seconds = lifetime.asLong(-1);
        demand(lifetime.isIntegralNumber() && seconds >= SHORTEST && seconds <= LONGEST,
                "'expires_in' should be a number of " + SHORTEST + " to " + LONGEST + " but is "
                        + Expectation.shown(lifetime));
    }

    private static void wrongSecret(OAuthAccess access) {
        ScimAnswer answer = access.ask("not-" + access.clientSecret(), false);
        JsonNode body = Json.parse(answer);
        demand((answer.status() == 400 || answer.status() == 401) && body.path("access_token").isMissingNode(),
                "a wrong secret should be answered with 401 or 400 but is answered with " + answer.status());
        demand(!body.path("error").asString("").isEmpty(),
                "the refusal of a wrong secret should be JSON with the member 'error' but has none");
    }

    private static void serves(Workbench bench, String token) {
        int status = probe(bench, token).status();
        demand(status == 200, "the access token should be taken by GET /Users but is answered with " + status);
    }

    private static void refused(Workbench bench, String token) {
        int status = probe(bench, token).status();
        demand(status == 401 || status == 403,
                "a changed access token should be refused by GET /Users with 401 but is answered with " + status);
    }

    private static ScimAnswer probe(Workbench bench, String token) {
        // The token in the header is hidden in reports, like every header that carries credentials.
        return bench.sendAnonymously(new ScimRequest("GET", "/Users?filter=userName+eq+%22" + bench.prefix()
                + "nobody%22",
                List.of(new ScimHeader("Accept", "application/scim+json"),
                        new ScimHeader("Authorization", "Bearer " + token)),
                Optional.empty()));
    }

    /** One character in the middle is another one. */
    private static String changed(String token) {
        int middle = token.length() / 2;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        return token.substring(0, middle) + other + token.substring(middle + 1);
    }

    private static void demand(boolean met, String complaint) {
        if (!met) {
            throw new CheckFailure("POST to the token endpoint: " + complaint + ".");
        }
    }
}
