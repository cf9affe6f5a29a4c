package dev.rollcall.outbound.scim;

import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.ScimReading.Listed;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks for one resource among all that a target has, because it ignores the filter; in at most {@value #MOST_PAGES} pages.
 *
 * <p>Guarantees: how many there are in all is not believed. The list is over with the page that is empty, that has nobody new, or that
 * a cursor could follow and none does.
 */
final class PageSearch {
    private static final int MOST_PAGES = 10;

    private final TargetConnection target;
    private final ScimExchange exchange;
    private final String kind;
    private final UnaryOperator<String> path;
    private final Function<TargetReply, Listed> listed;

    /**
     * @param path with a query
     * @param listed reads a page
     */
    PageSearch(TargetConnection target, ScimExchange exchange, String kind, UnaryOperator<String> path,
            Function<TargetReply, Listed> listed) {
        this.path = path;
        this.target = target;
        this.exchange = exchange;
        this.kind = kind;
        this.listed = listed;
    }

    /**
     * The resource with that externalId, on a page behind the first one.
     *
     * @throws TargetFailure when there are too many to read them all
     */
    Optional<ObjectNode> find(String externalId, Listed first) {
        Listed page = first;
        Set<String> seen = new HashSet<>();
        boolean cursors = target.quirks().has(TargetQuirks.CURSOR_ONLY);
        for (int pages = 1; pages < MOST_PAGES; pages++) {
            boolean anybodyNew = false;
            for (ObjectNode hit : page.resources()) {
                anybodyNew |= seen.add(ScimReading.idOf(hit).orElseThrow());
            }
            if (!anybodyNew || page.next().isEmpty() && cursors) {
                return Optional.empty();
            }
            cursors |= page.next().isPresent();
            String where = page.next()
                    .map(cursor -> "cursor=" + TargetLookup.encoded(cursor))
                    .orElse("startIndex=" + (seen.size() + 1));
            TargetReply reply = exchange.send(Ask.get(kind,
                    path.apply(where + "&count=" + target.settings().pageSize())));
            if (reply.status() != 200) {
                throw exchange.unusable(reply);
            }
            page = listed.apply(reply);
            Optional<ObjectNode> ours = with(externalId, page.resources());
            if (ours.isPresent()) {
                return ours;
            }
        }
        throw TargetFailure.of(Meaning.FINAL, "GET " + kind
                + ": the target ignores the filter by externalId and has too many resources to read them all; mend its filter");
    }

    /** The one of them that has that externalId. */
    static Optional<ObjectNode> with(String externalId, List<ObjectNode> resources) {
        return resources.stream()
                .filter(hit -> ScimReading.text(hit, "externalId").filter(externalId::equals).isPresent())
                .findFirst();
    }
}
