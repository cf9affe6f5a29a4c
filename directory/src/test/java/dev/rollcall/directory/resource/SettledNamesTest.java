package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.UndeclaredNameLimit;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class SettledNamesTest {
    private static final ResourceType USER = StandardSchemas.user();
    private static final UndeclaredNameLimit LIMIT = new UndeclaredNameLimit(4, 1_000);

    private static ConnectionId connection(int number) {
        return new ConnectionId("con_%016d".formatted(number));
    }

    private static ObjectNode document(String... names) {
        ObjectNode document = JsonMapper.shared().createObjectNode().put("userName", "ann");
        for (String name : names) {
            document.putArray(name);
        }
        return document;
    }

    private static void settle(SettledNames settled, int connection, String... names) {
        settled.settle(connection(connection), "User", Set.of(names), false);
    }

    @Test
    void whatHasNoRoomAnyMoreIsTriedWithAFewNamesAlone() {
        SettledNames settled = new SettledNames(new UndeclaredNameLimit(100, 10_000));
        String[] fresh = IntStream.range(0, 60).mapToObj(i -> "x" + i).toArray(String[]::new);
        assertThat(news(settled, 1, fresh)).hasSize(60);
        settled.settle(connection(1), "User", Set.of("a"), true);
        settle(settled, 1, "b");
        assertThat(news(settled, 1, fresh)).hasSize(8);
        assertThat(news(settled, 2, fresh)).as("another connection").hasSize(60);
    }

    private static Set<String> news(SettledNames settled, int connection, String... names) {
        return settled.newIn(connection(connection), USER, document(names));
    }

    @Test
    void aNameIsNewUntilItIsSettledForItsConnectionAndType() {
        SettledNames settled = new SettledNames(LIMIT);
        assertThat(news(settled, 1)).isEmpty();
        assertThat(news(settled, 1, "a", "b")).containsExactly("a", "b");
        settle(settled, 1, "a");
        settle(settled, 1, "c");
        assertThat(news(settled, 1, "a", "b", "c")).containsExactly("b");
        assertThat(news(settled, 2, "a")).containsExactly("a");
        assertThat(settled.newIn(connection(1), StandardSchemas.group(), document("a"))).contains("a");
    }

    @Test
    void ofOneDocumentOneMoreThanTheStoreRemembersIsNew() {
        String[] names = {"a", "b", "c", "d", "e", "f", "g"};
        assertThat(news(new SettledNames(LIMIT), 1, names)).hasSize(5);
    }

    @Test
    void aConnectionThatBringsMoreAndMoreTakesABoundedPart() {
        SettledNames settled = new SettledNames(LIMIT);
        long most = 0;
        for (int i = 0; i < 200; i++) {
            int begin = 4 * i;
            settled.settle(connection(1), "User",
                    IntStream.range(begin, begin + 4)
                            .mapToObj(n -> "name%05d".formatted(n))
                            .collect(Collectors.toSet()),
                    false);
            most = Math.max(most, settled.bytes());
        }
        assertThat(most).isBetween(8 * 100L, 10 * 150L);
        assertThat(news(settled, 1, "name00799")).isEmpty();
    }

    @Test
    void theConnectionThatBroughtNamesLongestAgoIsForgotten() {
        SettledNames settled = new SettledNames(LIMIT, 1_000);
        for (int i = 0; i < 50; i++) {
            settle(settled, i, "a");
            assertThat(news(settled, 0, "a")).as("looked at all the time").isEmpty();
            assertThat(settled.bytes()).isLessThanOrEqualTo(1_000);
        }
        assertThat(news(settled, 49, "a")).isEmpty();
        assertThat(news(settled, 1, "a")).containsExactly("a");
    }
}
