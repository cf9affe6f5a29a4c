package dev.rollcall.console.log;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.log.LogCause;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.Tolerance;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a link asks for of the log, so that it can be shared: {@code connection} (an id or a name), {@code status} ({@code 409}, {@code
 * 4xx}, {@code failed}), {@code cause} (what went wrong, by the keyword of a {@link LogCause}), {@code resource} (a user or a group by the SCIM id, a user also by userName, e-mail address or user_id), {@code
 * tolerance}, {@code within} ({@code 1h}, {@code 24h}, {@code 7d}) or {@code since} and {@code until}.
 *
 * @param connection that it names, which may be gone
 * @param connectionName its name, or its id when it is gone; empty text for all connections
 * @param status as it stands in the link; empty text for any
 * @param cause why requests failed; empty for any way in which they ended
 * @param resource as it stands in the link
 * @param subject who that is
 * @param within as it stands in the link, unless that has a time; empty text for any time
 */
record RequestLogFilter(Optional<ConnectionId> connection, String connectionName, String status,
        Optional<LogCause> cause, Optional<String> resource, Optional<LogSubject> subject, Optional<String> tolerance,
        String within, Optional<Instant> since,
        Optional<Instant> until) {
    private static final String FAILED = "failed";
    private static final int FIRST_FAILURE = 400;
    private static final Pattern STATUS = Pattern.compile("([1-5])(\\d\\d|xx)");
    private static final Map<String, Duration> SPANS = Map.of("1h", Duration.ofHours(1), "24h", Duration.ofDays(1),
            "7d",
            Duration.ofDays(7));

    /** Of a request's query. @throws ManagementFailure 400 when it names what there is not */
    static RequestLogFilter of(ConsoleServices services, ConsoleRequest request) {
        ManagementQuery query = request.query();
        Optional<String> named = query.text("connection").map(String::strip);
        Optional<Connection> known = named.flatMap(services.management().connections()::find);
        Optional<ConnectionId> connection = named.map(name -> known.map(Connection::id)
                .or(() -> ConnectionId.parse(name))
                .orElseThrow(() -> ManagementFailure.query("There is no connection " + Excerpt.of(name)
                        + ". The overview lists all of them.")));
        Optional<String> resource = query.text("resource").map(String::strip).filter(text -> !text.isEmpty());
        Optional<Instant> since = query.instant("since");
        Optional<Instant> until = query.instant("until");
        return new RequestLogFilter(connection, known.map(Connection::name).or(() -> named).orElse(""),
                query.text("status").map(RequestLogFilter::status).orElse(""),
                query.text("cause").map(RequestLogFilter::cause), resource,
                resource.map(text -> LogSubject.of(services, request, connection, text)),
                query.text("tolerance").map(RequestLogFilter::tolerance),
                query.text("within")
                        .filter(span -> SPANS.containsKey(span) && since.isEmpty() && until.isEmpty())
                        .orElse(""),
                since, until);
    }

    /** The search for it. @param from the id beyond which to go on */
    LogSearch search(Optional<String> from, boolean newestFirst, int limit, Instant now) {
        return search(from, newestFirst, limit, LogSearch.USUAL_BUDGET, now);
    }

    /** The same. @param budget rows that one look costs at most */
    LogSearch search(Optional<String> from, boolean newestFirst, int limit, int budget, Instant now) {
        Optional<Instant> begin = since.or(() -> Optional.ofNullable(SPANS.get(within)).map(now::minus));
        return new LogSearch(connection.or(() -> subject.flatMap(LogSubject::connection)), from, newestFirst, lowest(),
                highest(),
                subject.map(LogSubject::id), tolerance, begin, until, 0, limit, budget);
    }

    /**
     * Rows without their bodies, newest first. It is one look, which ends early when it has cost what one may.
     *
     * @param from the id beyond which to go on
     */
    LogStretch heads(ReadSession session, Optional<String> from, int limit, Instant now) {
        if (cause.isEmpty()) {
            return session.log().heads(search(from, true, limit, now));
        }
        // Why a request failed is in the words of its error, which no index has.
        LogStretch looked = session.log().heads(search(from, true, LogSearch.USUAL_BUDGET, now));
        List<RequestLogEntry> found = looked.entries().stream().filter(this::isOfCause).limit(limit).toList();
        return new LogStretch(found, found.size() == limit ? Optional.of(found.getLast().id()) : looked.next());
    }

    /** Whether a row that the search has found ended by the cause that is asked for. */
    boolean isOfCause(RequestLogEntry entry) {
        return cause.filter(asked -> asked != LogCause.of(entry)).isEmpty();
    }

    /** As a link has it. */
    LinkQuery query() {
        return LinkQuery.NONE
                .with("connection", connection.map(ConnectionId::value))
                .with("status", Optional.of(status).filter(text -> !text.isEmpty()))
                .with("cause", cause.map(LogCause::keyword))
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
        int ofCause = cause.map(LogCause::lowestStatus).orElse(0);
        if (status.isEmpty()) {
            return ofCause;
        }
        return Math.max(ofCause, status.equals(FAILED) ? FIRST_FAILURE : Integer.parseInt(status.replace("xx", "00")));
    }

    private int highest() {
        int ofCause = cause.map(LogCause::highestStatus).orElse(LogSearch.ANY);
        if (status.isEmpty() || status.equals(FAILED)) {
            return ofCause;
        }
        return Math.min(ofCause, Integer.parseInt(status.replace("xx", "99")));
    }

    private static LogCause cause(String keyword) {
        return LogCause.named(keyword)
                .orElseThrow(() -> ManagementFailure.query("There is no cause " + Excerpt.of(keyword)
                        + "; the field What went wrong has all of them."));
    }

    private static String tolerance(String id) {
        if (Arrays.stream(Tolerance.values()).noneMatch(known -> known.id().equals(id))) {
            throw ManagementFailure
                    .query("There is no tolerance " + Excerpt.of(id) + "; docs/tolerances.md has all of them.");
        }
        return id;
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
