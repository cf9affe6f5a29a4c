package dev.rollcall.outbound.sync;

import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SyncSeen;
import dev.rollcall.mapping.target.TargetKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first step: everything that the target has. Of each resource are kept its id, externalId, whether it is active, what it may
 * be matched by, and a print of what the mapping's rows have there; of a group its members as well.
 */
final class Inventory implements SyncPhase {
    static final String USER = "user";
    static final String GROUP = "group";
    /** What resources may be matched by; several a resource. */
    static final String KEY = "key";
    static final String MEMBER = "member";
    /** Groups whose members the target did not show, or too many of them to be read. */
    static final String UNREAD = "unread";
    /** In the report: how many resources of the target show an externalId. */
    static final String EXTERNAL_IDS = "external-ids";
    /** A target cannot have more users, or groups, than a file may have users. */
    static final int MOST = ExportFile.MOST_USERS;
    /** In the report: how many resources the pages so far had, those that came twice as often. */
    private static final String LISTED = "listed-";
    /** One page with nobody new may be, when others are made or go while the list is read. */
    private static final int PAGES_WITH_NOBODY_NEW = 3;

    private final EventStream stream;
    private final SyncTarget pages;
    private final TargetKind kind;
    private final RowPrints prints;
    private final Collection<String> match;
    private Set<String> last = Set.of();
    private int nobodyNew;

    /** @param match the attributes of a profile by which a match is trusted beside externalId */
    Inventory(EventStream stream, SyncTarget pages, TargetKind kind, RowPrints prints, Collection<String> match) {
        this.stream = stream;
        this.pages = pages;
        this.kind = kind;
        this.prints = prints;
        this.match = List.copyOf(match);
    }

    @Override
    public Piece piece(String place, DriftReport report) {
        if (nobodyNew >= PAGES_WITH_NOBODY_NEW) {
            throw new TargetUnreadableException("The target's list of " + word() + "s has no end: " + nobodyNew
                    + " pages one after the other had nobody new. It passes over startIndex or cursor, or has no fixed"
                    + " order. Its lists must be read before anything is changed there.", false);
        }
        SyncTarget.TargetPage page = pages.page(kind, place);
        Set<String> ids = new TreeSet<>();
        List<SyncSeen> seen = new ArrayList<>();
        for (ObjectNode shown : page.resources()) {
            String id = shown.path("id").asString("");
            if (id.isEmpty()) {
                throw new TargetUnreadableException(
                        "A resource in the target's list of " + word() + "s has no id; each must "
                                + "have one (RFC 7643, section 3.1).",
                        false);
            }
            if (ids.add(id)) {
                add(shown, id, seen);
                if (kind == TargetKind.GROUP && !page.withMembers()) {
                    unread(shown, id, seen, report);
                }
                report.add("target", EXTERNAL_IDS, shown.path("externalId").asString("").isEmpty() ? 0 : 1);
            }
        }
        if (!ids.isEmpty() && ids.equals(last)) {
            throw new TargetUnreadableException("The target answers with the same page of " + word()
                    + "s again and again; it "
                    + "passes over startIndex or cursor. Its lists must be read before anything is changed there.",
                    false);
        }
        last = ids;
        report.add("target", LISTED + word() + "s", ids.size());
        if (report.count("target", LISTED + word() + "s") > MOST) {
            throw new TargetUnreadableException("The target's list of " + word() + "s has more than " + MOST
                    + " entries, or no end. Nothing was changed there.", false);
        }
        boolean[] anybodyNew = new boolean[1];
        return Piece.of(session -> {
            anybodyNew[0] = ids.stream()
                    .anyMatch(id -> session.syncs().byRemoteId(stream.id(), word(), id).isEmpty());
            session.syncs().saw(stream.id(), seen);
        }, page.next()).then(() -> nobodyNew = anybodyNew[0] ? 0 : nobodyNew + 1);
    }

    private void add(ObjectNode shown, String id, List<SyncSeen> seen) {
        Optional<String> externalId = Optional.of(shown.path("externalId").asString(""))
                .filter(text -> !text.isEmpty());
        boolean blocked = shown.path("active").asString("").equalsIgnoreCase("false");
        seen.add(new SyncSeen(word(), "", id, prints.of(shown), externalId, blocked));
        int n = 0;
        for (String key : prints.keysShown(shown, match)) {
            seen.add(new SyncSeen(KEY, word() + " " + key, id + " " + n++, "", Optional.empty(), false));
        }
        if (kind == TargetKind.GROUP) {
            for (JsonNode member : shown.path("members")) {
                String value = member.path("value").asString("");
                if (!value.isEmpty()) {
                    seen.add(new SyncSeen(MEMBER, id, id + " " + value, "", Optional.empty(), false));
                }
            }
        }
    }

    private static void unread(ObjectNode shown, String id, List<SyncSeen> seen, DriftReport report) {
        seen.add(new SyncSeen(UNREAD, "", id, "", Optional.empty(), false));
        report.add("target", "unread", 1);
        report.example("unread", shown.path("displayName").asString(id),
                "The target does not show its members, or more of them than can be read: they were not compared.");
    }

    private String word() {
        return kind == TargetKind.USER ? USER : GROUP;
    }
}
