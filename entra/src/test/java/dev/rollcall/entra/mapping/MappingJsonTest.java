package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MappingJsonTest {
    @Test
    void bothTemplatesComeBackAsTheyWere() {
        for (MappingSchema schema : List.of(DefaultTemplate.scim(), DefaultTemplate.customappsso())) {
            ObjectNode written = MappingJson.write(schema, "scim");
            JsonNode read = JsonMapper.shared().readTree(written.toString());
            assertThat(MappingJson.read(read)).isEqualTo(schema);
            assertThat(MappingJson.write(MappingJson.read(read), "scim")).isEqualTo(written);
        }
    }

    @Test
    void everyKindOfRowComesBackAsItWas() {
        ObjectMapping users = new ObjectMapping(ObjectType.USER, false, List.of(
                row("userType", FlowType.CONSTANT, "say \"hi\" \\ there", Optional.empty(), 0),
                row("a", FlowType.CONSTANT, "", Optional.empty(), 0),
                row("title", FlowType.DIRECT, "jobTitle", Optional.of(""), 2),
                row("b", FlowType.EXPRESSION, "Switch( [x],,\"k\", IIF([a]=\"b\",1,&HF) )", Optional.of("d"), 0)),
                Set.of(ObjectFlow.UPDATE));
        ObjectMapping groups = new ObjectMapping(ObjectType.GROUP, true, List.of(), Set.of());
        MappingSchema schema = new MappingSchema(users, groups);
        assertThat(MappingJson.read(MappingJson.write(schema, "customappsso"))).isEqualTo(schema);
    }

    @Test
    void theFormIsThatOfGraph() {
        JsonNode rule = MappingJson.write(DefaultTemplate.scim(), "scim").path("synchronizationRules").get(0);
        assertThat(rule.path("targetDirectoryName").asString()).isEqualTo("scim");
        JsonNode users = rule.path("objectMappings").get(0);
        assertThat(users.path("sourceObjectName").asString()).isEqualTo("User");
        assertThat(users.path("flowTypes").asString()).isEqualTo("Add,Update,Delete");
        assertThat(users.path("attributeMappings").get(0)).hasToString("""
            {"targetAttributeName":"userName","source":{"expression":"[userPrincipalName]","name":"userPrincipalName",\
            "type":"Attribute","parameters":[]},"defaultValue":null,"matchingPriority":1,\
            "flowBehavior":"FlowWhenChanged","flowType":"Always","exportMissingReferences":false}""");
        assertThat(users.path("attributeMappings").get(8).path("source")).hasToString(
                """
                    {"expression":"Join(\\" \\", [givenName], [surname])","name":"Join","type":"Function","parameters":[\
                    {"key":"separator","value":{"expression":"\\" \\"","name":" ","type":"Constant","parameters":[]}},\
                    {"key":"source1","value":{"expression":"[givenName]","name":"givenName","type":"Attribute","parameters":[]}},\
                    {"key":"source2","value":{"expression":"[surname]","name":"surname","type":"Attribute","parameters":[]}}]}""");
    }

    @Test
    void aSchemaOfGraphIsReadWithoutWhatHasNoPlaceHere() {
        MappingSchema schema = MappingJson.read(JsonMapper.shared().readTree("""
            {"directories": [{"name": "x"}], "version": "1", "synchronizationRules": [{"id": "r", "metadata": [],
             "objectMappings": [{"sourceObjectName": "User", "enabled": true, "scope": null, "flowTypes": "Add, Update",
              "attributeMappings": [{"targetAttributeName": "userName", "matchingPriority": 1, "defaultValue": null,
               "source": {"expression": "[userPrincipalName]", "type": "Attribute"}}]},
              {"sourceObjectName": "Contact", "enabled": false}]}]}
            """));
        assertThat(schema.users()).isEqualTo(new ObjectMapping(ObjectType.USER, true, List.of(
                row("userName", FlowType.DIRECT, "userPrincipalName", Optional.empty(), 1)),
                Set.of(ObjectFlow.CREATE, ObjectFlow.UPDATE)));
        assertThat(schema.groups().enabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "{}~The schema has no synchronizationRules",
        "\"groupFilter\": {\"includedGroups\": [\"g\"]}~The mapping of User has 'groupFilter'",
        "\"scopes\": {\"groups\": [{\"name\": \"x\"}]}~did you mean scope",
        "\"enabled\": \"false\"~enabled must be true or false",
        "\"scope\": []~The scope of a mapping must be an object",
        "\"scope\": {\"inputFilterGroups\": [{\"name\": \"x\"}]}~'inputFilterGroups', which is not understood",
        "\"scope\": {\"groups\": [{\"name\": \"x\", \"clauses\": []}]}~The group 'x' of a scoping filter has no clauses",
        "\"attributeMappings\": [{\"targetAttributeName\": \"title\", \"flowBehavior\": \"Never\", "
                + "\"source\": {\"expression\": \"[a]\"}}]~has the flowBehavior Never",
        "\"attributeMappings\": [{\"targetAttributeName\": \"title\", \"matchingPriority\": \"1\", "
                + "\"source\": {\"expression\": \"[a]\"}}]~has the matchingPriority",
        "\"flowTypes\": \"Purge\"~There is no object action Purge",
        "\"attributeMappings\": [{\"targetAttributeName\": \"title\"}]~The source of title has no expression",
        "\"attributeMappings\": [{\"targetAttributeName\": \"title\", \"source\": {\"expression\": \"Foo([a])\"}}]"
                + "~The expression of title cannot be read. Character 1: There is no function Foo",
        "\"attributeMappings\": [{\"targetAttributeName\": \"title\", \"flowType\": \"ValueAddOnly\", "
                + "\"source\": {\"expression\": \"[a]\"}}]~has the flowType ValueAddOnly; write Always or ObjectAddOnly"})
    void whatIsNotUnderstoodIsRefused(String mapping, String words) {
        String json = mapping.equals("{}") ? mapping : """
            {"synchronizationRules": [{"objectMappings": [{"sourceObjectName": "User", %s}]}]}""".formatted(mapping);
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> MappingJson.read(JsonMapper.shared().readTree(json)))
                .withMessageContaining(words);
    }

    @Test
    void oneMappingOfEachTypeIsReplaced() {
        ObjectMapping off = new ObjectMapping(ObjectType.GROUP, false, List.of(), Set.of());
        MappingSchema schema = DefaultTemplate.scim().with(off);
        assertThat(schema.of(ObjectType.GROUP)).isEqualTo(off);
        assertThat(schema.of(ObjectType.USER)).isEqualTo(DefaultTemplate.scim().users());
    }

    private static AttributeMapping row(String target, FlowType type, String source, Optional<String> defaultValue,
            int priority) {
        return new AttributeMapping(target, type, source, defaultValue,
                priority > 0 ? OptionalInt.of(priority) : OptionalInt.empty(),
                priority > 0 ? FlowBehavior.ALWAYS : FlowBehavior.ONLY_DURING_OBJECT_CREATION);
    }
}
