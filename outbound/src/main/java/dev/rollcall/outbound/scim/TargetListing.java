package dev.rollcall.outbound.scim;

import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.ScimReading.Listed;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that a target has, page by page: by cursor where it gives one, else by {@code startIndex}. How many there are in all is
 * not believed; the list is over with the page that is empty, or that a cursor could follow and none does. A page that is larger than
 * what is read is asked for in halves; a group that is too large by itself comes without its members. Used by one thread.
 */
public final class TargetListing {
    private static final String CURSOR = "cursor=";
    private static final String INDEX = "startIndex=";

    private final TargetConnection target;
    private final TargetMapping users;
    private final TargetMapping groups;
    private final PageSize userPages;
    private final PageSize groupPages;

    TargetListing(TargetConnection target, TargetMapping users, TargetMapping groups) {
        this.target = target;
        this.users = users;
        this.groups = groups;
        this.userPages = new PageSize(target.settings().pageSize());
        this.groupPages = new PageSize(target.settings().pageSize());
    }

    /**
     * Some resources.
     *
     * @param next where to go on; empty when there is nothing behind
     * @param withMembers whether groups have their members; false when the target does not show them, or too many
     */
    public record Page(List<ObjectNode> resources, Optional<String> next, boolean withMembers) {
        public Page {
            resources = List.copyOf(resources);
        }
    }

    /** By which rows users, or groups, are made there. */
    public TargetMapping mapping(TargetKind kind) {
        return kind == TargetKind.USER ? users : groups;
    }

    /**
     * A page.
     *
     * @param place what the page before said; empty text for the first one
     * @param clock the time for it
     * @throws TargetListingException when there is none
     */
    public Page page(TargetKind kind, String place, Supplier<WorkClock> clock) {
        String path = kind == TargetKind.USER ? "/Users" : "/Groups";
        boolean cursors = target.quirks().has(TargetQuirks.CURSOR_ONLY);
        String where = !place.isEmpty() ? place : cursors ? "" : INDEX + 1;
        ScimExchange exchange = new ScimExchange(target, clock.get(), BoundedJson.OF_LIST);
        try {
            boolean shown = kind == TargetKind.GROUP && !target.quirks().has(TargetQuirks.MEMBERS_NOT_SHOWN);
            Read read = read(kind, path, where, exchange);
            return new Page(read.listed.resources(), next(read.listed, where, cursors), shown && !read.cut);
        } catch (TargetFailure failure) {
            boolean passing = switch (failure.meaning()) {
                case SICK, BUSY, LATER, OUT_OF_TIME -> true;
                case TOO_LARGE, SHAPE, FINAL, UNAUTHORIZED, UNSURE -> false;
            };
            throw new TargetListingException(
                    "The target's " + path + " cannot be listed: " + failure.cause().replaceFirst("\\.$", "")
                            + ". Nothing was changed.",
                    passing);
        }
    }

    /** What was read. @param cut whether the members of groups were left out, because one group alone had too many */
    private record Read(Listed listed, boolean cut) {}

    private Read read(TargetKind kind, String path, String where, ScimExchange exchange) {
        PageSize size = kind == TargetKind.USER ? userPages : groupPages;
        String from = where.isEmpty() ? "" : where + "&";
        while (true) {
            try {
                Listed listed = listed(path + "?" + from + "count=" + size.now(), path, exchange);
                size.wentWell();
                return new Read(listed, false);
            } catch (TargetFailure failure) {
                if (failure.meaning() != TargetFailure.Meaning.TOO_LARGE) {
                    throw failure;
                }
                if (!size.halve()) {
                    if (kind == TargetKind.USER) {
                        throw failure;
                    }
                    return new Read(listed(
                            target.quirks().withoutMembers(path, from + "count=1"), path, exchange), true);
                }
            }
        }
    }

    private static Listed listed(String query, String path, ScimExchange exchange) {
        TargetReply reply = exchange.send(Ask.get(path, query));
        if (reply.status() != 200) {
            throw exchange.unusable(reply);
        }
        return ScimReading.list(reply);
    }

    private static Optional<String> next(Listed listed, String where, boolean cursors) {
        if (listed.next().isPresent()) {
            return listed.next().map(cursor -> CURSOR + TargetLookup.encoded(cursor));
        }
        if (cursors || where.startsWith(CURSOR) || listed.resources().isEmpty()) {
            return Optional.empty();
        }
        int begin = Integer.parseInt(where.substring(INDEX.length()));
        int read = begin - 1 + listed.resources().size();
        // A total that says more than one page is true as far as it goes; one that says less may be a lie.
        boolean over = listed.total().isPresent() && listed.total().getAsInt() == read && begin > 1;
        return over ? Optional.empty() : Optional.of(INDEX + (read + 1));
    }
}
