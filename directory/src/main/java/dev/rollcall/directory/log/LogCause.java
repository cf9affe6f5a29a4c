package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Why requests end as they do, in the order in which the causes are tried, with what to change in Entra ID, in Okta, and
 * anywhere else.
 */
public enum LogCause {
    DONE(0, 399, entry -> entry.status() < 400, "It was done.", "", "", ""),
    PAUSED(503, 503, entry -> entry.status() == 503 && says(entry, "paused"),
            "Provisioning of this connection is paused here. Nothing is lost.",
            "Resume it here (rollcall connection resume); Entra ID sends the change again in its next cycle.",
            "Resume it here (rollcall connection resume), then retry the task under Dashboard > Tasks.",
            "Resume it here (rollcall connection resume), and let the identity provider send again."),
    TOKEN(401, 401, entry -> entry.status() == 401,
            "The bearer token is not one that is valid for this connection: it is unknown, expired, revoked, or of another"
                    + " connection.",
            "Make a token here, and paste it in Entra ID under Enterprise applications > your application > Provisioning >"
                    + " Admin Credentials > Secret Token; then Test Connection. Check the Tenant URL beside it as well.",
            "Make a token here, and paste it in Okta under Applications > your application > Provisioning > Integration > API"
                    + " token (or HTTP Header: Authorization); then Test API Credentials.",
            "Make a token here, and put it into the identity provider. Check that its SCIM URL is this connection's."),
    NEVER_ANSWERED(403, 403, entry -> entry.status() == 403 && says(entry, "never answered"),
            "The filter names an attribute that is never answered, such as a password, so nobody may search by it.",
            "In Entra ID let userName, externalId, the work e-mail or displayName match objects instead (Provisioning >"
                    + " Mappings).",
            "In Okta use userName as the unique identifier field (Provisioning > Integration).",
            "Filter by userName, externalId, an e-mail or displayName instead."),
    DISCOVERY(403, 403, entry -> entry.status() == 403 && says(entry, "take no filter"),
            "The list of schemas and resource types takes no filter.",
            "Entra ID sends none there; look for a proxy or a test that adds one.",
            "Okta sends none there; look for a proxy or a test that adds one.",
            "Leave the parameter filter out."),
    SCOPE(403, 403, entry -> entry.status() == 403,
            "The token may not do this.",
            "Make a token here that has the scope, or switch the action off in Entra ID under Provisioning > Mappings > Target"
                    + " Object Actions.",
            "Make a token here that has the scope, or switch the action off in Okta under Provisioning > To App.",
            "Make a token here that has the scope, or switch the action off in the identity provider."),
    HELD(429, 429, entry -> entry.status() == 429 && says(entry, "accidental_deletion_guard"),
            "More people would be deleted or deactivated within an hour than the guard of this connection lets go, so this is"
                    + " held. Nothing is lost.",
            "Look at the assignments of the application in Entra ID (Users and groups) and at the scoping filter. If it is an"
                    + " accident, put them right. If it is meant, release the guard here (PATCH the connection's"
                    + " scim-configuration with {\"accidental_deletion_guard\":{\"released\":true}}); Entra ID sends it again.",
            "Look at the Assignments of the application in Okta. If it is an accident, assign the people again. If it is meant,"
                    + " release the guard here (PATCH the connection's scim-configuration with"
                    + " {\"accidental_deletion_guard\":{\"released\":true}}), then retry the tasks under Dashboard > Tasks.",
            "Look whether it is meant. If it is, release the guard here (PATCH the connection's scim-configuration with"
                    + " {\"accidental_deletion_guard\":{\"released\":true}}), and let the identity provider send again."),
    TAKEN(409, 409, entry -> entry.status() == 409,
            "Somebody here has the userName, or a group the displayName, already.",
            "In Entra ID under Provisioning > Mappings let the attribute that both sides share match objects (externalId from"
                    + " objectId, userName, or the work e-mail as second), so that the person is found instead of created"
                    + " again. Or delete the one that is left over here.",
            "In Okta open the person under Assignments and confirm the match by Import, so that Okta takes over the one that is"
                    + " here. Or delete the one that is left over here.",
            "Let the identity provider match by userName or externalId before it creates, or delete the one that is left over"
                    + " here."),
    DELETED_CONNECTION(404, 404, entry -> entry.status() == 404 && says(entry, "connection was deleted"),
            "The whole connection was deleted here while the request was on its way.",
            "Stop provisioning in Entra ID (Provisioning > Overview), or make a new connection here and enter its Tenant URL and"
                    + " Secret Token.",
            "Deactivate provisioning in Okta (Provisioning > Integration), or make a new connection here and enter its Base URL"
                    + " and token.",
            "Stop the identity provider, or make a new connection here and give it the new URL and token."),
    GONE(404, 404, entry -> entry.status() == 404 && entry.resourceId().isPresent(),
            "There is nobody here with this id: it was deleted, or never was of this connection.",
            "In Entra ID use Provisioning > Restart provisioning, which forgets the old ids and matches anew; for one person,"
                    + " Provision on demand.",
            "In Okta unassign the person and assign them again, so that Okta asks for their new id.",
            "Let the identity provider forget the id and search for the person anew."),
    WRONG_URL(404, 501, entry -> entry.status() == 404 || entry.status() == 405 || entry.status() == 501,
            "There is nothing at this path that takes this method.",
            "In Entra ID check Provisioning > Admin Credentials > Tenant URL: it is the SCIM endpoint that is shown here, with"
                    + " nothing behind it but ?aadOptscim062020.",
            "In Okta check Provisioning > Integration > Base URL: it is the SCIM endpoint that is shown here, without a slash"
                    + " at its end.",
            "Check the SCIM URL in the identity provider: it is the endpoint that is shown here."),
    URL_OUT_OF_ORDER(400, 400, entry -> entry.status() == 400 && says(entry, "behind the question mark"),
            "The path of the request was put behind the question mark of the SCIM URL, so nothing was asked for.",
            "In Entra ID the Tenant URL may end with ?aadOptscim062020, which Entra ID itself takes off; with another parameter"
                    + " or another client leave it away (Provisioning > Admin Credentials > Tenant URL).",
            "In Okta enter the Base URL without any question mark (Provisioning > Integration).",
            "Enter the SCIM URL without a question mark, or let the client put the path before it."),
    ON_THE_WAY(400, 499, entry -> entry.status() == 408
            || entry.status() == 499
            || entry.status() == 400 && says(entry, "transfer coding", "before the whole body", "Host header"),
            "The request came broken or not as a whole, or the client did not wait for its answer.",
            "Nothing: Entra ID sends it again in its next cycle. If it lasts, look at the proxy or load balancer before the"
                    + " service: its timeouts, and whether it passes the Host header and the body on.",
            "Retry the task under Dashboard > Tasks. If it lasts, look at the proxy or load balancer before the service: its"
                    + " timeouts, and whether it passes the Host header and the body on.",
            "Let the identity provider send it again. If it lasts, look at the proxy or load balancer before the service."),
    NOT_JSON(400, 400,
            entry -> entry.status() == 400 && says(entry, "valid JSON", "JSON object", "percent", "no body", "NUL"),
            "The request is not written as SCIM has it: the body is no JSON object, or an address is not encoded.",
            "Entra ID writes it right; look for a proxy that changes bodies or addresses, and test with Provision on demand.",
            "Okta writes it right; look for a proxy that changes bodies or addresses.",
            "Correct how the client writes its requests; the error says where."),
    TOO_BROAD(400, 400, entry -> entry.status() == 400 && says(entry, "tooMany", "filter by", "search by", "Filter by"),
            "The filter would look at more resources than one request may.",
            "In Entra ID let only userName, externalId, the work e-mail or displayName match objects (Provisioning > Mappings).",
            "In Okta use userName eq as the unique identifier field (Provisioning > Integration).",
            "Filter by userName, externalId, an e-mail or displayName."),
    SEARCH(400, 400, entry -> entry.status() == 400 && searches(entry),
            "The filter, or another parameter of the search, could not be read. The error says which.",
            "In Entra ID look at the attributes that match objects (Provisioning > Mappings, the rows with a matching"
                    + " precedence): userName, externalId, emails[type eq \"work\"].value, and displayName for groups can be"
                    + " searched by.",
            "In Okta look at the unique identifier field (Provisioning > Integration): userName can be searched by.",
            "Correct the search as the error says."),
    CANNOT_BE_SET(400, 400,
            entry -> entry.status() == 400 && says(entry, "readOnly", "read-only", "immutable", "cannot be changed"),
            "The attribute is one that the service sets itself, or that never changes.",
            "In Entra ID delete the row under Provisioning > Mappings that writes the attribute which the error names.",
            "In Okta delete the row under Provisioning > To App > Attribute Mappings that writes the attribute which the error"
                    + " names.",
            "Take the attribute which the error names out of the identity provider's mapping."),
    REQUEST(400, 400, entry -> entry.status() == 400,
            "The request could not be read, or a value in it cannot be kept. The error says which.",
            "In Entra ID correct the row under Provisioning > Mappings that feeds the attribute which the error names, or delete"
                    + " the row.",
            "In Okta correct the row under Provisioning > To App > Attribute Mappings that feeds the attribute which the error"
                    + " names, or delete the row.",
            "Correct the attribute that the error names in the identity provider's mapping."),
    CHANGED_MEANWHILE(412, 412, entry -> entry.status() == 412,
            "The resource was changed by somebody else since the client had read it.",
            "Nothing: Entra ID reads it again in its next cycle.", "Nothing: Okta reads it again.",
            "Let the client read the resource again and repeat its change."),
    TOO_LARGE(413, 413, entry -> entry.status() == 413,
            "The body is larger than the service takes.",
            "Have the operator raise the limit that the error names, or provision fewer attributes (Provisioning > Mappings).",
            "Have the operator raise the limit that the error names, or push smaller groups.",
            "Send less at a time, or have the operator raise the limit that the error names."),
    FORM(406, 415, entry -> entry.status() == 406 || entry.status() == 415,
            "The Content-Type or the Accept header is none that SCIM has.",
            "Entra ID sends the right ones; look for a proxy between that changes headers.",
            "Okta sends the right ones; look for a proxy between that changes headers.",
            "Send application/scim+json in both headers."),
    TOO_FAST(429, 429, entry -> entry.status() == 429,
            "More requests came than this connection may send.",
            "Nothing: Entra ID slows down and tries again. If it lasts, have the operator raise limits.rate-per-second.",
            "Nothing: Okta slows down and tries again. If it lasts, have the operator raise limits.rate-per-second.",
            "Wait as long as Retry-After says. If it lasts, have the operator raise limits.rate-per-second."),
    BUSY(503, 507, entry -> entry.status() == 503 || entry.status() == 507,
            "The service had no room or no time for it just then; nothing was changed unless the error says so.",
            "Nothing: Entra ID tries again in its next cycle. If it lasts, tell the operator.",
            "Retry the task under Dashboard > Tasks. If it lasts, tell the operator.",
            "Let the identity provider try again. If it lasts, tell the operator."),
    FAILED(400, LogSearch.ANY, entry -> true,
            "The service failed; the server's own log has the cause under the incident that the error names.",
            "Tell the operator the incident.", "Tell the operator the incident.", "Tell the operator the incident.");

