package dev.rollcall.server.management.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.Tolerance;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query asks for of the provisioning log of a connection: {@code status} ({@code 404}, {@code 4xx}), {@code tolerance}, {@code since}, {@code until}, and {@code order} ({@code asc} or {@code desc}).
 */
final class LogFilter {
    private static final Pattern STATUS = Pattern.compile("([1-5])(\\d\\d|xx)");

    private LogFilter() {}

    static LogSearch of(
            ManagementQuery query, ConnectionId connection, Optional<String> resource, Optional<String> from,
            int limit) {
        int[] status = query.text("status").map(LogFilter::status).orElse(new int[]{0, LogSearch.ANY});
        return new LogSearch(Optional.of(connection), from, newestFirst(query), status[0], status[1],
                resource,
                query.text("tolerance").map(LogFilter::tolerance),
                query.instant("since"), query.instant("until"), 0, limit, LogSearch.USUAL_BUDGET);
    }

    private static boolean newestFirst(ManagementQuery query) {
        return switch (query.text("order").orElse("desc")) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw ManagementFailure.query("The parameter order must be asc or desc.");
        };
    }

    /** The lowest and the highest. */
    private static int[] status(String text) {
        Matcher matcher = STATUS.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw ManagementFailure.query("The parameter status must be one such as 404, or a class such as 4xx.");
        }
        boolean whole = matcher.group(2).equals("xx");
        int lowest = Integer.parseInt(matcher.group(1) + (whole ? "00" : matcher.group(2)));
        return new int[]{lowest, whole ? lowest + 99 : lowest};
    }

    private static String tolerance(String id) {
        if (Arrays.stream(Tolerance.values()).noneMatch(tolerance -> tolerance.id().equals(id))) {
            throw ManagementFailure
                    .query("There is no tolerance \"" + Excerpt.of(id) + "\"; docs/tolerances.md has all of them.");
        }
        return id;
    }
}
