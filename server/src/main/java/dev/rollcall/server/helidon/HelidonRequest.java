package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.Kept;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** A request of the library as the server sees it. */
final class HelidonRequest implements HttpRequest {
    private final ServerRequest request;
    private final GuardedConnection connection;
    private final HelidonBody body;
    private Kept kept = Kept.NOTHING;

    HelidonRequest(ServerRequest request, GuardedConnection connection) {
        this.request = request;
        this.connection = connection;
        this.body = new HelidonBody(connection);
    }

    @Override
    public String method() {
        return request.prologue().method().text();
    }

    @Override
    public String rawPath() {
        return request.prologue().uriPath().rawPath();
    }

    @Override
    public String rawQuery() {
        HttpPrologue prologue = request.prologue();
        String query = prologue.hasQuery() ? prologue.query().rawValue() : "";
        // A number sign in a request target is a client's mistake, not a fragment: it stays visible to the decoder.
        return prologue.fragment().hasValue() ? query + '#' + prologue.fragment().rawValue() : query;
    }

    @Override
    public Optional<String> header(HeaderName name) {
        return HelidonHeaders.value(request.headers(), name);
    }

    @Override
    public String peerAddress() {
        return PeerAddress.of(request.remotePeer());
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public HelidonBody body() {
        return body;
    }

    @Override
    public boolean isAwaited() {
        return connection.isClientThere();
    }

    @Override
    public void keep(Kept other) {
        kept.close();
        kept = other;
    }

    /** What is kept for its answer. */
    Kept kept() {
        return kept;
    }
}
