package dev.rollcall.app.demo;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as equal in the demo. */
class RosterTest {
    @Test
    void whatIsMissingTooMuchOrOtherwiseIsNamed() {
        Roster here = roster("Ada", true, "ada@example.com");
        assertThat(here.differences(roster("Ada", true, "ada@example.com"))).isEmpty();
        assertThat(here.differences(roster("Ada", false, "ada@example.com")))
                .containsExactly("ada@example.com: Ada here, Ada, blocked there");
        assertThat(here.differences(roster("Ada", true)))
                .containsExactly("Engineering: [ada@example.com] here, [] there");
        Roster none = new Roster(new TreeMap<>(), new TreeMap<>());
        assertThat(here.differences(none)).containsExactly("ada@example.com: Ada here, nothing there",
                "Engineering: [ada@example.com] here, nothing there");
        assertThat(none.differences(here)).hasSize(2);
    }

    @Test
    void oneThatDiffersIsEnoughToBeUnequal() {
        Roster here = roster("Ada", true, "ada@example.com");
        assertThat(new SideBySide(here, here, here).lines()).last().asString().contains("All three are equal");
        Roster blocked = roster("Ada", false, "ada@example.com");
        assertThat(new SideBySide(here, blocked, here).isEqual()).isFalse();
        assertThat(new SideBySide(here, here, blocked).lines())
                .contains("At the receiver: ada@example.com: Ada here, Ada, blocked there", "They are not equal.");
    }

    private static Roster roster(String name, boolean active, String... members) {
        TreeMap<String, String> people = new TreeMap<>();
        people.put("ada@example.com", Roster.person(name, active));
        TreeMap<String, TreeSet<String>> groups = new TreeMap<>();
        groups.put("Engineering", new TreeSet<>(List.of(members)));
        return new Roster(people, groups);
    }
}
