package dev.rollcall.console.person;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonPage;
import dev.rollcall.directory.person.PersonQuery;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.query.ProfileQuery;
import dev.rollcall.directory.person.query.ProfileQueryException;
import dev.rollcall.directory.person.query.ProfileQueryParser;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The users of a connection, as the product sees them.
 *
 * <p>Guarantees: a page costs what the management API's costs, by the same indexes and within the same budget; a plain word finds
 * whose name, user name or e-mail address begins so, and everything else is a search of the management API's {@code q}.
 */
public final class UsersPage implements ConsolePage {
    private static final int ROWS = 50;
    /** Bytes of a list, with what it is made of. */
    private static final long LARGEST = 8L << 20;
    /** No sign of the search's language is in it. */
    private static final Pattern WORD = Pattern.compile("[^\\s:*\"()\\[\\]{}!+&|-][^\\s:*\"()\\[\\]{}!&|]*");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ConsoleServices services;
    private final PersonSearch search;

    public UsersPage(ConsoleServices services) {
        this.services = services;
        this.search = new PersonSearch(services.management().people());
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.USERS, ManagementScope.READ_USERS, this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        Frame frame = request.frame();
        String q = request.query().text("q").map(String::strip).orElse("");
        if (ID.matcher(q).matches() || UserId.parse(q).isPresent()) {
            return ConsoleAnswer.redirect(frame.link(ConsolePath.USER, connection.name(), q));
        }
        request.reserve(LARGEST);
        PersonPage page = search.list(PersonRequest.caller(request), new PersonQuery(
                Optional.of(connection.name()), query(q), IndexColumn.ID, false, false,
                request.query().text("after").map(id -> new PersonKey(connection.id(), id)), 0, ROWS));
        long total = services.storage()
                .read(request.share(), session -> session.resources()
                        .count(connection.id(), StandardSchemas.user().name(), new Condition.All(), Long.MAX_VALUE));
        LinkQuery link = LinkQuery.NONE.with("q", Optional.of(q).filter(text -> !text.isEmpty()));
        return ConsoleAnswer.page("users.jte", new UsersView(
                ConnectionTabs.of(frame, connection, ConsolePath.USERS), total, q,
                page.profiles().stream().map(profile -> row(frame, connection, profile)).toList(),
                frame.link(ConsolePath.USERS, connection.name()),
                page.last()
                        .filter(_ -> page.more())
                        .map(last -> frame.link(ConsolePath.USERS, link.with("after", last.id()), connection.name())),
                frame.link(ConsolePath.TOKENS, connection.name())));
    }

    private static Optional<ProfileQuery> query(String q) {
        if (WORD.matcher(q).matches()) {
            return Optional.of(new ProfileQuery.Anywhere(q, true));
        }
        try {
            return ProfileQueryParser.parse(q);
        } catch (ProfileQueryException e) {
            throw ManagementFailure.query(String.valueOf(e.getMessage()));
        }
    }

    private static UsersView.Row row(Frame frame, Connection connection, JsonNode profile) {
        boolean blocked = profile.path("blocked").asBoolean(false);
        String userId = profile.path("user_id").asString("");
        String name = Stream.of("name", "username", "email")
                .map(attribute -> profile.path(attribute).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(userId);
        return new UsersView.Row(name, userId, profile.path("email").asString(""), blocked ? "blocked" : "active",
                blocked ? "bad" : "good", profile.path("updated_at").asString(""),
                frame.link(ConsolePath.USER, connection.name(),
                        profile.path("identities").path(0).path("scim_id").asString(userId)));
    }
}
