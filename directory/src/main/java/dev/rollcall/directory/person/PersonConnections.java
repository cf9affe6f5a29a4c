package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.query.ProfileQuery;
import dev.rollcall.directory.storage.ConnectionQuery;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The connections that may have somebody whom a list means, by their age; no more of them are read than may be looked at. */
final class PersonConnections {
    private final PersonQuery query;
    private final int most;

    PersonConnections(PersonQuery query, PersonLimits limits) {
        this.query = query;
        this.most = limits.connections();
    }

    /**
     * Some of them.
     *
     * @param behind behind which they begin; empty for the first ones, or the one at which the page begins
     * @return at most as many as may be looked at
     * @throws DirectoryException when there are too many and all would be looked at, or an order cannot be kept over several
     */
    List<Connection> next(ReadSession session, Optional<Connection> behind) {
        Optional<String> named = named(query);
        if (named.isPresent()) {
            return session.connections().named(named.get()).stream().toList();
        }
        Optional<String> email = query.query().flatMap(PersonConnections::emailOf);
        boolean walksThemAll = query.counts() || query.query().isPresent();
        List<Connection> found = email.isPresent()
                ? withEmail(session, email.get())
                : page(session, behind, walksThemAll ? most + 1 : most);
        if (walksThemAll && found.size() > most) {
            throw invalid("There are more than " + most
                    + " connections (limits.search-connections), and this would go through all of them. Add"
                    + " connection=NAME, search by email or user_id, or page without q by take and from.");
        }
        if (found.size() > 1 && (query.order() != IndexColumn.ID || query.descending())) {
            throw invalid("A sorted list is of one connection. Add connection=NAME, or leave sort out.");
        }
        return found;
    }

    /** Whether there are surely no more than these. */
    boolean ends(List<Connection> found) {
        return named(query).isPresent() || query.counts() || query.query().isPresent() || found.size() < most;
    }

    private List<Connection> page(ReadSession session, Optional<Connection> behind, int limit) {
        Optional<Connection> first = behind.isPresent() ? Optional.empty() : begin(session);
        Optional<ConnectionQuery.Position> position = behind.or(() -> first)
                .map(connection -> new ConnectionQuery.Position(connection.createdAt(), connection.id().value()));
        List<Connection> found = new ArrayList<>(first.stream().toList());
        found.addAll(session.connections()
                .page(new ConnectionQuery(Optional.empty(), Set.of(), position, 0, limit - found.size())));
        return found;
    }

    /** The connection at which the page begins. */
    private Optional<Connection> begin(ReadSession session) {
        return query.after()
                .map(account -> session.connections()
                        .find(account.connection())
                        .orElseThrow(() -> invalid("The connection at which this page begins was deleted. Begin at the"
                                + " start: leave from out.")));
    }

    private List<Connection> withEmail(ReadSession session, String email) {
        return session.identities()
                .connectionsOf(IndexText.cut(Folding.fold(email)), most + 1)
                .stream()
                .dropWhile(id -> query.after().filter(account -> !account.connection().equals(id)).isPresent())
                .flatMap(id -> session.connections().find(id).stream())
                .toList();
    }

    /** The name of the connection that everybody has whom the list means. */
    static Optional<String> named(PersonQuery query) {
        return query.connection().or(() -> query.query().flatMap(PersonConnections::connectionOf));
    }

    private static Optional<String> connectionOf(ProfileQuery query) {
        return switch (query) {
            case ProfileQuery.And(List<ProfileQuery> parts) ->
                parts.stream().flatMap(part -> connectionOf(part).stream()).findFirst();
            case ProfileQuery.Is(String field, String value) -> switch (field) {
                case "identities.connection" -> Optional.of(value);
                case "user_id" -> UserId.parse(value).map(UserId::connection);
                default -> Optional.empty();
            };
            default -> Optional.empty();
        };
    }

    /** The e-mail address that everybody has whom the search means. */
    private static Optional<String> emailOf(ProfileQuery query) {
        return switch (query) {
            case ProfileQuery.And(List<ProfileQuery> parts) ->
                parts.stream().flatMap(part -> emailOf(part).stream()).findFirst();
            case ProfileQuery.Is(String field, String value) when field.equals("email") -> Optional.of(value);
            default -> Optional.empty();
        };
    }

    private static DirectoryException invalid(String message) {
        return new DirectoryException(Kind.INVALID, message);
    }
}
