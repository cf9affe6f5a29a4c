package dev.rollcall.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses answers with gzip when the client asks for it and it is worth it. */
public final class Compression {
    /** Smaller bodies go out as they are, in bytes. */
    public static final int MINIMUM = 1_024;

    private Compression() {}

    /** The answer, compressed if it is large enough and the request allows it. */
    public static ScimHttpResponse apply(ScimHttpRequest request, ScimHttpResponse response) {
        if (response.body().length < MINIMUM) {
            return response;
        }
        response.with(ResponseHeader.VARY, "Accept-Encoding");
        return MediaTypes.acceptsGzip(request.header(RequestHeader.ACCEPT_ENCODING))
                ? response.withBody(gzip(response.body())).with(ResponseHeader.CONTENT_ENCODING, "gzip")
                : response;
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
