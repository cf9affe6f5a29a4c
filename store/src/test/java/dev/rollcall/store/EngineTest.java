package dev.rollcall.store;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EngineTest {
    @Test
    void isReadFromTheUrl() {
        assertThat(Engine.ofJdbcUrl("jdbc:sqlite:rollcall.db")).isEqualTo(Engine.SQLITE);
        assertThat(Engine.ofJdbcUrl("jdbc:postgresql://localhost/rollcall")).isEqualTo(Engine.POSTGRESQL);
        assertThatIllegalArgumentException().isThrownBy(() -> Engine.ofJdbcUrl("jdbc:h2:mem:x"));
    }
}
