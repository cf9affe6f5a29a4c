package dev.rollcall.server.scim;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.Kept;
import dev.rollcall.server.http.RequestBody;
import java.util.Optional;

/**
 * One operation of a bulk request as the HTTP request that it stands for. It comes from the same client over the same socket, and
 * of headers it has {@code If-Match} alone.
 *
 * @param bulk the request that it came in
 * @param version what {@code If-Match} requires
 */
record OperationRequest(HttpRequest bulk, String method, String rawPath, String rawQuery, Optional<String> version)
        implements
            HttpRequest {

    @Override
    public Optional<String> header(HeaderName name) {
        return name.equals(HeaderName.IF_MATCH) ? version : Optional.empty();
    }

    @Override
    public String peerAddress() {
        return bulk.peerAddress();
    }

    @Override
    public boolean secure() {
        return bulk.secure();
    }

    /** The bulk request's, which was read before any operation was begun; what this one brings of it is given beside it. */
    @Override
    public RequestBody body() {
        return bulk.body();
    }

    @Override
    public boolean isAwaited() {
        return bulk.isAwaited();
    }

    @Override
    public void keep(Kept kept) {
        bulk.keep(kept);
    }
}
