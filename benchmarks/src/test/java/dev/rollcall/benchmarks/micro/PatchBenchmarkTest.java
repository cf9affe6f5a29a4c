package dev.rollcall.benchmarks.micro;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The libraries are compared on the same work only if they come to the same user. */
class PatchBenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void bothLibrariesEndWithTheSameUser(PatchBenchmark.Sample sample) {
        var benchmark = new PatchBenchmark();
        benchmark.operations = sample;
        var json = JsonMapper.builder().build();
        assertThat(json.readTree(benchmark.rollcall().document().toString()))
                .isEqualTo(json.readTree(benchmark.unboundId().toString()));
    }
}
