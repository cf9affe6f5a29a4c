package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Lists.Sought;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One page of a walk through a list (RFC 9865).
 *
 * <p>Guarantees: a walk to its end meets every resource that was there throughout, as long as neither what the list is filtered
 * by nor what it is sorted by changes of it, and none of them twice. There is a next place exactly when something follows.
 */
final class ListWalk {
    private final ReadSession session;
    private final ScimCall call;
    private final SearchWalk search;
    private final ListPage page;
    private final int count;
    private Optional<ListPlace> next = Optional.empty();

    ListWalk(ReadSession session, ScimCall call, SearchWalk search, ListPage page, int count) {
        this.session = session;
        this.call = call;
        this.search = search;
        this.page = page;
        this.count = count;
    }

    /**
     * What a page is made of.
     *
     * @param total how many the list has, where that costs nothing
     * @param next where the next page begins; empty at the end of the list
     */
    record Walked(ListPage page, OptionalLong total, Optional<ListPlace> next) {
        boolean isEmpty() {
            return page.size() == 0 && next.isEmpty();
        }
    }

    /** The page that begins at a place, or at the beginning. */
    Walked from(List<Sought> sought, Optional<ListPlace> begin) {
        boolean begun = begin.isEmpty();
        for (Sought each : sought) {
            boolean here = !begun && each.request().kind().name().equals(begin.get().type());
            if (begun || here) {
                add(each, new ListPlace(each.request().kind().name(),
                        here ? begin.get().after() : Optional.empty(),
                        begin.map(ListPlace::unescaped).orElse(false)));
                begun = true;
            }
            if (next.isPresent()) {
                break;
            }
        }
        return new Walked(page, total(sought), next);
    }

    private void add(Sought sought, ListPlace place) {
        int missing = page.ended() ? 0 : count - page.size();
        SearchWalk.Found found = search.find(sought.request(), sought.way(), place.after(), missing);
        int before = page.size();
        page.add(found.resources(), sought.projection());
        int added = page.size() - before;
        if (added < found.resources().size() || found.goesOn()) {
            Optional<StoredResource> last = added == 0
                    ? Optional.empty()
                    : Optional.of(found.resources().get(added - 1));
            next = Optional.of(last
                    .map(resource -> new ListPlace(
                            place.type(), Optional.of(found.positions().apply(resource)), place.unescaped()))
                    .orElse(place));
        }
    }

    /** The counters know it without a filter. */
    private OptionalLong total(List<Sought> sought) {
        long total = 0;
        for (Sought each : sought) {
            if (!each.way().isServed() || !(each.way().narrowed().condition() instanceof Condition.All all)) {
                return OptionalLong.empty();
            }
            total += session.resources().count(call.connection(), each.request().kind().name(), all, 0);
        }
        return OptionalLong.of(total);
    }
}
