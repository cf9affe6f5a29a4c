package dev.rollcall.hardship;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests about one resource that arrive together: those that can all be done are done, of the others one is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelAttributesTest {
    private static final int CLIENTS = 16;
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /** The path of an operation, and where its value is found afterwards. */
    private static final Map<String, String> ATTRIBUTES = Map.ofEntries(
            Map.entry("title", "/title"),
            Map.entry("nickName", "/nickName"),
            Map.entry("displayName", "/displayName"),
            Map.entry("userType", "/userType"),
            Map.entry("name.givenName", "/name/givenName"),
            Map.entry("name.familyName", "/name/familyName"),
            Map.entry("name.formatted", "/name/formatted"),
            Map.entry("externalId", "/externalId"),
            Map.entry("emails[type eq \"work\"].value", "/emails/0/value"),
            Map.entry("phoneNumbers[type eq \"mobile\"].value", "/phoneNumbers/0/value"),
            Map.entry("addresses[type eq \"work\"].locality", "/addresses/0/locality"),
            Map.entry(ENTERPRISE + ":department", "/" + ENTERPRISE + "/department"),
            Map.entry(ENTERPRISE + ":employeeNumber", "/" + ENTERPRISE + "/employeeNumber"),
            Map.entry(ENTERPRISE + ":manager", "/" + ENTERPRISE + "/manager/value"));

    @TempDir
    static Path folder;

    private final Map<String, Site> sites = new HashMap<>();

    /** One for all tests: each has a connection of its own. */
    private Site site(Engine engine, int nodes) {
        String name = engine + "-" + nodes;
        return sites.computeIfAbsent(name, _ -> Site.open(engine, folder.resolve(name), nodes));
    }

    @AfterAll
    void close() {
        sites.values().forEach(Site::close);
    }

    /** How often the requests meet. */
    int rounds() {
        return 4;
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, 1", "POSTGRESQL, 1", "POSTGRESQL, 2"})
    void parallelPatchesOfDifferentAttributesAllSurvive(Engine engine, int nodes) throws Exception {
        List<String> paths = List.copyOf(ATTRIBUTES.keySet());
        Tenant tenant = site(engine, nodes).tenant("attributes");
        String path = "/Users/" + tenant.post("/Users", Bodies.user("ada")).expect(201).id();
        for (int round = 0; round < rounds(); round++) {
            String suffix = "-" + round;
            Crowd.results(paths.size(), i -> tenant
                    .patchUntilServed(path, Bodies.patch(Bodies.replace(paths.get(i), "value-" + i + suffix)))
                    .expect(200));
            Reply answer = tenant.get(path).expect(200);
            JsonNode user = answer.json();
            for (int i = 0; i < paths.size(); i++) {
                assertThat(user.at(ATTRIBUTES.get(paths.get(i))).asString()).as(paths.get(i))
                        .isEqualTo("value-" + i + suffix);
            }
            assertThat(answer.revision()).isEqualTo(1 + (round + 1L) * paths.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, 1", "POSTGRESQL, 1", "POSTGRESQL, 2"})
    void ofParallelPatchesUnderOneEntityTagExactlyOneIsDone(Engine engine, int nodes) throws Exception {
        Tenant tenant = site(engine, nodes).tenant("conditional");
        Reply created = tenant.post("/Users", Bodies.user("grace")).expect(201);
        String path = "/Users/" + created.id();
        String version = created.version();
        for (int round = 0; round < rounds(); round++) {
            String known = version;
            String prefix = "title-" + round + "-";
            List<Reply> replies = Crowd.results(CLIENTS,
                    i -> tenant.patchIf(known, path, Bodies.patch(Bodies.replace("title", prefix + i))));
            int winner = onlyOne(replies, 200, 412);
            Reply now = tenant.get(path).expect(200);
            assertThat(now.json().path("title").stringValue()).isEqualTo(prefix + winner);
            assertThat(now.version()).isEqualTo(replies.get(winner).version());
            version = now.version();
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, 1", "POSTGRESQL, 1", "POSTGRESQL, 2"})
    void ofParallelCreationsWithOneNameExactlyOneIsDone(Engine engine, int nodes) throws Exception {
        Tenant tenant = site(engine, nodes).tenant("creations");
        for (int round = 0; round < rounds(); round++) {
            List<String> spellings = List.of("name-" + round, "NAME-" + round, "Name-" + round, "nAmE-" + round);
            List<Reply> users = Crowd.results(CLIENTS,
                    i -> tenant.post("/Users", Bodies.user(spellings.get(i % spellings.size()))));
            int first = onlyOne(users, 201, 409);
            Reply found = tenant.find("/Users", "userName eq \"" + spellings.getFirst() + "\"");
            assertThat(found.total()).isEqualTo(1);
            assertThat(found.json().at("/Resources/0/id").stringValue()).isEqualTo(users.get(first).id());
            List<Reply> groups = Crowd.results(CLIENTS,
                    i -> tenant.post("/Groups", Bodies.group(spellings.get(i % spellings.size()), List.of())));
            onlyOne(groups, 201, 409);
        }
        assertThat(tenant.get("/Users?count=1").expect(200).total()).isEqualTo(rounds());
        assertThat(tenant.get("/Groups?count=1").expect(200).total()).isEqualTo(rounds());
    }

    private static int onlyOne(List<Reply> replies, int done, int refused) {
        int[] winners = IntStream.range(0, replies.size()).filter(i -> replies.get(i).status() == done).toArray();
        assertThat(winners).as(replies::toString).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == refused)
                .as(replies::toString)
                .hasSize(replies.size() - 1);
        return winners[0];
    }
}
