package dev.rollcall.directory.connection;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConnectionIdTest {
    @Test
    void acceptsItsOwnFormOnly() {
        assertThat(new ConnectionId("con_0123456789abcDEF")).hasToString("con_0123456789abcDEF");
        assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionId("con_short"));
        assertThat(ConnectionId.parse("0123456789abcDEFcon_")).isEmpty();
    }
}
