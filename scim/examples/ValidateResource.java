import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.schema.SchemaReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Validates resources of a type of one's own, whose schema is a JSON document. */
public final class ValidateResource {
    private ValidateResource() {}

    public static void main(String[] arguments) {
        Schema schema = SchemaReader.read(json("""
            {"id": "urn:example:schemas:2.0:Badge", "name": "Badge", "attributes": [
              {"name": "number", "type": "integer", "required": true},
              {"name": "issued", "type": "dateTime"},
              {"name": "doors", "type": "complex", "multiValued": true, "subAttributes": [
                {"name": "name", "required": true}, {"name": "floor", "type": "integer"}]}]}"""));
        ResourceType badges = new ResourceType("Badge", "/Badges", "Who may pass which door", schema, List.of());

        for (String body : List.of(
                "'number': 7, 'issued': '2026-01-31T08:30:00Z', 'doors': [{'NAME': 'north', 'floor': 2}]",
                "'number': 7.5",
                "'issued': '2026-01-31T08:30:00Z'",
                "'number': 7, 'doors': [{'floor': 2}]",
                "'number': 7, 'colour': 'red'")) {
            ObjectNode badge = json(("{'schemas': ['urn:example:schemas:2.0:Badge'], " + body + "}").replace('\'', '"'));
            try {
                System.out.println("good: " + ResourceNormalizer.normalize(badges, badge).document());
            } catch (ScimException e) {
                System.out.println(e.status() + " " + e.scimType().orElseThrow().keyword() + ": " + e.detail());
            }
        }
    }

    private static ObjectNode json(String text) {
        return ScimJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
