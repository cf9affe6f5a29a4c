package dev.rollcall.console.log;

import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a link asks for of the log, so that it can be shared: {@code connection} (an id or a name), {@code status} ({@code 409}, {@code
 * 4xx}, {@code failed}), {@code resource} (the id of a user or a group), {@code tolerance}, {@code within} ({@code 1h}, {@code 24h},
 * {@code 7d}) or {@code since} and {@code until}.
 *
 * @param connection that it names, and that exists
 * @param status as it stands in the link; empty text for any
 * @param within as it stands in the link; empty text for any time
 */
record RequestLogFilter(Optional<Connection> connection, String status, Optional<String> resource,
        Optional<String> tolerance, String within, Optional<Instant> since, Optional<Instant> until) {
    private static final String FAILED = "failed";
    private static final int FIRST_FAILURE = 400;
    private static final Pattern STATUS = Pattern.compile("([1-5])(\\d\\d|xx)");
    private static final Map<String, Duration> SPANS = Map.of("1h", Duration.ofHours(1), "24h", Duration.ofDays(1),
            "7d",
            Duration.ofDays(7));

    /** Of a query. @param connections finds a connection by its id or name */
    static RequestLogFilter of(ManagementQuery query, Function<String, Optional<Connection>> connections) {
        Optional<Connection> connection = query.text("connection")
                .map(name -> connections.apply(name)
                        .orElseThrow(() -> ManagementFailure.query("There is no connection " + Excerpt.of(name)
                                + ". The overview lists all of them.")));
        return new RequestLogFilter(connection, query.text("status").map(RequestLogFilter::status).orElse(""),
                query.text("resource").map(String::strip), query.text("tolerance"),
                query.text("within").filter(SPANS::containsKey).orElse(""), query.instant("since"),
                query.instant("until"));
    }

    /** The search for it. @param from the id beyond which to go on */
    LogSearch search(Optional<String> from, boolean newestFirst, int limit, Instant now) {
        Optional<Instant> begin = since.or(() -> Optional.ofNullable(SPANS.get(within)).map(now::minus));
        return new LogSearch(connection.map(Connection::id), from, newestFirst, lowest(), highest(), resource,
                tolerance,
                begin, until, 0, limit, LogSearch.USUAL_BUDGET);
    }

    /** As a link has it. */
    LinkQuery query() {
        return LinkQuery.NONE
                .with("connection", connection.map(found -> found.id().value()))
                .with("status", Optional.of(status).filter(text -> !text.isEmpty()))
                .with("resource", resource)
                .with("tolerance", tolerance)
                .with("within", Optional.of(within).filter(text -> !text.isEmpty()))
                .with("since", since.map(Instant::toString))
                .with("until", until.map(Instant::toString));
    }

    /** Whether nothing is left out. */
    boolean isEverything() {
        return query().text().isEmpty();
    }

    private int lowest() {
        if (status.isEmpty()) {
            return 0;
        }
        return status.equals(FAILED) ? FIRST_FAILURE : Integer.parseInt(status.replace("xx", "00"));
    }

    private int highest() {
        if (status.isEmpty() || status.equals(FAILED)) {
            return LogSearch.ANY;
        }
        return Integer.parseInt(status.replace("xx", "99"));
    }

    private static String status(String text) {
        String status = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = STATUS.matcher(status);
        if (!status.equals(FAILED) && !matcher.matches()) {
            throw ManagementFailure.query("The status must be one such as 409, a class such as 4xx, or failed.");
        }
        return status;
    }
}
