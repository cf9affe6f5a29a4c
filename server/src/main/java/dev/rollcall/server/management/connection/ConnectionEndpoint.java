package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.access.Stretch;
import dev.rollcall.directory.configuration.ConnectionJobJson;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.person.SignInOptions;
import dev.rollcall.directory.storage.ConnectionQuery;
import dev.rollcall.directory.storage.ConnectionQuery.Position;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.FieldSelection;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageCursor;
import dev.rollcall.server.management.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists, makes, reads, changes and deletes connections. */
final class ConnectionEndpoint {
    private static final String LIST = "connections";

    /** Bytes that one connection of a page may take: what is kept of it, and the same as text. */
    private static final long LARGEST_ITEM = 2L * ConnectionJsonForm.LARGEST;

    private final Connections connections;
    private final ConnectionLookup lookup;
    private final Clock clock;

    ConnectionEndpoint(Connections connections, ConnectionLookup lookup, Clock clock) {
        this.connections = connections;
        this.lookup = lookup;
        this.clock = clock;
    }

    ManagementAnswer list(ManagementRequest request) {
        PageRequest page = PageRequest.of(request.query());
        FieldSelection fields = FieldSelection.of(request.query());
        Optional<String> name = request.query().text("name");
        List<String> asked = request.query().list("strategy");
        Set<Strategy> strategies = strategies(asked);
        request.reserve((long) page.limit() * LARGEST_ITEM);
        Connections known = connections.countedFor(request.share());
        Function<Described, ObjectNode> form = one -> fields.apply(ConnectionJsonForm.of(one, request.baseUrl()));
        if (strategies.isEmpty() && !asked.isEmpty()) {
            // Programs for Auth0 ask for strategies of which there can be no connection here.
            return page.answer(LIST, List.of(), form, Optional.empty(), OptionalLong.of(0));
        }
        return switch (page) {
            case PageRequest.AfterCursor(int limit, Optional<String> from) -> {
                Stretch<Described> found = known.stretch(
                        new ConnectionQuery(name, strategies, from.map(ConnectionEndpoint::position), 0, limit + 1),
                        limit);
                yield page.answer(LIST, found.elements(), form,
                        found.more() ? Optional.of(cursor(found.elements().getLast())) : Optional.empty(),
                        OptionalLong.empty());
            }
            case PageRequest.ByNumber byNumber -> {
                ConnectionQuery query = new ConnectionQuery(
                        name, strategies, Optional.empty(), byNumber.offset(), byNumber.limit());
                yield page.answer(LIST, known.page(query), form, Optional.empty(),
                        byNumber.totals() ? OptionalLong.of(known.count(query)) : OptionalLong.empty());
            }
        };
    }

    ManagementAnswer create(ManagementRequest request) {
        ObjectNode body = request.requiredBody();
        BodyFields fields = new BodyFields(body);
        requireReadable(body);
        String name = fields.requiredText("name");
        Strategy strategy = strategy(fields.requiredText("strategy"));
        Connection made = request.change(201, trail -> connections.countedFor(request.share())
                .audited(trail)
                .create(name, strategy, Dialect.tolerant(), EndpointState.CLOSED,
                        connection -> ConnectionJsonForm.created(
                                connection.id(), body, connection.createdAt())));
        Described described = connections.countedFor(request.share())
                .describe(made.id())
                .orElseThrow(ConnectionLookup::missing);
        return ManagementAnswer.created(ConnectionJsonForm.of(described, request.baseUrl()));
    }

    ManagementAnswer read(ManagementRequest request) {
        return ManagementAnswer.ok(FieldSelection.of(request.query())
                .apply(ConnectionJsonForm.of(lookup.of(request), request.baseUrl())));
    }

    ManagementAnswer change(ManagementRequest request) {
        Connection known = lookup.of(request).connection();
        ObjectNode body = request.requiredBody();
        requireSame(new BodyFields(body), "name", known.name());
        requireSame(new BodyFields(body), "strategy", known.strategy().keyword());
        requireReadable(body);
        Instant now = now();
        Described after = request.change(200, trail -> connections.countedFor(request.share())
                .audited(trail)
                .changeDetail(known.id(), detail -> ConnectionJsonForm.changed(detail, body, now)));
        return ManagementAnswer.ok(ConnectionJsonForm.of(after, request.baseUrl()));
    }

    /** Of the options, what Rollcall goes by has to be understood. */
    private static void requireReadable(ObjectNode body) {
        ConnectionFields.require(body);
        List<String> problems = SignInOptions.read(body.path("options")).problems();
        if (!problems.isEmpty()) {
            throw ManagementFailure.body(String.join(" ", problems));
        }
    }

    ManagementAnswer delete(ManagementRequest request) {
        ConnectionId id = lookup.of(request).connection().id();
        boolean deleted = request.change(202, trail -> connections.countedFor(request.share())
                .audited(trail)
                .delete(id, request.caller().actor()));
        if (!deleted) {
            throw ConnectionLookup.missing();
        }
        return ManagementAnswer.accepted(
                JsonNodeFactory.instance.objectNode().put("deleted_at", now().toString()));
    }

    ManagementAnswer status(ManagementRequest request) {
        Connection connection = lookup.of(request).connection();
        ConnectionUse use = connections.countedFor(request.share()).use(connection);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("connection_id", connection.id().value())
                .put("scim_status", connection.endpoint().keyword())
                .put("tokens", use.tokens())
                .put("clients", use.clients())
                .put("trusts_entra", use.trustsEntra());
        use.resources()
                .stream()
                .filter(count -> !count.isDeclared())
                .forEach(count -> json.put(count.name(), count.n()));
        use.declared().ifPresent(declared -> json.set("resources", declared));
        use.lastUsedAt().ifPresent(at -> json.put("last_used_at", at.toString()));
        json.set("jobs", ConnectionJobJson.of(use.jobs(), use.users()));
        return ManagementAnswer.ok(json);
    }

    private static void requireSame(BodyFields fields, String field, String value) {
        if (fields.text(field).filter(given -> !given.equals(value)).isPresent()) {
            throw ManagementFailure.body("The field " + field + " cannot be changed. Leave it out.");
        }
    }

    /** Those of them that there are. */
    private static Set<Strategy> strategies(List<String> keywords) {
        Set<Strategy> strategies = EnumSet.noneOf(Strategy.class);
        keywords.forEach(keyword -> Strategy.ofKeyword(keyword).ifPresent(strategies::add));
        return strategies;
    }

    private static Strategy strategy(String keyword) {
        return Strategy.ofKeyword(keyword)
                .orElseThrow(() -> ManagementFailure.body("There is no strategy \"" + Excerpt.of(keyword)
                        + "\": use one of "
                        + Arrays.stream(Strategy.values()).map(Strategy::keyword).collect(Collectors.joining(", "))
                        + "."));
    }

    private static String cursor(Described described) {
        Connection last = described.connection();
        return PageCursor.write(LIST, List.of(Long.toString(last.createdAt().toEpochMilli()), last.id().value()));
    }

    private static Position position(String cursor) {
        List<String> key = PageCursor.read(LIST, 2, cursor);
        return new Position(Instant.ofEpochMilli(PageCursor.number(key.getFirst())), key.getLast());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
