package dev.rollcall.server.management.log;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.management.FieldSelection;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code /logs}: the logs of all connections and of the management API together, in the order of time.
 *
 * <p>As Auth0 has it, {@code from} is the id of an entry, after which older ones were read already: those after it follow, oldest
 * first, as a bare array. Pages by their number come newest first unless {@code sort=date:1}.
 *
 * <p>Guarantees: a page has as many entries as there are for it, so that no walk passes one over. What is too large for a page is
 * left out of its entries and not they.
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
        request.reserve(LogPage.LARGEST);
        LogPage found = storage.read(request.share(), session -> switch (page) {
            case PageRequest.AfterCursor(int limit, Optional<String> from) ->
                new LogPages(session, terms, false).after(from, 0, limit);
            case PageRequest.ByNumber byNumber -> numbered(session, terms, byNumber);
        });
        PageRequest shape = page instanceof PageRequest.AfterCursor cursor
                ? new PageRequest.ByNumber(0, cursor.limit(), false)
                : page;
        // How many there are is not counted; one more than are known stands for more.
        long before = page instanceof PageRequest.ByNumber byNumber ? byNumber.offset() : 0;
        return shape.answer("logs", found.entries(), entry -> fields.apply(entry.json(request.tenantName())),
                Optional.empty(),
                OptionalLong.of(before + found.entries().size() + (found.more() ? 1 : 0)));
    }

    ManagementAnswer read(ManagementRequest request) {
        String id = request.parameter("id");
        Optional<LogEntry> entry = storage.read(request.share(), session -> session.log()
                .find(id)
                .<LogEntry>map(LogEntry.OfProvider::new)
                .or(() -> session.audit().find(id).map(LogEntry.OfClient::new)));
        return ManagementAnswer.ok(FieldSelection.of(request.query())
                .apply(entry.map(found -> found.json(request.tenantName()))
                        .orElseThrow(() -> ManagementFailure.missing("log_not_found", "There is no such log entry."
                                + " Entries are kept for the time of the setting log.retention."))));
    }

    /** A page by its number: where all of both logs is asked for, it is found by its place. */
    private static LogPage numbered(ReadSession session, LogTerms terms, PageRequest.ByNumber page) {
        LogPages pages = new LogPages(session, terms, terms.newestFirst());
        if (page.offset() > PageRequest.DEEPEST) {
            if (pages.reaches(PageRequest.DEEPEST)) {
                throw PageRequest.tooDeep();
            }
            return new LogPage(List.of(), false);
        }
        if (!terms.everything() || page.offset() == 0) {
            return pages.after(Optional.empty(), page.offset(), page.limit());
        }
        return session.log()
                .idAt(terms.newestFirst(), page.offset() - 1)
                .map(last -> pages.after(Optional.of(last), 0, page.limit()))
                .orElseGet(() -> new LogPage(List.of(), false));
    }
}
