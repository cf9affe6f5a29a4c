package dev.rollcall.outbound.proof;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What is not sent is recorded as skipped, with the reason, from the change to the record. */
class VisibleSkipsTest {
    @TempDir
    Path folder;

    @Test
    void whoHasNoEMailIsSkippedUntilThereIsOne() {
        try (ProofBench bench = new ProofBench(folder, 5).start()) {
            String eve = bench.house.userOf("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],"
                    + "'externalId':'eve','userName':'eve','displayName':'1'}");
            bench.house.user("ada");
            bench.drained();
            assertThat(bench.target.users()).hasSize(1);
            assertThat(deliveries(bench))
                    .extracting(StreamDelivery::state, StreamDelivery::cause)
                    .containsExactlyInAnyOrder(
                            tuple(DeliveryState.SKIPPED, Optional.of(SkipReason.NO_EMAIL.keyword())),
                            tuple(DeliveryState.DELIVERED, Optional.empty()));
            bench.house.patch(eve, "{'op':'replace','path':'displayName','value':'2'}");
            bench.drained();
            assertThat(bench.target.users()).hasSize(1);
            assertThat(bench.account().count(DeliveryState.SKIPPED)).isEqualTo(2);
            bench.house.patch(eve, "{'op':'add','path':'emails','value':[{'type':'work','primary':true,"
                    + "'value':'eve@acme.example'}]}");
            bench.drained();
            assertThat(bench.target.user(bench.house.userId(eve)).orElseThrow().path("userName").asString())
                    .isEqualTo("eve@acme.example");
        }
    }

    @Test
    void aConnectionThatIsNotAllowedIsSkipped() {
        StreamFilter other = new StreamFilter(Set.of(new ConnectionId("con_ffffffffffffffff")), Set.of(),
                Optional.empty(), false, false);
        try (ProofBench bench = new ProofBench(folder, 5, other, ProofBench.QUICK).start()) {
            String ada = bench.house.user("ada");
            bench.house.patch(ada, "{'op':'replace','path':'displayName','value':'1'}");
            bench.drained();
            assertThat(bench.account().count(DeliveryState.SKIPPED)).isEqualTo(bench.account().events()).isEqualTo(2);
            List<SkipRun> skips = bench.house.storage.read(Share.HOUSE,
                    session -> session.deliveries().skips(bench.stream.id(), EventId.BEGINNING, 10));
            assertThat(skips).isNotEmpty()
                    .allSatisfy(run -> assertThat(run.reason()).isEqualTo(SkipReason.CONNECTION));
            assertThat(bench.target.journal()).isEmpty();
        }
    }

    private static List<StreamDelivery> deliveries(ProofBench bench) {
        return bench.house.storage.read(Share.HOUSE,
                session -> session.deliveries().page(DeliveryQuery.all(bench.stream.id()), 100).deliveries());
    }
}
