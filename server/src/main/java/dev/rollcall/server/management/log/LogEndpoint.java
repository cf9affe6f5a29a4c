package dev.rollcall.server.management.log;

import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.AuditQuery;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.management.FieldSelection;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /logs}: the logs of all connections and of the management API together, in the order of time.
 *
 * <p>As Auth0 has it, {@code from} is the id of an entry, after which older ones were read already: those after it follow, oldest
 * first, as a bare array. Pages by their number come newest first unless {@code sort=date:1}.
 */
final class LogEndpoint {
    private final Storage storage;

    LogEndpoint(Storage storage) {
        this.storage = storage;
    }

    ManagementAnswer list(ManagementRequest request) {
        FieldSelection fields = FieldSelection.of(request.query());
        LogTerms terms = LogTerms.of(request.query());
        PageRequest page = PageRequest.of(request.query());
        Page found = storage.read(request.share(), session -> switch (page) {
            case PageRequest.AfterCursor(int limit, Optional<String> from) ->
                page(session, terms, from, false, 0, limit);
            case PageRequest.ByNumber byNumber -> numbered(session, terms, terms.newestFirst(), byNumber);
        });
        List<ObjectNode> entries = found.entries()
                .stream()
                .map(one -> fields.apply(one.json(request.tenantName())))
                .toList();
        PageRequest shape = page instanceof PageRequest.AfterCursor cursor
                ? new PageRequest.ByNumber(0, cursor.limit(), false)
                : page;
        // How many there are is not counted; one more than are known stands for more.
        long before = page instanceof PageRequest.ByNumber byNumber ? byNumber.offset() : 0;
        return shape.answer("logs", entries, Optional.empty(),
                OptionalLong.of(before + entries.size() + (found.more() ? 1 : 0)));
    }

    ManagementAnswer read(ManagementRequest request) {
        String id = request.parameter("id");
        Optional<Entry> entry = storage.read(request.share(), session -> session.log()
                .find(id)
                .<Entry>map(Entry.OfProvider::new)
                .or(() -> session.audit().find(id).map(Entry.OfClient::new)));
        return ManagementAnswer.ok(FieldSelection.of(request.query())
                .apply(entry.map(found -> found.json(request.tenantName()))
                        .orElseThrow(() -> ManagementFailure.missing("log_not_found", "There is no such log entry."
                                + " Entries are kept for the time of the setting log.retention."))));
    }

    private record Page(List<Entry> entries, boolean more) {}

    /** An entry of one of the two logs. */
    private sealed interface Entry {
        String id();

        ObjectNode json(String tenant);

        record OfProvider(RequestLogEntry row) implements Entry {
            @Override
            public String id() {
                return row.id();
            }

            @Override
            public ObjectNode json(String tenant) {
                return LogEntryForm.of(row, tenant);
            }
        }

        record OfClient(AuditEntry row) implements Entry {
            @Override
            public String id() {
                return row.id();
            }

            @Override
            public ObjectNode json(String tenant) {
                return LogEntryForm.of(row, tenant);
            }
        }
    }

    /** A page by its number: where all of both logs is asked for, it is found by its place. */
    private static Page numbered(
            ReadSession session, LogTerms terms, boolean newestFirst, PageRequest.ByNumber page) {
        if (!terms.everything()) {
            return page(session, terms, Optional.empty(), newestFirst, page.offset(), page.limit());
        }
        if (page.offset() == 0) {
            return page(session, terms, Optional.empty(), newestFirst, 0, page.limit());
        }
        return session.log()
                .idAt(newestFirst, page.offset() - 1)
                .map(last -> page(session, terms, Optional.of(last), newestFirst, 0, page.limit()))
                .orElseGet(() -> new Page(List.of(), false));
    }

    private static Page page(
            ReadSession session, LogTerms terms, Optional<String> from, boolean newestFirst, long offset, int limit) {
        LogStretch provider = terms.ofProviders()
                ? session.log()
                        .search(new LogSearch(terms.connection(), from, newestFirst, terms.statusFrom(),
                                terms.statusTo(), Optional.empty(), Optional.empty(), Optional.empty(),
                                Optional.empty(),
                                offset, limit + 1, terms.everything() ? LogSearch.USUAL_BUDGET : PageRequest.DEEPEST))
                : new LogStretch(List.of(), Optional.empty());
        List<AuditEntry> client = terms.ofClients()
                ? session.audit()
                        .search(new AuditQuery(
                                from, newestFirst, terms.statusFrom(), terms.statusTo(), offset, limit + 1,
                                PageRequest.DEEPEST))
                        .entries()
                : List.of();
        Comparator<Entry> order = Comparator.comparing(Entry::id);
        List<Entry> all = new ArrayList<>(Stream.concat(
                provider.entries().stream().<Entry>map(Entry.OfProvider::new),
                client.stream().<Entry>map(Entry.OfClient::new))
                .sorted(newestFirst ? order.reversed() : order)
                .toList());
        // What is beyond the end of a stretch that ended early has not been looked at in the other log.
        provider.next()
                .filter(next -> provider.entries().size() <= limit)
                .ifPresent(next -> all.removeIf(
                        entry -> newestFirst ? entry.id().compareTo(next) < 0 : entry.id().compareTo(next) > 0));
        return new Page(List.copyOf(all.subList(0, Math.min(limit, all.size()))), all.size() > limit);
    }
}
