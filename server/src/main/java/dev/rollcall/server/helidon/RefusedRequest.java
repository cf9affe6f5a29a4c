package dev.rollcall.server.helidon;

import dev.rollcall.server.http.BodyException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.RequestBody;
import io.helidon.http.DirectHandler.TransportRequest;
import java.util.Optional;

/**
 * A request that the library has refused for the announced length of its body. It passes through the endpoint all the
 * same, so that an unknown caller is told so first and the log has its row.
 */
record RefusedRequest(TransportRequest request, GuardedConnection connection) implements HttpRequest, RequestBody {
    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String rawPath() {
        return request.path();
    }

    @Override
    public String rawQuery() {
        return "";
    }

    @Override
    public Optional<String> header(HeaderName name) {
        return HelidonHeaders.value(request.headers(), name);
    }

    @Override
    public String peerAddress() {
        return PeerAddress.of(connection.context().remotePeer());
    }

    @Override
    public boolean secure() {
        return connection.context().isSecure();
    }

    @Override
    public RequestBody body() {
        return this;
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public long length() {
        return request.headers().contentLength().orElse(Long.MAX_VALUE);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        throw new BodyException(BodyException.Reason.TOO_LARGE, new IllegalStateException("The body was refused"));
    }
}
