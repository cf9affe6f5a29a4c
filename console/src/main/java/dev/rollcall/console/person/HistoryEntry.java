package dev.rollcall.console.person;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.log.ChangedValue;
import dev.rollcall.directory.change.ChangeHistory;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.log.HiddenRedaction;
import dev.rollcall.directory.person.OverlayChanges;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One change in the history of a user or a group.
 *
 * @param action {@code created}, {@code updated} or {@code deleted}; of a change in parts that its values are those of the last one
 * @param by who made it
 * @param values what it changed; empty when there is more of it than can be shown
 */
public record HistoryEntry(Instant time, String action, long version, String by, List<ChangedValue> values) {
    /** Bytes that a page with a history may take: its resource, the changes as text and as trees, and what is made of them. */
    static final long LARGEST = 16L << 20;

    private static final int SHOWN = 20;
    /** Changes of all connections that one look goes through. */
    private static final int BUDGET = 20_000;

    public HistoryEntry {
        values = List.copyOf(values);
    }

    /** A stretch of a history. @param next where to look further back */
    record Stretch(List<HistoryEntry> entries, Optional<String> next) {}

    /** That of a resource, from where the query says. */
    static Stretch of(ConsoleServices services, ConsoleRequest request, ConnectionId connection, String id) {
        boolean members = request.frame().may(ManagementScope.READ_GROUP_MEMBERS);
        String from = request.query().text("before").orElse("");
        if (!from.isEmpty() && !from.matches("\\d{1,19}\\.\\d{1,18}")) {
            throw ManagementFailure.query("This link leads to no place in the history. Begin at the newest change.");
        }
        Known known = services.storage()
                .read(request.share(), session -> new Known(
                        session.changes().history(connection, id, from, SHOWN, BUDGET),
                        session.connections().find(connection).map(Connection::types)));
        ConnectionTypes types = known.types.orElse(ConnectionTypes.standard());
        return new Stretch(
                known.history.changes().stream().map(change -> of(change, members, types)).toList(),
                known.history.next());
    }

    /** The changes, and what is declared since, as they were at one time: what is forgotten goes from the one to the other. */
    private record Known(ChangeHistory history, Optional<ConnectionTypes> types) {}

    private static HistoryEntry of(ChangeRecord change, boolean members, ConnectionTypes types) {
        String plan = HiddenRedaction.plan(change.plan(), types.hidden(change.resourceType(), change.time()));
        Optional<List<ChangedValue>> values = members
                ? ChangedValue.of(plan)
                : ChangedValue.withoutMembers(plan);
        return new HistoryEntry(change.time(),
                change.action() + (change.part() > 0 ? ", the last of " + (change.part() + 1) + " parts" : ""),
                change.version(),
                change.cause().actor().kind().keyword()
                        + change.cause().actor().id().map(id -> " " + id).orElse(""),
                values.orElse(List.of()).stream().map(HistoryEntry::named).toList());
    }

    /** What is the product's own, and what only another mapping makes, in words instead of a URN. */
    private static ChangedValue named(ChangedValue value) {
        if (value.what().startsWith(OverlayChanges.PREFIX)) {
            return new ChangedValue("profile: " + value.what().substring(OverlayChanges.PREFIX.length()),
                    value.before(), value.after());
        }
        return value.what().startsWith(OverlayChanges.MAPPED)
                ? new ChangedValue("by the mapping: " + value.what().substring(OverlayChanges.MAPPED.length()),
                        value.before(), value.after())
                : value;
    }
}
