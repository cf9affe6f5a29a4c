package dev.rollcall.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An answer as it came. It is only good until the call that receives it returns. */
public final class Response {
    private final byte[] bytes;
    private final int headLength;
    private final int length;

    Response(byte[] bytes, int headLength, int length) {
        this.bytes = bytes;
        this.headLength = headLength;
        this.length = length;
    }

    public int status() {
        return ResponseHead.status(bytes);
    }

    /** A header by its name in lower case. */
    public Optional<String> header(String name) {
        return ResponseHead.value(bytes, headLength, name);
    }

    public String body() {
        return new String(bytes, headLength, length - headLength, StandardCharsets.UTF_8);
    }

    /** The last segment of the {@code Location} header: the id of what was created. */
    public String createdId() {
        String location = header("location")
                .orElseThrow(() -> new LoadException("An answer to a create has no Location: " + this));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Status and the beginning of the body. */
    @Override
    public String toString() {
        String body = body();
        return status() + " " + body.substring(0, Math.min(body.length(), 500));
    }
}
