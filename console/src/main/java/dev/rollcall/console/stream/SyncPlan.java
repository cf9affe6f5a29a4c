package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.SyncView;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.scim.json.ScimJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a synchronisation has to do, item by item. */
final class SyncPlan {
    private static final int PIECE = 500;
    /** Items that a look for those of one action looks at. */
    private static final int BUDGET = 10_000;

    private SyncPlan() {}

    /**
     * Some of the items.
     *
     * @param next the item beyond which to go on; empty when there are no more
     */
    record Stretch(List<SyncItem> items, Optional<SyncItem> next) {}

    /**
     * Items in their order; it ends early when it has looked at as many as it may.
     *
     * @param action of which they are; empty text for all
     */
    static Stretch stretch(SyncView syncs, StreamId stream, Optional<SyncItem> after, String action, int limit) {
        List<SyncItem> found = new ArrayList<>();
        Optional<SyncItem> place = after;
        for (int looked = 0; looked < BUDGET; looked += PIECE) {
            List<SyncItem> piece = syncs.items(stream, place, Optional.empty(), PIECE);
            for (SyncItem item : piece) {
                if (found.size() == limit) {
                    return new Stretch(found, place);
                }
                if (action.isEmpty() || item.action().equals(action)) {
                    found.add(item);
                }
                place = Optional.of(item);
            }
            if (piece.size() < PIECE) {
                return new Stretch(found, Optional.empty());
            }
        }
        return new Stretch(found, place);
    }

    /** Whom an item is about. */
    static String about(SyncItem item) {
        JsonNode detail = ScimJson.tree(item.detail());
        String person = detail.path("user_id").asString("");
        if (!person.isEmpty()) {
            return person;
        }
        String group = detail.path("group").asString("");
        return group.isEmpty()
                ? SubjectKey.parse(item.subject())
                        .map(SubjectKey::tail)
                        .filter(tail -> !tail.isEmpty())
                        .orElse(item.subject())
                : "group " + group;
    }

    /** What is known of an item beside, in words. */
    static String detail(SyncItem item) {
        return ScimJson.tree(item.detail())
                .properties()
                .stream()
                .filter(member -> !member.getKey().equals("user_id") && !member.getKey().equals("group"))
                .map(member -> member.getKey().equals("reason") ? member.getValue().asString("")
                        : member.getKey().replace('_', ' ') + " " + member.getValue().asString(""))
                .collect(Collectors.joining(", "));
    }

    /** Writes all of it, one JSON object a line, piece by piece. */
    static void write(ConsoleServices services, Share share, StreamId stream, OutputStream out) throws IOException {
        Optional<SyncItem> place = Optional.empty();
        boolean more = true;
        while (more) {
            Optional<SyncItem> after = place;
            List<SyncItem> piece = services.storage()
                    .read(share, session -> session.syncs().items(stream, after, Optional.empty(), PIECE));
            for (SyncItem item : piece) {
                var line = JsonNodeFactory.instance.objectNode()
                        .put("subject", item.subject())
                        .put("action", item.action())
                        .put("done", item.done());
                line.set("detail", ScimJson.tree(item.detail()));
                out.write(ScimJson.write(line));
                out.write('\n');
                place = Optional.of(item);
            }
            more = piece.size() == PIECE;
        }
    }
}
