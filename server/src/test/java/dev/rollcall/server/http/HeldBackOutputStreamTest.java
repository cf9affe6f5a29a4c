package dev.rollcall.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeldBackOutputStreamTest {
    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private final HeldBackOutputStream out = new HeldBackOutputStream(4, () -> target);

    @Test
    void whatFitsIsKeptBack() throws IOException {
        write("abc");
        out.write('d');
        out.close();
        assertThat(out.isOpened()).isFalse();
        assertThat(out.held()).asString().isEqualTo("abcd");
        assertThat(target.size()).isZero();
    }

    @Test
    void oneByteMoreLetsGoWhatWasKept() throws IOException {
        write("abcd");
        write("e");
        assertThat(out.isOpened()).isTrue();
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("abcd");
        out.close();
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("abcde");
    }

    @Test
    void aLongPieceKeepsItsPlace() throws IOException {
        write("ab");
        write("cdefgh");
        write("i");
        write("jklm");
        out.close();
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("abcdefghijklm");
    }

    @Test
    void aFlushSendsAtOnce() throws IOException {
        write("ab");
        out.flush();
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("ab");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
