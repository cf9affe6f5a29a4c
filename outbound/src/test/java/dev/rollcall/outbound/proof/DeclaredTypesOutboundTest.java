package dev.rollcall.outbound.proof;

import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.outbound.house.OutboundHouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a connection declares beyond users and groups is at no SCIM application, and holds up nobody who is. */
class DeclaredTypesOutboundTest {
    private static final String DEVICE = "urn:example:params:scim:schemas:device:2.0:Device";

    @TempDir
    Path folder;

    @Test
    void aGroupWithADeviceHasItsPeopleThereAndNothingIsTriedForTheDevice() {
        try (ProofBench bench = new ProofBench(folder, 5)) {
            declare(bench.house);
            bench.start();
            String ada = bench.house.user("ada");
            String printer = bench.house.resource("Device", device("1"));
            String scanner = bench.house.resource("Device", device("2"));
            String team = bench.house.group("Team", printer, ada, scanner);
            bench.drained();
            assertThat(members(bench)).containsExactly(account(bench));
            int asked = bench.target.journal().size();

            bench.house.patchGroup(team, "{'op':'remove','path':'members[value eq \\'" + printer + "\\']'}");
            bench.house.deleteResource("Device", scanner);
            bench.drained();
            assertThat(bench.target.journal()).as("who was never there is not taken out").hasSize(asked);
            assertThat(waiting(bench, team)).isEmpty();

            bench.house.patchGroup(team, "{'op':'replace','path':'displayName','value':'Crew'}");
            bench.drained();
            assertThat(members(bench)).containsExactly(account(bench));
            assertThat(deliveries(bench)).extracting(StreamDelivery::state)
                    .isSubsetOf(DeliveryState.DELIVERED, DeliveryState.SUPERSEDED);
            assertThat(deliveries(bench)).extracting(StreamDelivery::type)
                    .doesNotContain(EventType.RESOURCE_CREATED, EventType.RESOURCE_DELETED);
            assertThat(bench.problem()).isEmpty();
        }
    }

    private static void declare(OutboundHouse house) {
        Declarations declarations = new Declarations(house.storage, house.clock, house.random,
                DeclarationLimits.defaults(), ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime);
        declarations.declareSchema(house.connection.id(), OutboundHouse.json("{'schema':{'id':'" + DEVICE
                + "','attributes':[{'name':'serial','type':'string','required':true}]}}"), false);
        declarations.declareType(house.connection.id(), OutboundHouse.json(
                "{'resource_type':{'name':'Device','endpoint':'/Devices','schema':'" + DEVICE + "'}}"), false);
    }

    private static String device(String serial) {
        return "{'schemas':['" + DEVICE + "'],'serial':'" + serial + "'}";
    }

    private static List<String> members(ProofBench bench) {
        return bench.target.groups()
                .getFirst()
                .path("members")
                .valueStream()
                .map(member -> member.path("value").asString())
                .toList();
    }

    private static String account(ProofBench bench) {
        return bench.target.users().getFirst().path("id").asString();
    }

    private static List<MemberDelta> waiting(ProofBench bench, String group) {
        SubjectKey subject = SubjectKey.group(bench.house.connection.id(), group);
        return bench.house.storage.read(Share.HOUSE,
                session -> session.remotes().waiting(bench.stream.id(), subject, 10));
    }

    private static List<StreamDelivery> deliveries(ProofBench bench) {
        return bench.house.storage.read(Share.HOUSE,
                session -> session.deliveries().page(DeliveryQuery.all(bench.stream.id()), 100).deliveries());
    }
}
