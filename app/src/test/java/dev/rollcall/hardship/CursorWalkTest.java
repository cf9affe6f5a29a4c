package dev.rollcall.hardship;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A walk by cursor meets whoever was there throughout exactly once, while others come and go. All are made by bulk requests. */
@Tag("load")
@Tag("long")
class CursorWalkTest {
    /** As many bulk requests of one connection are worked at a time, so that none waits for its turn. */
    private static final int CREATORS = 2;
    private static final int AT_ONCE = 500;

    @TempDir
    Path folder;

    int users() {
        return 2_000;
    }

    int page() {
        return 100;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoIsThereThroughoutIsMetOnce(Engine engine) throws Exception {
        try (Site site = Site.open(engine, folder, 1)) {
            Tenant tenant = site.tenant("walked");
            List<String> there = made(tenant);
            List<String> going = IntStream.range(0, there.size())
                    .filter(i -> i % 10 == 3)
                    .mapToObj(there::get)
                    .toList();
            Set<String> staying = new HashSet<>(there);
            going.forEach(staying::remove);
            AtomicBoolean walking = new AtomicBoolean(true);
            try (Crowd others = new Crowd()) {
                others.add(() -> comeAndGo(tenant, going, walking));
                others.add(() -> {
                    try {
                        for (String order : List.of("", "&sortBy=userName",
                                "&sortBy=externalId&sortOrder=descending")) {
                            Set<String> met = walk(tenant, order);
                            assertThat(met.containsAll(staying)).as("%s: everybody who stayed", order).isTrue();
                        }
                    } finally {
                        walking.set(false);
                    }
                });
                others.go().join();
            }
        }
    }

    /** Fails on whoever is met twice. */
    private Set<String> walk(Tenant tenant, String order) {
        Set<String> met = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = tenant
                    .get("/Users?attributes=externalId&count=" + page() + order + "&cursor=" + cursor)
                    .expect(200)
                    .json();
            page.path("Resources")
                    .forEach(user -> assertThat(met.add(user.path("id").stringValue())).as("%s", user).isTrue());
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return met;
    }

    private List<String> made(Tenant tenant) throws Exception {
        List<List<String>> made = Crowd.results(CREATORS, creator -> {
            List<String> ids = new ArrayList<>();
            for (int from = creator * AT_ONCE; from < users(); from += CREATORS * AT_ONCE) {
                ids.addAll(ids(bulk(tenant, IntStream.range(from, Math.min(users(), from + AT_ONCE))
                        .mapToObj(i -> creation("walked-" + i)))));
            }
            return ids;
        });
        return made.stream().flatMap(List::stream).toList();
    }

    /** Somebody comes before the middle of every order, somebody behind it, and somebody goes. */
    private static void comeAndGo(Tenant tenant, List<String> going, AtomicBoolean walking) {
        for (int i = 0; i < going.size() && walking.get(); i++) {
            bulk(tenant, Stream.of(creation("a-" + i), creation("z-" + i),
                    "{\"method\":\"DELETE\",\"path\":\"/Users/" + going.get(i) + "\"}"));
        }
    }

    private static String creation(String name) {
        return "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"" + name + "\",\"data\":" + Bodies.user(name)
                + "}";
    }

    private static JsonNode bulk(Tenant tenant, Stream<String> operations) {
        JsonNode results = tenant
                .post("/Bulk", "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":["
                        + String.join(",", operations.toList()) + "]}")
                .expect(200)
                .json()
                .path("Operations");
        results.forEach(result -> assertThat(result.path("status").stringValue()).as("%s", result).startsWith("20"));
        return results;
    }

    private static List<String> ids(JsonNode results) {
        return results.valueStream()
                .map(result -> result.path("location").stringValue())
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .toList();
    }
}
