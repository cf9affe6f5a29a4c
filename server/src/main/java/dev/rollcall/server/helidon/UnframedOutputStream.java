package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpResponse;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.DateTime;
import io.helidon.http.Status;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A streamed answer to a client of HTTP/1.0, which knows no chunks: the end of the connection ends it. */
final class UnframedOutputStream extends OutputStream {
    private final DataWriter writer;

    UnframedOutputStream(DataWriter writer) {
        this.writer = writer;
    }

    /** Sends the headers, before anything else. */
    void head(HttpResponse answer) {
        Status status = Status.create(answer.status());
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status.text())
                .append("\r\nDate: ")
                .append(DateTime.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .append("\r\n");
        for (HttpResponse.Field field : answer.fields()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        writer.writeNow(BufferData.create(head.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        writer.writeNow(BufferData.create(bytes, offset, length));
    }
}
