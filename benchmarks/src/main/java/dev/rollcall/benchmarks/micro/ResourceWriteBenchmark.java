package dev.rollcall.benchmarks.micro;

import dev.rollcall.benchmarks.SampleUser;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.nio.charset.StandardCharsets;
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

/**
 * From the bytes of a POST body to the bytes of the user that is kept. Rollcall reads tolerantly, validates against the schema and
 * derives the typed changes; SCIM-SDK validates against the schema; UnboundID reads into the fields of a class.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class ResourceWriteBenchmark {
    private final byte[] body = SampleUser.json(500).getBytes(StandardCharsets.UTF_8);
    private final ScimSdk scimSdk = new ScimSdk();

    @Benchmark
    public byte[] rollcall() {
        ResourceType type = StandardSchemas.user();
        NormalizedResource user = ResourceNormalizer.normalize(type, ScimJson.parse(body, JsonLimits.defaults()),
                Dialect.tolerant(), new FiredTolerances());
        return ScimJson.write(ResourcePlans.creation(type, user).document());
    }

    @Benchmark
    public byte[] scimSdk() {
        return ScimSdk.bytes(scimSdk.created(body));
    }

    @Benchmark
    public byte[] unboundId() {
        return UnboundId.bytes(UnboundId.user(body));
    }
}
