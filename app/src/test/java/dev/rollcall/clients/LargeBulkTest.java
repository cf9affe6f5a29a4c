package dev.rollcall.clients;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** As many operations as a bulk request may have, all of which refer to each other. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
@Tag("long")
class LargeBulkTest {
    private static final int USERS = 940;
    private static final int GROUPS = 60;
    private static final String MANAGER = "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager/value";

    private final ScimClient client;

    LargeBulkTest(StoreKind kind, LiveServers servers) {
        client = servers.on(kind).connect();
    }

    /** Each user is managed by the next one, and each group has users of both ends and the next group in it. */
    @Test
    @Requirement({"7644-3.7.1-01", "7644-3.7.4-01"})
    void aThousandOperationsInCirclesEndRight() {
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            operations.add("{method:'POST',path:'/Groups',bulkId:'g" + i + "',data:{schemas:['" + Urn.GROUP
                    + "'],displayName:'G" + i + "',members:[{value:'bulkId:g" + (i + 1) % GROUPS + "'},{value:'bulkId:u"
                    + i
                    + "'},{value:'bulkId:u" + (USERS - 1 - i) + "'}]}}");
        }
        for (int i = 0; i < USERS; i++) {
            operations.add("{method:'POST',path:'/Users',bulkId:'u" + i + "',data:{schemas:['" + Urn.USER
                    + "'],userName:'U" + i + "','urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':"
                    + "{manager:{value:'bulkId:u" + (i + 1) % USERS + "'}}}}");
        }
        JsonNode results = bulk(operations).json().path("Operations");
        assertThat(results.size()).isEqualTo(GROUPS + USERS);
        List<String> ids = results.valueStream()
                .peek(result -> assertThat(result.path("status").stringValue()).as("%s", result).isEqualTo("201"))
                .map(result -> result.path("location").stringValue())
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .toList();
        assertThat(client.get("/Users?count=0").at("/totalResults")).isEqualTo(USERS);
        Set<String> managed = new HashSet<>();
        for (int i = 0; i < USERS; i++) {
            if (i % 100 == 0 || i == USERS - 1) {
                String manager = client.get("/Users/" + ids.get(GROUPS + i)).json().at(MANAGER).stringValue();
                assertThat(manager).isEqualTo(ids.get(GROUPS + (i + 1) % USERS));
                managed.add(manager);
            }
        }
        assertThat(managed).hasSize(11);
        for (int i = 0; i < GROUPS; i += 20) {
            assertThat(client.get("/Groups/" + ids.get(i)).json().path("members").findValuesAsString("value"))
                    .containsExactlyInAnyOrder(ids.get((i + 1) % GROUPS), ids.get(GROUPS + i),
                            ids.get(GROUPS + USERS - 1 - i));
        }

        operations.add("{method:'DELETE',path:'/Users/" + ids.getLast() + "'}");
        Answer refused = bulk(operations);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().path("detail").stringValue()).contains("maxOperations");
    }

    private Answer bulk(List<String> operations) {
        ObjectNode body = Json.object("{schemas:['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],Operations:["
                + String.join(",", operations) + "]}");
        return client.post("/Bulk", body);
    }
}
