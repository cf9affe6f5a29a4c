package dev.rollcall.oauth;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryTest {
    private final Memory<String, Integer> memory = new Memory<>(2);

    @Test
    void ofTooManyTheOneGoesThatWasNotAskedForForTheLongest() {
        memory.put("a", 1);
        memory.put("b", 2);
        assertThat(memory.find("a")).contains(1);
        memory.put("c", 3);
        assertThat(memory.find("b")).isEmpty();
        assertThat(memory.find("a")).contains(1);
        assertThat(memory.find("c")).contains(3);
        memory.forget("a");
        assertThat(memory.find("a")).isEmpty();
    }
}
