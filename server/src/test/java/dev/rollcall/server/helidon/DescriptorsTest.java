package dev.rollcall.server.helidon;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DescriptorsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        1048576, 100, 10000, 10000
        10328,   100, 10000, 10000
        10327,   200, 10000, 9999
        1024,    100, 10000, 796
        1024,    100, 500,   500
        256,     100, 10000, 78
        64,      60,  10000, 2
        64,      64,  10000, 1
        """)
    void socketsLeaveTheStoreItsFiles(long limit, long open, int wanted, int sockets) {
        assertThat(new Descriptors(limit, open).sockets(wanted)).isEqualTo(sockets);
    }
}