    private final int lowestStatus;
    private final int highestStatus;
    private final Predicate<RequestLogEntry> applies;
    private final String sentence;
    private final String entra;
    private final String okta;
    private final String other;

    LogCause(int lowestStatus, int highestStatus, Predicate<RequestLogEntry> applies, String sentence, String entra,
            String okta, String other) {
        this.lowestStatus = lowestStatus;
        this.highestStatus = highestStatus;
        this.applies = applies;
        this.sentence = sentence;
        this.entra = entra;
        this.okta = okta;
        this.other = other;
    }

    /** Why a request ended as it did. */
    public static LogCause of(RequestLogEntry entry) {
        return Arrays.stream(values()).filter(cause -> cause.applies.test(entry)).findFirst().orElse(FAILED);
    }

    /** The cause of that keyword. */
    public static Optional<LogCause> named(String keyword) {
        return Arrays.stream(values()).filter(cause -> cause.keyword().equals(keyword)).findFirst();
    }

    /** What it is called in links: {@code wrong-url}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** No request that ended by it has a lower status. */
    public int lowestStatus() {
        return lowestStatus;
    }

    /** No request that ended by it has a higher status. */
    public int highestStatus() {
        return highestStatus;
    }

    /** Why, in a sentence that is the same for all requests that ended by it. */
    public String sentence() {
        return sentence;
    }

    /** Why, with the service's own words for it. */
    String sentence(RequestLogEntry entry) {
        return entry.error()
                .filter(error -> this != DONE)
                .map(error -> sentence + " The answer said: " + error)
                .orElse(
                        sentence);
    }

    /** What to change there; nothing when there is nothing to change. */
    List<String> next(Strategy strategy) {
        String text = switch (strategy) {
            case WAAD -> entra;
            case OKTA -> okta;
            case SAMLP, OIDC, SCIM -> other;
        };
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static boolean searches(RequestLogEntry entry) {
        return entry.method().equals("GET") || entry.path().contains("/.search");
    }

    private static boolean says(RequestLogEntry entry, String... words) {
        String error = entry.error().orElse("");
        return Arrays.stream(words).anyMatch(error::contains);
    }
}
