package dev.rollcall.benchmarks.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.scim2.common.filters.Filter;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.filter.resources.FilterResourceResolver;
import de.captaingoldfish.scim.sdk.server.utils.RequestUtils;
import dev.rollcall.benchmarks.SampleUser;
import dev.rollcall.benchmarks.peer.PeerEndpoint;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.node.ObjectNode;

/** A parsed filter over a thousand users in memory; the time is that of one user. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class FilterMatchBenchmark {
    private static final int USERS = 1_000;

    private final Predicate<ObjectNode> simple = predicate(SampleFilters.SIMPLE);
    private final Predicate<ObjectNode> rich = predicate(SampleFilters.RICH);
    private final List<ObjectNode> users = new ArrayList<>();

    private final ResourceEndpoint scimSdk = PeerEndpoint.create();
    private final ServiceProvider scimSdkProvider = scimSdk.getServiceProvider();
    private final FilterNode scimSdkSimple = scimSdkFilter(SampleFilters.SIMPLE);
    private final FilterNode scimSdkRich = scimSdkFilter(SampleFilters.RICH);
    private final List<User> scimSdkUsers = new ArrayList<>();

    private final Filter unboundIdSimple = UnboundId.filter(SampleFilters.SIMPLE);
    private final Filter unboundIdRich = UnboundId.filter(SampleFilters.RICH);
    private final List<JsonNode> unboundIdUsers = new ArrayList<>();

    /** Reads every user with every library. */
    public FilterMatchBenchmark() {
        for (int i = 0; i < USERS; i++) {
            String json = SampleUser.json(i);
            users.add(ScimJson.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults()));
            scimSdkUsers.add(JsonHelper.readJsonDocument(json, User.class));
            unboundIdUsers.add(UnboundId.json(json));
        }
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public int rollcallSimple() {
        return count(simple);
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public int rollcallRich() {
        return count(rich);
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public int scimSdkSimple() {
        return FilterResourceResolver.filterResources(scimSdkProvider, scimSdkUsers, scimSdkSimple).size();
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public int scimSdkRich() {
        return FilterResourceResolver.filterResources(scimSdkProvider, scimSdkUsers, scimSdkRich).size();
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public int unboundIdSimple() {
        return count(unboundIdSimple);
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public int unboundIdRich() {
        return count(unboundIdRich);
    }

    private int count(Predicate<ObjectNode> predicate) {
        int count = 0;
        for (ObjectNode user : users) {
            if (predicate.test(user)) {
                count++;
            }
        }
        return count;
    }

    private int count(Filter filter) {
        int count = 0;
        for (var user : unboundIdUsers) {
            if (UnboundId.matches(filter, user)) {
                count++;
            }
        }
        return count;
    }

    private static Predicate<ObjectNode> predicate(String filter) {
        return FilterMatcher.compile(
                FilterParser.parse(
                        filter,
                        StandardSchemas.user(),
                        Dialect.tolerant(),
                        new FiredTolerances(),
                        FilterLimits.defaults()));
    }

    private FilterNode scimSdkFilter(String filter) {
        return RequestUtils.parseFilter(scimSdk.getResourceTypeByName("User").orElseThrow(), filter);
    }
}
