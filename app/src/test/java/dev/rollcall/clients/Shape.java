package dev.rollcall.clients;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares an answer with a recorded one in shape: sample ids, times, sentences and paging figures may differ. */
final class Shape {
    private static final Set<String> EQUAL = Set.of("schemas", "resourceType", "status", "displayName",
            "userName", "totalResults", "scimType");

    private Shape() {}

    static void assertFits(JsonNode expected, JsonNode actual, String where) {
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            String name = member.getKey();
            JsonNode wanted = member.getValue();
            JsonNode found = actual.path(name);
            boolean empty = wanted.isArray() && wanted.isEmpty();
            if (found.isMissingNode() && empty) {
                continue;
            }
            assertThat(found.getNodeType()).as("%s/%s in %s", where, name, actual).isEqualTo(wanted.getNodeType());
            if (EQUAL.contains(name)) {
                assertThat(found).as("%s/%s", where, name).isEqualTo(wanted);
            } else if (empty) {
                assertThat(found.isEmpty()).as("%s/%s", where, name).isTrue();
            } else if (wanted.isArray()) {
                assertThat(found.size()).as("%s/%s", where, name).isPositive();
                found.forEach(element -> assertFits(wanted.get(0), element, where + "/" + name));
            } else if (wanted.isObject()) {
                assertFits(wanted, found, where + "/" + name);
            }
        }
    }
}
