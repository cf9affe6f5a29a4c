package dev.rollcall.console.log;

import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What comes into the log after a moment, each entry once.
 *
 * <p>Guarantees: entries are in the order in which requests began, and become visible when these have ended and a while after. So each
 * look goes back a little, and now and then one goes back as far as the longest request; what ended before the moment is not told. When
 * a look cannot hold all that is new, {@link Look#cut} says so. It remembers what it found as far as it looks back. For one thread.
 */
final class LiveRequests {
    /** How long after its end an entry becomes visible, with room. */
    private static final Duration LATE = Duration.ofSeconds(15);
    /** The longest request that is awaited. */
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** Nobody reads on from further back. */
    private static final Duration FURTHEST = Duration.ofHours(1);
    private static final int SHORT = 200;
    private static final int LONG = 1_000;
    /** Looks from one that goes far back to the next. */
    private static final int TURN = 10;

    private final ConsoleServices services;
    private final Share share;
    private final RequestLogFilter filter;
    private final Instant after;
    private final boolean tooFar;
    private final Map<String, Instant> known = new HashMap<>();
    private Instant told;
    private int looks;

    /**
     * What a look has found.
     *
     * @param before up to when everything had been told before it
     * @param at up to when everything is told with it
     * @param rows the new ones, oldest first
     * @param cut whether there may be more that are new
     */
    record Look(Instant before, Instant at, List<RequestRow> rows, boolean cut) {}

    /** @param after the moment up to which everything is known; empty for now */
    LiveRequests(ConsoleServices services, Share share, RequestLogFilter filter, Optional<Instant> after) {
        this.services = services;
        this.share = share;
        this.filter = filter;
        Instant now = services.clock().instant();
        Instant furthest = now.minus(FURTHEST);
        this.tooFar = after.filter(furthest::isAfter).isPresent();
        this.after = after.filter(at -> at.isBefore(now)).map(at -> at.isBefore(furthest) ? furthest : at).orElse(now);
        this.told = this.after;
    }

    /** Looks for what is new since it was asked last. */
    Look next() {
        Instant now = services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        boolean first = looks == 0;
        boolean far = looks % TURN == 0;
        looks++;
        Instant back = first ? earlier(after, now).minus(LONGEST) : now.minus(far ? LONGEST : LATE);
        LogSearch search = search(back, far ? LONG : SHORT, now);
        known.values().removeIf(time -> time.isBefore(now.minus(LONGEST).minus(LATE)));
        Look look = services.storage().read(share, session -> look(session, search, now, first));
        told = now;
        return look;
    }

    private Look look(ReadSession session, LogSearch search, Instant now, boolean first) {
        LogStretch found = session.log().heads(search);
        List<RequestLogEntry> fresh = new ArrayList<>();
        boolean lastIsNew = false;
        for (RequestLogEntry entry : found.entries()) {
            lastIsNew = known.putIfAbsent(entry.id(), entry.time()) == null && isAfter(entry);
            if (lastIsNew && filter.isOfCause(entry)) {
                fresh.add(entry);
            }
        }
        fresh.sort(Comparator.comparing(RequestLogEntry::id));
        // What lies behind the last one was found by earlier looks, unless that one is itself new.
        boolean cut = first
                ? tooFar || found.next().filter(this::isBeyond).isPresent()
                : found.next().isPresent() && lastIsNew;
        return new Look(told, now, RequestLogPage.rows(session, fresh), cut);
    }

    /** Whether the first look ended at a request that began after what is known. */
    private boolean isBeyond(String id) {
        return Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16) > after.toEpochMilli();
    }

    private boolean isAfter(RequestLogEntry entry) {
        return !entry.time().plus(entry.durationMicros(), ChronoUnit.MICROS).isBefore(after.minus(LATE));
    }

    private LogSearch search(Instant back, int limit, Instant now) {
        LogSearch wanted = filter.search(Optional.empty(), true, limit, now);
        return new LogSearch(wanted.connection(), Optional.empty(), true, wanted.statusFrom(), wanted.statusTo(),
                wanted.resourceId(), wanted.tolerance(), Optional.of(back), wanted.until(), 0, limit, wanted.budget());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
