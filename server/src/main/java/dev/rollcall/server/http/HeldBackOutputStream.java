package dev.rollcall.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is written until it is more than a limit or flushed, and only then asks for the stream that it goes to.
 * Never holds more than the limit.
 */
public final class HeldBackOutputStream extends OutputStream {
    private final byte[] held;
    private final Target target;
    private int size;
    private @Nullable OutputStream opened;

    /** Where the bytes go when they are no longer kept back. */
    @FunctionalInterface
    public interface Target {
        /** Called once. */
        OutputStream open() throws IOException;
    }

    /** @param limit how many bytes are kept back at most */
    public HeldBackOutputStream(int limit, Target target) {
        this.held = new byte[limit];
        this.target = target;
    }

    /** Whether the target was asked for. */
    public boolean isOpened() {
        return opened != null;
    }

    /** A copy of what is kept back. */
    public byte[] held() {
        return Arrays.copyOf(held, size);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > held.length - size) {
            release();
        }
        OutputStream out = opened;
        if (out != null && length >= held.length) {
            out.write(bytes, offset, length);
            return;
        }
        System.arraycopy(bytes, offset, held, size, length);
        size += length;
    }

    /** Lets everything go that was written. */
    @Override
    public void flush() throws IOException {
        release().flush();
    }

    /** Flushes, and closes the target if it was asked for; what is still kept back stays. */
    @Override
    public void close() throws IOException {
        if (isOpened()) {
            release().close();
        }
    }

    private OutputStream release() throws IOException {
        OutputStream out = opened;
        if (out == null) {
            out = target.open();
            opened = out;
        }
        if (size > 0) {
            out.write(held, 0, size);
            size = 0;
        }
        return out;
    }
}
