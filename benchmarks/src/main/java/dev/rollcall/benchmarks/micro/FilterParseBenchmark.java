package dev.rollcall.benchmarks.micro;

import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.utils.RequestUtils;
import dev.rollcall.benchmarks.peer.PeerEndpoint;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
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

/** From the text of a filter to its tree. Rollcall and SCIM-SDK resolve the names against the schema, UnboundID does not. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class FilterParseBenchmark {
    /** Which of the filters. */
    public enum Sample {
        SIMPLE(SampleFilters.SIMPLE), RICH(SampleFilters.RICH);

        private final String text;

        Sample(String text) {
            this.text = text;
        }
    }

    @Param
    public Sample filter = Sample.SIMPLE;

    private final de.captaingoldfish.scim.sdk.server.schemas.ResourceType scimSdkUser = PeerEndpoint.create()
            .getResourceTypeByName("User")
            .orElseThrow();

    @Benchmark
    public Filter rollcall() {
        return FilterParser.parse(
                filter.text,
                StandardSchemas.user(),
                Dialect.tolerant(),
                new FiredTolerances(),
                FilterLimits.defaults());
    }

    @Benchmark
    public com.unboundid.scim2.common.filters.Filter unboundId() {
        return UnboundId.filter(filter.text);
    }

    @Benchmark
    public FilterNode scimSdk() {
        return RequestUtils.parseFilter(scimSdkUser, filter.text);
    }
}
