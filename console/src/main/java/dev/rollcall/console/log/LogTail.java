package dev.rollcall.console.log;

import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What comes into the log, each entry once. Entries become visible a moment after others with later ids, so each look goes back a
 * while; it remembers only what it found there. For one thread.
 */
final class LogTail {
    private static final Duration BACK = Duration.ofSeconds(15);
    /** Of more within that while, the oldest are left out; nobody reads so fast. */
    private static final int MOST = 200;

    private final ConsoleServices services;
    private final Share share;
    private final RequestLogFilter filter;
    private final Instant begin;
    private Set<String> shown = new HashSet<>();

    LogTail(ConsoleServices services, Share share, RequestLogFilter filter) {
        this.services = services;
        this.share = share;
        this.filter = filter;
        this.begin = services.clock().instant();
    }

    /** What is new since it was asked last, oldest first. */
    List<RequestRow> next() {
        Instant now = services.clock().instant();
        Instant back = now.minus(BACK);
        LogSearch wanted = filter.search(Optional.empty(), true, MOST, now);
        LogSearch search = new LogSearch(wanted.connection(), wanted.from(), true, wanted.statusFrom(),
                wanted.statusTo(),
                wanted.resourceId(), wanted.tolerance(),
                Optional.of(back.isBefore(begin) ? begin : back), wanted.until(), 0, MOST, wanted.budget());
        Set<String> found = new HashSet<>();
        List<RequestRow> rows = services.storage().read(share, session -> {
            List<RequestLogEntry> fresh = new ArrayList<>();
            for (RequestLogEntry entry : session.log().heads(search).entries()) {
                found.add(entry.id());
                if (!shown.contains(entry.id())) {
                    fresh.addFirst(entry);
                }
            }
            return RequestLogPage.rows(session, fresh);
        });
        shown = found;
        return rows;
    }
}
