package dev.rollcall.benchmarks.micro;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The libraries are compared on the same work only if they come to the same answer. */
class FilterMatchBenchmarkTest {
    @Test
    void everyLibraryFindsTheSameUsers() throws Exception {
        var benchmark = new FilterMatchBenchmark();
        assertThat(benchmark.rollcallSimple()).isEqualTo(1);
        assertThat(benchmark.scimSdkSimple()).isEqualTo(1);
        assertThat(benchmark.unboundIdSimple()).isEqualTo(1);
        assertThat(benchmark.rollcallRich()).isEqualTo(1_000);
        assertThat(benchmark.scimSdkRich()).isEqualTo(1_000);
        assertThat(benchmark.unboundIdRich()).isEqualTo(1_000);
    }
}
