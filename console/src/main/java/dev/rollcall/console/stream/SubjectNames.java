package dev.rollcall.console.stream;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.ReadSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whom deliveries are about, in the words of whoever looks at them. For one read, which it is not used after. */
final class SubjectNames {
    private final ReadSession session;
    private final Map<ConnectionId, Optional<Connection>> known = new HashMap<>();

    SubjectNames(ReadSession session) {
        this.session = session;
    }

    /** A person's {@code user_id}; what else it is, with its connection. */
    String of(SubjectKey subject) {
        if (subject.isTest()) {
            return "test";
        }
        Optional<Connection> connection = subject.connection().flatMap(this::connection);
        String name = connection.map(Connection::name)
                .or(() -> subject.connection().map(ConnectionId::value))
                .orElse("");
        if (subject.isUser()) {
            return connection.map(found -> UserId.of(found, subject.tail()).toString())
                    .orElseGet(() -> subject.tail() + " of " + name);
        }
        if (subject.isResource()) {
            return "resource " + subject.tail() + " of " + name;
        }
        return subject.isGroup() ? "group " + subject.tail() + " of " + name : "connection " + name;
    }

    /** A connection; empty when it is gone. */
    Optional<Connection> connection(ConnectionId id) {
        return known.computeIfAbsent(id, session.connections()::find);
    }
}
