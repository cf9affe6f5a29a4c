package dev.rollcall.directory.declaration;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept in mind of undeclared attributes. */
class AttributeSightingTest {

    @Test
    void aValueIsLookedAtNoDeeperThanASchemaCanDeclareHoweverDeepItIs() {
        ObjectNode outermost = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = outermost;
        for (int i = 0; i < 100_000; i++) {
            inner = inner.put("code", "x").putArray("within").addObject();
        }
        AttributeSighting sighting = AttributeSighting.of("badge", new SightingRoom()).orElseThrow();
        sighting.see(outermost);
        List<String> notes = new ArrayList<>();
        ObjectNode definition = sighting.definition("badge", notes).orElseThrow();
        assertThat(definition.path("subAttributes").values()).singleElement()
                .satisfies(code -> assertThat(code.path("name").stringValue()).isEqualTo("code"));
        assertThat(notes).singleElement()
                .satisfies(note -> assertThat(note).contains("badge.within is an object inside"));
    }

    @Test
    void allThatOneSearchSeesHasItsRoom() {
        SightingRoom room = new SightingRoom();
        int attributes = 0;
        boolean fits = true;
        while (fits) {
            ObjectNode parts = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < 60; i++) {
                parts.put("part" + i + "x".repeat(1_000), 1);
            }
            fits = AttributeSighting.of("attribute" + attributes, room).map(seen -> {
                seen.see(parts);
                return true;
            }).orElse(false);
            attributes++;
            assertThat(attributes).isLessThan(SightingRoom.BYTES / 40_000);
        }
        assertThat(attributes).isGreaterThan(SightingRoom.BYTES / 100_000);
        assertThat(room.isFull()).isTrue();
    }
}
