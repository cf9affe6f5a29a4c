package dev.rollcall.scim.resource;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.SchemaReader;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Values of the types that no standard schema has, in schemas that others make. */
class CustomSchemaTest {
    private static final String LEASE = "urn:example:schemas:2.0:Lease";
    private static final ResourceType DEVICE = new ResourceType("Device", "/Devices", "",
            SchemaReader.read(JsonCases.json("""
                {"id": "urn:example:schemas:2.0:Device", "attributes": [
                  {"name": "floor", "type": "integer"}, {"name": "weight", "type": "decimal"},
                  {"name": "network", "type": "complex", "subAttributes": [
                    {"name": "host"}, {"name": "ports", "type": "integer", "multiValued": true}]}]}""").asObject()),
            List.of(new ResourceType.Extension(SchemaReader.read(JsonCases.json("""
                {"id": "urn:example:schemas:2.0:Lease", "attributes": [
                  {"name": "until", "type": "dateTime", "required": true}, {"name": "note"}]}""").asObject()), true)));

    @Test
    @DisplayName("7643-2.3.4-01 an integer has neither fraction nor exponent")
    void integersAreWhole() {
        assertThat(strict("'floor': 5").path("floor").intValue()).isEqualTo(5);
        assertThat(strict("'floor': -12345678901234567890").path("floor"))
                .hasToString("-12345678901234567890");
        for (String none : List.of("1.5", "5.0", "1e3", "'5'", "true")) {
            assertThat(refused("'floor': " + none)).as(none).isEqualTo(ScimType.INVALID_VALUE);
            assertThat(tolerant("'floor': " + none).has("floor")).as(none).isFalse();
        }
    }

    @Test
    @DisplayName("7643-2.3.3-01 a decimal is a number and keeps every digit")
    void decimalsAreNumbers() {
        assertThat(strict("'weight': 1.10").path("weight")).hasToString("1.10");
        assertThat(strict("'weight': 0.1234567890123456789012345").path("weight"))
                .hasToString("0.1234567890123456789012345");
        for (String none : List.of("'1.1'", "true", "{}")) {
            assertThat(refused("'weight': " + none)).as(none).isEqualTo(ScimType.INVALID_VALUE);
        }
    }

    @Test
    @DisplayName("7643-1.2-02 a part of a complex attribute may have several values")
    void partsMayBeLists() {
        assertThat(strict("'network': {'host': 'h', 'ports': [80, 443]}").path("network"))
                .isEqualTo(JsonCases.json("{\"host\": \"h\", \"ports\": [80, 443]}"));
        assertThat(refused("'network': {'ports': [80, 'x']}")).isEqualTo(ScimType.INVALID_VALUE);
    }

    @Test
    @DisplayName("7643-6-05 a required extension must be there, with what it requires")
    void requiredExtensionsAreRequired() {
        ObjectNode without = body("'floor': 5");
        without.remove(LEASE);
        ScimException missing = catchThrowableOfType(ScimException.class,
                () -> ResourceNormalizer.normalize(DEVICE, without, Dialect.tolerant(), new FiredTolerances()));
        assertThat(missing.scimType()).contains(ScimType.INVALID_VALUE);
        assertThat(missing.detail()).contains(LEASE + " is required");
        ObjectNode incomplete = body("'floor': 5");
        incomplete.withObjectProperty(LEASE).put("note", "n").remove("until");
        ScimException blank = catchThrowableOfType(ScimException.class,
                () -> ResourceNormalizer.normalize(DEVICE, incomplete));
        assertThat(blank.detail()).contains(LEASE + ":until is required");
        assertThat(strict("'floor': 5").at("/" + LEASE + "/until").stringValue()).isEqualTo("2027-01-01T00:00:00Z");
    }

    private static ObjectNode strict(String attributes) {
        return ResourceNormalizer.normalize(DEVICE, body(attributes)).document();
    }

    private static ObjectNode tolerant(String attributes) {
        return ResourceNormalizer.normalize(DEVICE, body(attributes), Dialect.tolerant(), new FiredTolerances())
                .document();
    }

    private static ScimType refused(String attributes) {
        return catchThrowableOfType(ScimException.class, () -> strict(attributes)).scimType().orElseThrow();
    }

    private static ObjectNode body(String attributes) {
        String json = "{'schemas': ['urn:example:schemas:2.0:Device', '" + LEASE + "'], " + attributes + ", '" + LEASE
                + "': {'until': '2027-01-01T00:00:00Z'}}";
        return ScimJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).deepCopy();
    }
}
