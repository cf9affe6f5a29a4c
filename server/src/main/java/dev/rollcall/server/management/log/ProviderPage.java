package dev.rollcall.server.management.log;

import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.server.management.ManagementFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads pages of what identity providers asked for.
 *
 * <p>Guarantees: a page is short only when the log ends. When the bodies are as much as one page may have, the entries that follow
 * come without theirs.
 */
public final class ProviderPage {
    private ProviderPage() {}

    /**
     * As many entries as a search wants.
     *
     * @throws ManagementFailure 400 when more rows would have to be looked at than its budget
     */
    public static List<LogEntry> read(ReadSession session, LogSearch search) {
        LogStretch whole = session.log().search(search);
        List<LogEntry> entries = new ArrayList<>();
        whole.entries().forEach(row -> entries.add(new LogEntry.OfProvider(row)));
        Optional<String> next = whole.next();
        if (next.isPresent() && !entries.isEmpty() && entries.size() < search.limit()) {
            LogStretch heads = session.log().heads(rest(search, next, search.limit() - entries.size()));
            for (RequestLogEntry row : heads.entries()) {
                entries.add(new LogEntry.OfProvider(row, false));
            }
            next = heads.next();
        }
        requireEnd(entries.size(), search.limit(), next, search.budget());
        return entries;
    }

    /** An end that is none would be taken for one. */
    static void requireEnd(int found, int limit, Optional<String> next, int budget) {
        if (found < limit && next.isPresent()) {
            throw ManagementFailure
                    .query("Of the " + budget + " entries that one request looks at, too few are of this kind. Ask for"
                            + " one connection, or read GET /api/v2/connections/{id}/provisioning-log, which goes on by a"
                            + " cursor.");
        }
    }

    private static LogSearch rest(LogSearch search, Optional<String> from, int limit) {
        return new LogSearch(search.connection(), from, search.newestFirst(), search.statusFrom(), search.statusTo(),
                search.resourceId(), search.tolerance(), search.since(), search.until(), 0, limit, search.budget());
    }
}
