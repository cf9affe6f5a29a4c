package dev.rollcall.clients;

import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ScanLimits;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a filter may cost when no index serves it. */
class BoundedSearchTest {
    private static final ResourceLimits FEW = few();

    private static ResourceLimits few() {
        ResourceLimits usual = ResourceLimits.defaults();
        ScanLimits scans = new ScanLimits(5, 1 << 20, 100, 1_000_000, 2, Duration.ofSeconds(10));
        return new ResourceLimits(
                100, 1_000, usual.pageBytes(), usual.resourceSize(), usual.filter(), scans, usual.memberChunk(),
                usual.patchAnswerMembers(), usual.indexedValues(), usual.undeclaredNames());
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    @Requirement("7644-3.4.2.1-02")
    void aFilterThatNoIndexServesHasABudget(StoreKind kind) throws Exception {
        try (LiveServer server = WiredSystem.start(kind, FEW)) {
            ClientFlow flow = new ClientFlow(server.connect());
            for (int i = 0; i < 8; i++) {
                flow.user("user" + i);
            }
            Answer refused = flow.client().get("/Users?filter=nickName+co+%22x%22");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.at("/scimType")).isEqualTo("tooMany");
            assertThat(refused.at("/detail")).asString().contains("userName");
            assertThat(flow.findOne("/Users", "userName eq \"user3\"").path("userName").stringValue())
                    .isEqualTo("user3");
            assertThat(flow.client().get("/Users").at("/totalResults")).isEqualTo(8);
        }
    }
}
