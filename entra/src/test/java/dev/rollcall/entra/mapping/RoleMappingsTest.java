package dev.rollcall.entra.mapping;

import dev.rollcall.client.entra.EntraClient;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.scim.message.Urns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The three mappings of roles, from the assignment in the source to the request (entra.md section 3.13). */
class RoleMappingsTest {
    private static final String ROLE = "type:'WindowsAzureActiveDirectoryRole'";
    private static final String ASSIGNMENTS = "[{id:'7',value:'admin',displayName:'Admin'},"
            + "{id:'8',value:'user',displayName:'User'}]";
    private static final String OBJECTS = "[{primary:false," + ROLE + ",display:'Admin',value:'admin'},"
            + "{primary:false," + ROLE + ",display:'User',value:'user'}]";

    private static final String USER = "{\"schemas\":[\"" + Urns.USER + "\"],\"id\":\"1\",\"userName\":\"u\","
            + "\"active\":true,\"meta\":{\"resourceType\":\"User\"}}";
    private static final JsonMapper HANDWRITTEN = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .build();

    private final List<ScimRequest> requests = new ArrayList<>();
    private final EntraClient client = EntraClient.of(this::answered, StrictReader.complete(), EntraDialect.DEFAULT);

    @Test
    void aSingleRoleIsTheValueOfThePrimaryOne() {
        SequencedMap<String, JsonNode> wanted = mapped("roles[primary eq \"True\"].value", "SingleAppRoleAssignment");
        assertThat(created(wanted)).isEqualTo(json("[{primary:true," + ROLE + ",value:'admin'}]"));
        assertThat(operations("", wanted)).isEqualTo(
                json("[{op:'Add',path:'roles[primary eq \"True\"].value',value:'admin'}]"));
        assertThat(operations("roles:[{primary:true,value:'user'}]", wanted)).isEqualTo(
                json("[{op:'Replace',path:'roles[primary eq \"True\"].value',value:'admin'}]"));
        assertThat(operations("roles:[{primary:true,value:'admin'}]", wanted).isEmpty()).isTrue();
    }

    @Test
    void complexRolesAreCreatedAsObjectsAddedAsTextWithTheirIdAndNeverRemoved() {
        SequencedMap<String, JsonNode> wanted = mapped("roles", "AppRoleAssignmentsComplex");
        assertThat(created(wanted)).isEqualTo(json(OBJECTS));
        String admin = text("7", "admin", "Admin");
        String user = text("8", "user", "User");
        assertThat(operations("", wanted)).isEqualTo(added(admin, user));
        assertThat(operations("roles:[{value:'admin'},{value:'other'}]", wanted)).isEqualTo(added(user));
        assertThat(operations("roles:[{value:'admin'},{value:'user'},{value:'other'}]", wanted).isEmpty()).isTrue();
    }

    @Test
    void anEndpointThatKeepsTheTextAsItIsDoesNotGetItAgain() {
        SequencedMap<String, JsonNode> wanted = mapped("roles", "AppRoleAssignmentsComplex");
        JsonNode kept = added(text("7", "admin", "Admin"), text("8", "user", "User")).get(0).path("value");
        assertThat(operations("roles:" + kept, wanted).isEmpty()).isTrue();
    }

    @Test
    void assertiveRolesReplaceTheList() {
        SequencedMap<String, JsonNode> wanted = mapped("roles", "AssertiveAppRoleAssignmentsComplex");
        assertThat(created(wanted)).isEqualTo(json(OBJECTS));
        JsonNode replaced = json("[{op:'Replace',path:'roles',value:" + OBJECTS + "}]");
        assertThat(operations("", wanted)).isEqualTo(replaced);
        assertThat(operations("roles:[{value:'admin'},{value:'other'}]", wanted)).isEqualTo(replaced);
        assertThat(operations("roles:" + OBJECTS, wanted).isEmpty()).isTrue();
    }

    private JsonNode created(SequencedMap<String, JsonNode> wanted) {
        client.create(ObjectType.USER, wanted);
        return sent().path("roles");
    }

    /** The operations of the update of a user that shows this; none when nothing is sent. */
    private JsonNode operations(String seen, SequencedMap<String, JsonNode> wanted) {
        TargetResource resource = new TargetResource(ObjectType.USER, "1", (ObjectNode) json("{" + seen + "}"));
        List<AttributeDifference> differences = client.differences(resource, wanted);
        if (differences.isEmpty()) {
            return json("[]");
        }
        client.update(ObjectType.USER, "1", differences);
        assertThat(sent().path("schemas").get(0).asString()).isEqualTo(Urns.PATCH_OP);
        return sent().path("Operations");
    }

    private ScimAnswer answered(ScimRequest request) {
        requests.add(request);
        boolean create = request.method().equals("POST");
        return new ScimAnswer(create ? 201 : 204, List.of(new ScimHeader("Content-Type", "application/scim+json")),
                (create ? USER : "").getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    private JsonNode sent() {
        return json(requests.getLast().body().orElseThrow());
    }

    private static JsonNode json(String text) {
        return HANDWRITTEN.readTree(text);
    }

    private static JsonNode added(String... texts) {
        JsonNode operations = json("{list:[{op:'Add',path:'roles',value:[]}]}");
        for (String text : texts) {
            operations.path("list").get(0).withArray("value").addObject().put("value", text);
        }
        return operations.path("list");
    }

    private static String text(String id, String value, String displayName) {
        return "{\"id\":\"%s\",\"value\":\"%s\",\"displayName\":\"%s\"}".formatted(id, value, displayName);
    }

    private static SequencedMap<String, JsonNode> mapped(String target, String function) {
        AttributeMapping row = new AttributeMapping(target, FlowType.EXPRESSION, function + "([appRoleAssignments])",
                Optional.empty(), OptionalInt.empty(), FlowBehavior.ALWAYS);
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("appRoleAssignments", json(ASSIGNMENTS));
        return Mapper.of(new ObjectMapping(ObjectType.USER, true, List.of(row), EnumSet.allOf(ObjectFlow.class)))
                .map(new SourceObject(ObjectType.USER, "u", attributes, false), false)
                .attributes();
    }
}
