package dev.rollcall.entra.client;

import dev.rollcall.entra.Handwritten;
import dev.rollcall.entra.ObjectType;
import dev.rollcall.entra.mapping.AttributeMapping;
import dev.rollcall.entra.mapping.FlowBehavior;
import dev.rollcall.entra.mapping.FlowType;
import dev.rollcall.entra.mapping.Mapper;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.mapping.ObjectMapping;
import dev.rollcall.entra.reader.StrictReader;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.scim.message.Urns;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The three mappings of roles, from the assignment in the source to the request (entra.md section 3.13). */
class RoleMappingsTest {
    private static final String ROLE = "type:'WindowsAzureActiveDirectoryRole'";
    private static final String ASSIGNMENTS = "[{id:'7',value:'admin',displayName:'Admin'},"
            + "{id:'8',value:'user',displayName:'User'}]";
    private static final String OBJECTS = "[{primary:false," + ROLE + ",display:'Admin',value:'admin'},"
            + "{primary:false," + ROLE + ",display:'User',value:'user'}]";

    private final RecordingTransport transport = new RecordingTransport();
    private final EntraClient client = EntraClient.of(transport, StrictReader.complete(), Dialect.DEFAULT);

    @Test
    void aSingleRoleIsTheValueOfThePrimaryOne() {
        SequencedMap<String, JsonNode> wanted = mapped("roles[primary eq \"True\"].value", "SingleAppRoleAssignment");
        assertThat(created(wanted)).isEqualTo(Handwritten.json("[{primary:true," + ROLE + ",value:'admin'}]"));
        assertThat(operations("", wanted)).isEqualTo(
                Handwritten.json("[{op:'Add',path:'roles[primary eq \"True\"].value',value:'admin'}]"));
        assertThat(operations("roles:[{primary:true,value:'user'}]", wanted)).isEqualTo(
                Handwritten.json("[{op:'Replace',path:'roles[primary eq \"True\"].value',value:'admin'}]"));
        assertThat(operations("roles:[{primary:true,value:'admin'}]", wanted).isEmpty()).isTrue();
    }

    @Test
    void complexRolesAreCreatedAsObjectsAddedAsTextWithTheirIdAndNeverRemoved() {
        SequencedMap<String, JsonNode> wanted = mapped("roles", "AppRoleAssignmentsComplex");
        assertThat(created(wanted)).isEqualTo(Handwritten.json(OBJECTS));
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
        assertThat(created(wanted)).isEqualTo(Handwritten.json(OBJECTS));
        JsonNode replaced = Handwritten.json("[{op:'Replace',path:'roles',value:" + OBJECTS + "}]");
        assertThat(operations("", wanted)).isEqualTo(replaced);
        assertThat(operations("roles:[{value:'admin'},{value:'other'}]", wanted)).isEqualTo(replaced);
        assertThat(operations("roles:" + OBJECTS, wanted).isEmpty()).isTrue();
    }

    private JsonNode created(SequencedMap<String, JsonNode> wanted) {
        client.create(ObjectType.USER, wanted);
        return transport.sent().path("roles");
    }

    /** The operations of the update of a user that shows this; none when nothing is sent. */
    private JsonNode operations(String seen, SequencedMap<String, JsonNode> wanted) {
        TargetResource resource = new TargetResource(ObjectType.USER, "1", Handwritten.object("{" + seen + "}"));
        List<AttributeDifference> differences = client.differences(resource, wanted);
        if (differences.isEmpty()) {
            return Handwritten.json("[]");
        }
        client.update(ObjectType.USER, "1", differences);
        assertThat(transport.sent().path("schemas").get(0).asString()).isEqualTo(Urns.PATCH_OP);
        return transport.sent().path("Operations");
    }

    private static JsonNode added(String... texts) {
        var operations = Handwritten.object("{list:[{op:'Add',path:'roles',value:[]}]}");
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
        attributes.put("appRoleAssignments", Handwritten.json(ASSIGNMENTS));
        return Mapper.of(new ObjectMapping(ObjectType.USER, true, List.of(row), EnumSet.allOf(ObjectFlow.class)))
                .map(new SourceObject(ObjectType.USER, "u", attributes, false), false)
                .attributes();
    }
}
