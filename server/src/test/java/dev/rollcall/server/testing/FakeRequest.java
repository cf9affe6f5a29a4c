package dev.rollcall.server.testing;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.Kept;
import dev.rollcall.server.http.RequestBody;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request without a socket. */
public final class FakeRequest implements HttpRequest {
    private final String path;
    private final Map<HeaderName, String> headers = new HashMap<>();
    private String peer = "127.0.0.1";

    private FakeRequest(String path) {
        this.path = path;
    }

    public static FakeRequest get(String path) {
        return new FakeRequest(path);
    }

    public FakeRequest from(String address) {
        this.peer = address;
        return this;
    }

    public FakeRequest with(HeaderName name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String rawPath() {
        return path;
    }

    @Override
    public String rawQuery() {
        return "";
    }

    @Override
    public Optional<String> header(HeaderName name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String peerAddress() {
        return peer;
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public RequestBody body() {
        throw new AssertionError("This request has no body");
    }

    @Override
    public boolean isAwaited() {
        return true;
    }

    @Override
    public void keep(Kept kept) {
        throw new AssertionError("Nothing is kept for this request");
    }
}
