package dev.rollcall.benchmarks.micro;

import dev.rollcall.benchmarks.SampleUser;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchPlanner;
import dev.rollcall.scim.patch.PatchRequest;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.node.ObjectNode;

/**
 * From the bytes of a PATCH body and a user in memory to the patched user, the old one untouched. Rollcall reads
 * tolerantly, validates against the schema and derives the typed changes; UnboundID applies the operations to a copy.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class PatchBenchmark {
    /** One operation as an identity provider disables a user, and five of different kinds. */
    public enum Sample {
        ONE("""
            {"op":"replace","path":"active","value":false}"""), FIVE("""
            {"op":"replace","path":"active","value":false},
            {"op":"replace","path":"emails[type eq \\"work\\"].value","value":"new@example.com"},
            {"op":"add","path":"phoneNumbers","value":[{"type":"fax","value":"+49 30 555 99"}]},
            {"op":"remove","path":"title"},
            {"op":"replace","value":{"displayName":"Another Name","nickName":"Nick","locale":"de-DE"}}""");

        private final byte[] body;

        Sample(String operations) {
            String body = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
                    + operations + "]}";
            this.body = body.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Param
    public Sample operations = Sample.ONE;

    private final ObjectNode user = ScimJson.parse(
            SampleUser.json(500).getBytes(StandardCharsets.UTF_8),
            JsonLimits.defaults());
    private final com.fasterxml.jackson.databind.node.ObjectNode unboundIdUser = UnboundId.json(SampleUser.json(500));

    @Benchmark
    public ChangePlan rollcall() {
        var fired = new FiredTolerances();
        ObjectNode body = ScimJson.parse(operations.body, JsonLimits.defaults());
        PatchRequest request = PatchRequest.parse(body, Dialect.tolerant(), fired, PatchLimits.defaults());
        return PatchPlanner.plan(
                StandardSchemas.user(),
                user,
                request,
                Dialect.tolerant(),
                fired,
                FilterLimits.defaults());
    }

    @Benchmark
    public com.fasterxml.jackson.databind.node.ObjectNode unboundId() {
        return UnboundId.patched(unboundIdUser, operations.body);
    }
}
