package dev.rollcall.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BaselineBenchmarkTest {
    @Test
    void runs() {
        assertThat(new BaselineBenchmark().connectionId().value()).startsWith("con_");
    }
}
