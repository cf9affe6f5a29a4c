package dev.rollcall.outbound.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A hundred people in a house, and a target that has them as they should be there, or but for five of each kind of mismatch. */
final class HundredPeople implements AutoCloseable {
    static final int PEOPLE = 100;
    private static final int EACH = 5;

    /** Some pages of users are larger. */
    private static final int ANSWER_BYTES = 40_000;

    final SyncBench bench;
    final List<String> ids = new ArrayList<>();

    /** Their ids at the target, by those here; of those who were planted there. */
    final Map<String, String> remote = new HashMap<>();

    HundredPeople(Path folder) {
        bench = new SyncBench(folder, ANSWER_BYTES);
        for (int i = 0; i < PEOPLE; i++) {
            ids.add(bench.house.user("p" + i));
        }
    }

    /** The target has everybody as it should, but for five of each kind; the answer is whom it does not have. */
    void mismatches() {
        for (int i = 0; i < PEOPLE; i++) {
            ObjectNode wanted = bench.wanted(ids.get(i));
            switch (i / EACH) {
                case 0 -> {
                    // Missing.
                }
                case 1 -> plant(i, wanted.without("externalId"));
                case 2 -> plant(i, wanted.put("displayName", "Somebody else"));
                case 3 -> plant(i, wanted.put("active", false));
                case 4 -> plant(i, wanted.put("externalId", "theirs-" + i));
                default -> plant(i, wanted);
            }
        }
        for (int i = 0; i < EACH; i++) {
            bench.target.plant(
                    "{\"userName\":\"gone" + i + "\",\"externalId\":\"samlp|acme|gone" + i + "\",\"active\":true}");
            bench.target.plant("{\"userName\":\"foreign" + i + "\",\"externalId\":\"hr-" + i + "\",\"active\":true}");
        }
        bench.target.forgetJournal();
        bench.connect();
    }

    void plant(int i, ObjectNode body) {
        remote.put(ids.get(i), bench.target.plant(body.toString()));
    }

    String idOf(int i) {
        return bench.target.user(bench.house.userId(ids.get(i))).orElseThrow().path("id").asString();
    }

    /** The target has exactly what it should have of everybody who is in no conflict. */
    void requireEqual() {
        for (int i = 0; i < PEOPLE; i++) {
            if (remote.isEmpty() || i / EACH != 4) {
                ObjectNode there = bench.target.user(bench.house.userId(ids.get(i))).orElseThrow();
                ObjectNode wanted = bench.wanted(ids.get(i));
                wanted.propertyNames()
                        .forEach(name -> assertThat(there.get(name)).as(name).isEqualTo(wanted.get(name)));
            }
        }
        assertThat(bench.target.users()).noneMatch(user -> user.path("userName").asString().startsWith("gone"));
    }

    static Map<String, Long> counts(DriftReport report, String section) {
        Map<String, Long> counts = new TreeMap<>();
        report.json()
                .path(section)
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        counts.remove(Inventory.EXTERNAL_IDS);
        return counts;
    }

    @Override
    public void close() {
        bench.close();
    }
}
