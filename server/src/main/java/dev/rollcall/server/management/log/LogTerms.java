package dev.rollcall.server.management.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is searched for in all logs together, of Auth0's {@code q} or {@code search}: {@code type:fscim} and {@code
 * connection_id:con_…}, with {@code AND} between them.
 *
 * @param type empty for every type
 */
record LogTerms(Optional<String> type, Optional<ConnectionId> connection, boolean newestFirst) {
    private static final Pattern TERM = Pattern.compile("\\s*(type|connection_id):\"?([A-Za-z0-9_]+)\"?\\s*");
    private static final int FIRST_FAILURE = 400;

    static LogTerms of(ManagementQuery query) {
        Optional<String> type = Optional.empty();
        Optional<ConnectionId> connection = Optional.empty();
        String text = query.text("q").or(() -> query.text("search")).orElse("");
        for (String term : text.isBlank() ? new String[0] : text.split("\\sAND\\s", -1)) {
            Matcher matcher = TERM.matcher(term);
            if (!matcher.matches()) {
                throw unreadable();
            }
            if (matcher.group(1).equals("type")) {
                type = Optional.of(known(matcher.group(2)));
            } else {
                connection = Optional.of(ConnectionId.parse(matcher.group(2)).orElseThrow(LogTerms::unreadable));
            }
        }
        return new LogTerms(type, connection, !query.text("sort").filter("date:1"::equals).isPresent());
    }

    boolean everything() {
        return type.isEmpty() && connection.isEmpty();
    }

    /** Whether requests of identity providers are asked for. */
    boolean ofProviders() {
        return type.isEmpty() || type.get().endsWith("scim");
    }

    /** Whether requests of clients of the management API are asked for; those are of no connection. */
    boolean ofClients() {
        return (type.isEmpty() || type.get().endsWith("api")) && connection.isEmpty();
    }

    int statusFrom() {
        return type.filter(word -> word.startsWith("f")).isPresent() ? FIRST_FAILURE : 0;
    }

    int statusTo() {
        return type.filter(word -> word.startsWith("s")).isPresent() ? FIRST_FAILURE - 1 : LogSearch.ANY;
    }

    private static String known(String type) {
        return switch (type) {
            case LogEntryForm.SCIM_DONE, LogEntryForm.SCIM_FAILED, LogEntryForm.API_DONE, LogEntryForm.API_FAILED ->
                type;
            default -> throw unreadable();
        };
    }

    private static ManagementFailure unreadable() {
        return ManagementFailure
                .query("The logs are searched by type (sscim, fscim, sapi, fapi) and connection_id, such as"
                        + " type:fscim AND connection_id:con_…. GET /api/v2/connections/{id}/provisioning-log has more filters.");
    }
}
