package dev.rollcall.server.management.log;

import dev.rollcall.directory.storage.AuditQuery;
import dev.rollcall.directory.storage.AuditStretch;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads pages of both logs together, in the order of their ids. */
final class LogPages {
    private final ReadSession session;
    private final LogTerms terms;
    private final boolean newestFirst;

    LogPages(ReadSession session, LogTerms terms, boolean newestFirst) {
        this.session = session;
        this.terms = terms;
        this.newestFirst = newestFirst;
    }

    /**
     * A page, which is short only when the logs end.
     *
     * @param from beyond which it begins
     * @param offset how many to pass over, where one of the logs alone is asked for
     * @throws ManagementFailure 400 when more entries would have to be looked at than one request may
     */
    LogPage after(Optional<String> from, long offset, int limit) {
        List<LogEntry> all = new ArrayList<>();
        if (terms.ofProviders()) {
            all.addAll(ProviderPage.read(session, new LogSearch(terms.connection(), from, newestFirst,
                    terms.statusFrom(), terms.statusTo(), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), offset, limit + 1, budget())));
        }
        if (terms.ofClients()) {
            AuditStretch found = session.audit()
                    .search(new AuditQuery(from, newestFirst, terms.statusFrom(), terms.statusTo(), offset, limit + 1,
                            budget()));
            ProviderPage.requireEnd(found.entries().size(), limit + 1, found.next(), budget());
            found.entries().forEach(row -> all.add(new LogEntry.OfClient(row)));
        }
        Comparator<LogEntry> order = Comparator.comparing(LogEntry::id);
        all.sort(newestFirst ? order.reversed() : order);
        return new LogPage(all.subList(0, Math.min(limit, all.size())), all.size() > limit);
    }

    /** Whether an entry is that far into the logs. */
    boolean reaches(long place) {
        return terms.everything()
                ? session.log().idAt(newestFirst, place).isPresent()
                : !after(Optional.empty(), place, 1).entries().isEmpty();
    }

    /** Where every entry is wanted, a page finds as many as it wants among the first. */
    private int budget() {
        return terms.everything() ? LogSearch.USUAL_BUDGET : PageRequest.DEEPEST;
    }
}
