package dev.rollcall.entra.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a file of lines, read without the rest. */
final class LogTail {
    /** As much as is read; no record comes near it. */
    private static final int BYTES = 1 << 20;

    private final String text;

    private LogTail(String text) {
        this.text = text;
    }

    static LogTail of(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BYTES, channel.size()));
            channel.position(channel.size() - buffer.capacity());
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer);
            }
            return new LogTail(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
        }
    }

    /** Whether the last line was cut off before its end. */
    boolean isCut() {
        return !text.isEmpty() && !text.endsWith("\n");
    }

    /** The last lines, the newest first; the first of the file's part may lack its beginning. */
    List<String> newestLines() {
        return text.lines().toList().reversed();
    }
}
