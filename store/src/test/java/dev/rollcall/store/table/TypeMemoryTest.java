package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is remembered of declared types, and how much. */
class TypeMemoryTest {
    private static final ConnectionId ONE = new ConnectionId("con_0000000000000001");

    @Test
    void theOnesThatWereAskedForLastAreKeptWithinTheBytes() {
        long size = types("v1", 10).bytes();
        TypeMemory memory = new TypeMemory(size * 2);
        memory.keep(ONE, types("v1", 10));
        memory.keep(ONE, types("v2", 10));
        assertThat(memory.find(ONE, "v1")).isPresent();
        memory.keep(ONE, types("v3", 10));
        assertThat(memory.find(ONE, "v2")).as("longest not asked for").isEmpty();
        assertThat(memory.find(ONE, "v1")).isPresent();
        assertThat(memory.find(ONE, "v3")).isPresent();
        assertThat(memory.find(new ConnectionId("con_0000000000000002"), "v3")).isEmpty();
        assertThat(memory.bytes()).isEqualTo(size * 2);

        memory.keep(ONE, types("large", 2_000));
        assertThat(memory.find(ONE, "large")).as("larger than all").isEmpty();
        assertThat(memory.bytes()).isEqualTo(size * 2);
    }

    private static ConnectionTypes types(String version, int attributes) {
        StringBuilder text = new StringBuilder("{\"schema\":{\"id\":\"urn:example:a:1.0:User\",\"attributes\":[");
        for (int i = 0; i < attributes; i++) {
            text.append(i == 0 ? "" : ",").append("{\"name\":\"a").append(i).append("\",\"type\":\"string\"}");
        }
        return ConnectionTypes.of(version, List.of(new Declaration(Kind.SCHEMA, "urn:example:a:1.0:User",
                text.append("]}}").toString(), Instant.EPOCH)));
    }
}
