package dev.rollcall.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.HttpEntity;

/** Reads the body of an answer up to a limit, and decompresses it. */
final class AnswerBody {
    private static final byte[] NOTHING = {};
    private static final int CHUNK = 16 * 1024;

    private final int maxBytes;

    AnswerBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * All of the body.
     *
     * @param status of the answer, for whoever needs no body
     * @throws TooLarge when it is larger than the limit
     */
    byte[] read(int status, Optional<HttpEntity> entity) throws IOException {
        if (entity.isEmpty()) {
            return NOTHING;
        }
        String encoding = Optional.ofNullable(entity.get().getContentEncoding()).orElse("");
        InputStream raw = entity.get().getContent();
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> bounded(status, new GZIPInputStream(raw));
            default -> bounded(status, raw);
        };
    }

    private byte[] bounded(int status, InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (bytes.size() + (long) read > maxBytes) {
                throw new TooLarge(status);
            }
            bytes.write(chunk, 0, read);
        }
        return bytes.toByteArray();
    }

    /** The body is larger than the limit. */
    static final class TooLarge extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int status;

        TooLarge(int status) {
            super("too large");
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
