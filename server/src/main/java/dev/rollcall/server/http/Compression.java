package dev.rollcall.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Compresses answers with gzip when the client asks for it and it is worth it. */
public final class Compression {
    /** Smaller bodies go out as they are, in bytes. */
    public static final int MINIMUM = 1_024;

    private Compression() {}

    /** The answer, compressed if it is large enough and the request allows it. A stream is left as it is. */
    public static HttpResponse apply(HttpRequest request, HttpResponse response) {
        if (!(response.body() instanceof ResponseBody.Bytes body) || body.array().length < MINIMUM) {
            return response;
        }
        return negotiated(request, response)
                ? response.withBody(ResponseBody.of(gzip(body.array()))).with(HeaderName.CONTENT_ENCODING, "gzip")
                : response;
    }

    /** Whether a stream's bytes are to pass through a {@link GzipStream}; says so in the answer's headers. */
    public static boolean applyToStream(HttpRequest request, HttpResponse response) {
        boolean gzip = negotiated(request, response);
        if (gzip) {
            response.with(HeaderName.CONTENT_ENCODING, "gzip");
        }
        return gzip;
    }

    /** Whether the client takes gzip; notes in the answer that it depends on that. */
    private static boolean negotiated(HttpRequest request, HttpResponse response) {
        response.with(HeaderName.VARY, "Accept-Encoding");
        return acceptsGzip(request.header(HeaderName.ACCEPT_ENCODING));
    }

    /** Whether a client that sends this {@code Accept-Encoding} takes gzip. */
    static boolean acceptsGzip(Optional<String> acceptEncoding) {
        return acceptEncoding.isPresent()
                && QualityList.parse(acceptEncoding.get()).quality("gzip", "x-gzip", "*") > 0;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(buffer)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.toByteArray();
    }
}
