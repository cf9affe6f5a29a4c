package dev.rollcall.benchmarks.micro;

import dev.rollcall.benchmarks.SampleUser;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The libraries are compared on the same work only if they read and write the same user. */
class ResourceBenchmarksTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Computed by the one and kept by the other. */
    private static final List<String> COMPUTED = List.of("meta", "schemas");

    private static ObjectNode user(byte[] json) {
        return ((ObjectNode) JSON.readTree(json)).remove(COMPUTED);
    }

    @Test
    void everyLibraryKeepsTheUserThatWasSent() {
        var benchmark = new ResourceWriteBenchmark();
        JsonNode sent = ((ObjectNode) JSON.readTree(SampleUser.json(500))).remove(COMPUTED);
        assertThat(user(benchmark.rollcall())).isEqualTo(sent);
        assertThat(user(benchmark.scimSdk())).isEqualTo(sent);
        assertThat(user(benchmark.unboundId())).isEqualTo(sent);
    }

    @Test
    void everyLibraryAnswersTheWholeUser() {
        var benchmark = new ResourceReadBenchmark();
        JsonNode kept = ((ObjectNode) JSON.readTree(SampleAnswer.json())).remove(COMPUTED);
        assertThat(user(benchmark.rollcallWhole())).isEqualTo(kept);
        assertThat(user(benchmark.scimSdkWhole())).isEqualTo(kept);
        assertThat(user(benchmark.unboundIdWhole())).isEqualTo(kept);
    }

    @Test
    void bothThatKnowAttributesAnswerTheSameOfThem() {
        var benchmark = new ResourceReadBenchmark();
        ObjectNode ours = user(benchmark.rollcallNamed());
        assertThat(ours).isEqualTo(user(benchmark.scimSdkNamed()));
        assertThat(ours.propertyNames()).hasSameElementsAs(Set.of("id", "userName", "emails", "active"));
    }
}
