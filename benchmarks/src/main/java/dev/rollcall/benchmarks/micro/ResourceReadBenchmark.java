package dev.rollcall.benchmarks.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.scim2.common.types.UserResource;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.node.ObjectNode;

/**
 * From a user, as each library keeps it, to the bytes of the answer, whole and with {@code attributes}. Rollcall reads the bytes that
 * its store has; the others have the user as objects in memory. SCIM-SDK checks each answer against the schema; UnboundID's common
 * library has no {@code attributes}. The service itself parses nothing for a whole answer: it copies the bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class ResourceReadBenchmark {
    private final byte[] stored = SampleAnswer.json().getBytes(StandardCharsets.UTF_8);
    private final ScimSdk scimSdk = new ScimSdk();
    private final JsonNode scimSdkUser = ScimSdk.json(SampleAnswer.json());
    private final UserResource unboundIdUser = UnboundId.user(SampleAnswer.json().getBytes(StandardCharsets.UTF_8));

    @Benchmark
    public byte[] rollcallWhole() {
        return answer(List.of());
    }

    @Benchmark
    public byte[] rollcallNamed() {
        return answer(List.of(SampleAnswer.ATTRIBUTES.split(",")));
    }

    @Benchmark
    public byte[] scimSdkWhole() {
        return ScimSdk.bytes(scimSdk.answered(scimSdkUser, ""));
    }

    @Benchmark
    public byte[] scimSdkNamed() {
        return ScimSdk.bytes(scimSdk.answered(scimSdkUser, SampleAnswer.ATTRIBUTES));
    }

    @Benchmark
    public byte[] unboundIdWhole() {
        return UnboundId.bytes(unboundIdUser);
    }

    private byte[] answer(List<String> attributes) {
        Projection projection = Projection.of(StandardSchemas.user(), attributes, List.of(),
                new RequestDialect(Dialect.tolerant(), new FiredTolerances()), FilterLimits.defaults());
        return ScimJson.write(projection.apply((ObjectNode) ScimJson.tree(stored)));
    }
}
