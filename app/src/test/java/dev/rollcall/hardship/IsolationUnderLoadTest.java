package dev.rollcall.hardship;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Connections that use the same names at the same time know nothing of each other. */
class IsolationUnderLoadTest {
    private static final int CLIENTS = 8;
    private static final int CONNECTIONS = 2;

    @TempDir
    Path folder;

    /** Names that each client uses. */
    int names() {
        return 8;
    }

    /** All names of one connection, and the ids that it was given for them. */
    private record Tenancy(Tenant tenant, Map<String, String> users, Map<String, String> groups) {
        Tenancy(Tenant tenant) {
            this(tenant, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }

        /** One client: names of its own within the connection, which every other connection uses too. */
        void load(int client, int names) {
            for (int i = 0; i < names; i++) {
                String name = "c" + client + "-" + i;
                String user = tenant.post("/Users", Bodies.user(name)).expect(201).id();
                String group = tenant.post("/Groups", Bodies.group(name, List.of(user))).expect(201).id();
                users.put(name, user);
                groups.put(name, group);
                tenant.patch("/Users/" + user, Bodies.patch(Bodies.replace("title", name))).expect(200);
                rename(i, user, group, name);
            }
        }

        private void rename(int i, String user, String group, String name) {
            switch (i % 4) {
                case 0 -> {
                    tenant.delete("/Users/" + user).expect(204);
                    users.put(name, tenant.post("/Users", Bodies.user(name)).expect(201).id());
                }
                case 1 -> {
                    tenant.patch("/Users/" + user, Bodies.patch(Bodies.replace("userName", name + "-new"))).expect(200);
                    tenant.patch("/Users/" + user, Bodies.patch(Bodies.replace("userName", name))).expect(200);
                }
                case 2 -> tenant.put("/Groups/" + group, Bodies.group(name, List.of())).expect(200);
                default -> {
                    tenant.delete("/Groups/" + group).expect(204);
                    groups.put(name, tenant.post("/Groups", Bodies.group(name, List.of(user))).expect(201).id());
                }
            }
        }

        void check(Tenancy other) {
            assertThat(tenant.get("/Users?count=0").expect(200).total()).isEqualTo(users.size());
            assertThat(tenant.get("/Groups?count=0").expect(200).total()).isEqualTo(groups.size());
            assertThat(listed("/Users")).containsExactlyInAnyOrderElementsOf(users.values());
            assertThat(listed("/Groups")).containsExactlyInAnyOrderElementsOf(groups.values());
            users.forEach((name, id) -> {
                assertThat(found("/Users", "userName eq \"" + name + "\"")).containsExactly(id);
                assertThat(found("/Users", "externalId eq \"x-" + name + "\"")).containsExactly(id);
                other.tenant.get("/Users/" + id).expect(404);
                other.tenant.delete("/Users/" + id).expect(404);
            });
            groups.forEach((name, id) -> {
                assertThat(found("/Groups", "displayName eq \"" + name + "\"")).containsExactly(id);
                other.tenant.patch("/Groups/" + id, Bodies.addMember("nobody")).expect(404);
            });
        }

        private List<String> listed(String endpoint) {
            List<String> ids = new ArrayList<>();
            long total = tenant.get(endpoint + "?count=0").expect(200).total();
            while (ids.size() < total) {
                List<String> page = ids(tenant.get(endpoint + "?count=100&startIndex=" + (ids.size() + 1)).expect(200));
                assertThat(page).isNotEmpty();
                ids.addAll(page);
            }
            return ids;
        }

        private List<String> found(String endpoint, String filter) {
            return ids(tenant.find(endpoint, filter));
        }

        private static List<String> ids(Reply answer) {
            return answer.json().path("Resources").valueStream().map(r -> r.path("id").stringValue()).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void connectionsThatUseTheSameNamesDoNotMeet(Engine engine) throws Exception {
        try (Site site = Site.open(engine, folder, 1)) {
            List<Tenancy> tenancies = List.of(new Tenancy(site.tenant("left")), new Tenancy(site.tenant("right")));
            Crowd.results(CLIENTS * CONNECTIONS, i -> {
                tenancies.get(i % CONNECTIONS).load(i / CONNECTIONS, names());
                return i;
            });
            tenancies.getFirst().check(tenancies.getLast());
            tenancies.getLast().check(tenancies.getFirst());
        }
    }
}
