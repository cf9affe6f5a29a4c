package dev.rollcall.mapping.place;

import dev.rollcall.mapping.Cases;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScimPlacesTest {
    private final ScimPlaces places = new ScimPlaces(StandardSchemas.user());

    static List<JsonNode> paths() {
        return Cases.table(ScimPlacesTest.class, "paths.json");
    }

    static List<JsonNode> writes() {
        return Cases.table(ScimPlacesTest.class, "writes.json");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPathNamesAPlaceOrIsRefusedWithWhatToWriteInstead(JsonNode row) {
        String path = row.path("path").stringValue();
        if (row.has("refused")) {
            assertThatThrownBy(() -> places.parse(path))
                    .isInstanceOf(PlaceException.class)
                    .hasMessageContaining(row.path("refused").stringValue());
            return;
        }
        ScimPlace place = places.parse(path);
        assertThat(place.path()).isEqualTo(row.path("canonical").stringValue());
        Optional<String> unwritable = place.unwritable();
        if (row.has("unwritable")) {
            assertThat(unwritable).get().asString().contains(row.path("unwritable").stringValue());
        } else {
            assertThat(unwritable).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void writingChangesThatPlaceAndNothingElse(JsonNode row) {
        ScimPlace place = places.parse(row.path("path").stringValue());
        ObjectNode before = (ObjectNode) row.path("before");
        String asItWas = before.toString();
        Optional<JsonNode> value = Optional.of(row.path("value")).filter(node -> !node.isNull());
        if (row.has("refused")) {
            assertThatThrownBy(() -> place.write(before, value))
                    .isInstanceOf(PlaceException.class)
                    .hasMessageContaining(row.path("refused").stringValue());
        } else {
            assertThat(place.write(before, value)).isEqualTo(row.path("after"));
        }
        assertThat(before).hasToString(asItWas);
    }

    @Test
    void writingWhatIsThereGivesTheSameDocument() {
        for (JsonNode row : writes()) {
            ScimPlace place = places.parse(row.path("path").stringValue());
            ObjectNode document = (ObjectNode) (row.has("after") ? row.path("after") : row.path("before"));
            if (place.unwritable().isEmpty()) {
                assertThat(place.write(document, place.read(document))).as(row.toString()).isSameAs(document);
            }
        }
    }

    @Test
    void aLongPathIsRefused() {
        assertThatThrownBy(() -> places.parse("emails[type eq \"" + "x".repeat(2_000) + "\"].value"))
                .isInstanceOf(PlaceException.class)
                .hasMessageContaining("at most 1024");
    }

    @Test
    void allElementsAreReadAsAList() {
        ObjectNode document = Cases.object("{'emails':[{'value':'a'},{'type':'work'},{'value':'b'}]}");
        assertThat(places.parse("emails.value").read(document)).contains(Cases.json("['a','b']"));
    }

    @Test
    void aWholeElementIsReadAsAnObject() {
        ObjectNode document = Cases.object("{'emails':[{'value':'a','type':'home'},{'value':'b','type':'work'}]}");
        assertThat(places.parse("emails[type eq \"work\"]").read(document))
                .contains(Cases.json("{'value':'b','type':'work'}"));
    }
}
