package dev.rollcall.hardship;

import dev.rollcall.directory.storage.Share;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** While one connection writes very much, the others go on. How fast is printed; that they do is asserted. */
@Tag("load")
@Tag("long")
class LargeGroupTest {
    private static final int CREATORS = 32;
    private static final int PAUSE_MILLIS = 50;

    @TempDir
    Path folder;

    /** Members of the group that is written: some hundred transactions. */
    int members() {
        return 30_000;
    }

    /** Groups of the member that is deleted: many more than the deletion itself leaves. */
    int groups() {
        return 1_500;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void othersGoOnWhileAVeryLargeGroupIsWritten(Engine engine) throws Exception {
        List<String> first = Bodies.ids(1, members());
        List<String> second = Bodies.ids(2, members());
        try (Site site = Site.open(engine, folder, 1); Bystanders others = Bystanders.of(site.tenant("others"))) {
            Tenant tenant = site.tenant("large");
            others.measure(engine + ", alone", () -> TimeUnit.SECONDS.sleep(2));
            Reply created = others.during(engine + ", POST of a group", () -> tenant
                    .post("/Groups", Bodies.group("Large", first))
                    .expect(201));
            String path = "/Groups/" + created.id();
            requireMembers(created, first);
            requireMembers(others.during(engine + ", PUT of other members",
                    () -> tenant.put(path, Bodies.group("Large", second)).expect(200)), second);
            requireMembers(tenant.get(path).expect(200), second);
            others.measure(engine + ", DELETE of the group", () -> tenant.delete(path).expect(204));
            tenant.get(path).expect(404);
            others.measure(engine + ", sweeping", () -> TimeUnit.SECONDS.sleep(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void othersGoOnWhileAMemberOfVeryManyGroupsIsDeleted(Engine engine) throws Exception {
        try (Site site = Site.open(engine, folder, 1); Bystanders others = Bystanders.of(site.tenant("others"))) {
            Tenant tenant = site.tenant("wide");
            String user = tenant.post("/Users", Bodies.user("everywhere")).expect(201).id();
            List<String> groups = groupsWith(tenant, user);
            others.during(engine + ", until the memberships are taken away", () -> {
                others.measure(engine + ", DELETE of a member of " + groups() + " groups", () -> {
                    tenant.delete("/Users/" + user).expect(204);
                    tenant.get("/Users/" + user).expect(404);
                    assertThat(tenant.find("/Groups", "members.value eq \"" + user + "\"").total()).isZero();
                    for (String group : List.of(groups.getFirst(), groups.getLast())) {
                        assertThat(members(tenant.get("/Groups/" + group).expect(200))).isEmpty();
                    }
                });
                while (!site.storage().read(Share.HOUSE, session -> session.resources().tombstones("", 1)).isEmpty()) {
                    Thread.sleep(PAUSE_MILLIS);
                }
                return true;
            });
            History history = History.read(tenant, site.storage(), "mark");
            assertThat(groups).allSatisfy(group -> {
                assertThat(history.versions(group)).containsExactly(1L, 2L);
                assertThat(history.members(group)).isEmpty();
            });
        }
    }

    private List<String> groupsWith(Tenant tenant, String user) throws Exception {
        List<List<String>> made = Crowd.results(CREATORS, client -> {
            List<String> ids = new ArrayList<>();
            for (int i = client; i < groups(); i += CREATORS) {
                ids.add(tenant.post("/Groups", Bodies.group("group-" + i, List.of(user))).expect(201).id());
            }
            return ids;
        });
        return made.stream().flatMap(List::stream).toList();
    }

    private static void requireMembers(Reply answer, List<String> expected) {
        assertThat(members(answer).equals(expected)).as("the members in the answer to " + answer.request()).isTrue();
    }

    private static List<String> members(Reply answer) {
        return answer.json().path("members").valueStream().map(m -> m.path("value").stringValue()).toList();
    }
}
