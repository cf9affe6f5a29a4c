package dev.rollcall.scim.path;

import dev.rollcall.scim.JsonCases;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class AnyCaseMembersTest {
    private final ObjectNode object = JsonCases.json("{\"tag\": 1, \"TAG\": 2, \"Straße\": 3, \"\u212Aey\": 4}")
            .asObject();
    private final AnyCaseMembers members = new AnyCaseMembers(object);

    @Test
    void theExactSpellingGoesFirstThenTheFirstOfTheName() {
        assertThat(members.key("TAG")).contains("TAG");
        assertThat(members.key("Tag")).contains("tag");
        assertThat(members.key("tags")).isEmpty();
    }

    @Test
    void namesAreTheSameAsByEqualsIgnoreCase() {
        assertThat(members.key("STRAßE")).contains("Straße");
        assertThat(members.key("STRASSE")).isEmpty();
        assertThat(members.key("key")).contains("\u212Aey");
    }

    @Test
    void whatIsWrittenIsFoundAndWhatIsTakenOutIsNot() {
        assertThat(members.key("new")).isEmpty();
        members.set("New", IntNode.valueOf(5));
        members.set("NEW", IntNode.valueOf(6));
        members.setExactly("Exact", IntNode.valueOf(7));
        assertThat(members.key("exact")).contains("Exact");
        members.remove("sTRASSE");
        members.remove("KEY");
        members.remove("EXACT");
        assertThat(members.key("exact")).isEmpty();
        assertThat(object).isEqualTo(JsonCases.json("{\"tag\": 1, \"TAG\": 2, \"Straße\": 3, \"New\": 6}"));
        assertThat(members.object()).isSameAs(object);
    }
}
