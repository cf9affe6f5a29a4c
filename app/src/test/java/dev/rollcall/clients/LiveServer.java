package dev.rollcall.clients;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.token.TokenScope;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that listens on a port of this machine, and the means to make connections and tokens for it. */
public final class LiveServer implements AutoCloseable {
    /** The token of somebody who may do everything at the management API. */
    static final String ADMINISTRATOR = "administrator-of-the-test";

    private final URI uri;
    private final Connections connections;
    private final Tokens tokens;
    private final People people;
    private final AutoCloseable system;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger made = new AtomicInteger();

    /** @param system what {@link #close} stops */
    LiveServer(URI uri, Connections connections, Tokens tokens, People people, AutoCloseable system) {
        this.uri = uri;
        this.connections = connections;
        this.tokens = tokens;
        this.people = people;
        this.system = system;
    }

    /**
     * A connection's SCIM endpoint with a token for everything.
     *
     * @param url without a slash at its end
     */
    public record Endpoint(String url, String token) {}

    /** The address of the management API. */
    public URI management() {
        return uri.resolve("/api/v2");
    }

    /** The endpoint of a new connection. */
    public Endpoint newEndpoint() {
        ScimClient client = connect();
        return new Endpoint(client.base(), client.token().orElseThrow());
    }

    /** The endpoint of a new connection that tolerates nothing. */
    public Endpoint newStrictEndpoint() {
        ScimClient client = connect(true);
        return new Endpoint(client.base(), client.token().orElseThrow());
    }

    /** The endpoint of a new connection to an identity provider of that kind. */
    public Endpoint newEndpoint(Strategy strategy) {
        Connection connection = connections.create("connection-" + made.incrementAndGet(), strategy, false);
        ScimClient client = client(connection, EnumSet.allOf(TokenScope.class));
        return new Endpoint(client.base(), client.token().orElseThrow());
    }

    /** The same endpoint with another token, which may do only this. */
    public Endpoint narrowed(Endpoint endpoint, Set<TokenScope> scopes) {
        String id = endpoint.url().substring(endpoint.url().lastIndexOf('/') + 1);
        return new Endpoint(endpoint.url(), tokens.issue(new ConnectionId(id), scopes, Optional.empty()).secret());
    }

    /** What works with the people of all connections needs. */
    public People people() {
        return people;
    }

    /** The connection of an endpoint. */
    public Connection connection(Endpoint endpoint) {
        return connections.find(endpoint.url().substring(endpoint.url().lastIndexOf('/') + 1)).orElseThrow();
    }

    /** The address without a path. */
    URI uri() {
        return uri;
    }

    /** A client of a new connection, with a token for everything. */
    ScimClient connect() {
        return connect(false);
    }

    /** A client of a new connection, with a token for everything. */
    ScimClient connect(boolean strict) {
        return client(newConnection(strict), EnumSet.allOf(TokenScope.class));
    }

    /** A client of that connection with another token, which may do only this. */
    ScimClient client(Connection connection, Set<TokenScope> scopes) {
        String secret = tokens.issue(connection.id(), scopes, Optional.empty()).secret();
        return new ScimClient(http, uri + "/scim/v2/connections/" + connection.id().value(), Optional.of(secret));
    }

    /** A client of another base URL. */
    ScimClient at(String base, String token) {
        return new ScimClient(http, base, Optional.of(token));
    }

    /** A new connection. */
    Connection newConnection(boolean strict) {
        return connections.create("connection-" + made.incrementAndGet(), Strategy.WAAD, strict);
    }

    @Override
    public void close() throws Exception {
        http.close();
        system.close();
    }
}
