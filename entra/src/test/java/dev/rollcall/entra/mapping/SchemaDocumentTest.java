package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A schema of Graph goes back as it came, but for what was changed here. */
class SchemaDocumentTest {
    private static final JsonNode GRAPH = JsonMapper.shared()
            .readTree(
                    """
                        {"@odata.context": "x", "id": "scim.1", "version": "Date:2026", "synchronizationRules": [{"id": "r",
                         "groupFilter": null, "containerFilter": {"includedContainers": []}, "metadata": [{"key": "a", "value": "b"}],
                         "objectMappings": [{"sourceObjectName": "User", "name": "Provision users", "flowTypes": "Add,Update",
                          "scope": {"groups": [{"name": "g", "clauses": [{"operatorName": "REGEX_MATCH",
                            "sourceOperandName": "userPrincipalName", "targetOperand": {"values": [".*@a.example"]}}]}],
                            "inputFilterGroups": []},
                          "attributeMappings": [
                           {"targetAttributeName": "userName", "matchingPriority": 1, "flowBehavior": "FlowAlways",
                            "source": {"expression": "[userPrincipalName]", "type": "Attribute", "parameters": []}},
                           {"targetAttributeName": "title", "source": {"expression": "[jobTitle]"}, "exportMissingReferences": true}]}]}],
                         "directories": [{"name": "Azure Active Directory", "objects": []}]}
                        """);

    @Test
    void nothingIsLostOrWrittenAnew() {
        SchemaDocument document = SchemaDocument.read(GRAPH);

        assertThat(document.json()).hasToString(GRAPH.toString());
        assertThat(document.with(document.schema()).json()).hasToString(GRAPH.toString());
        assertThat(document.schema().users().scope().text())
                .isEqualTo("userPrincipalName REGEX MATCH \".*@a.example\"");
    }

    @Test
    void aChangedRowIsWrittenAndItsNeighboursStay() {
        SchemaDocument document = SchemaDocument.read(GRAPH);
        ObjectMapping users = document.schema().users();
        List<AttributeMapping> rows = new ArrayList<>(users.attributes());
        rows.set(1, new AttributeMapping("title", FlowType.DIRECT, "department", Optional.empty(), OptionalInt.empty(),
                FlowBehavior.ALWAYS));
        MappingSchema wanted = document.schema().with(new ObjectMapping(ObjectType.USER, false, rows, users.flows()));

        JsonNode json = document.with(wanted).json();

        assertThat(MappingJson.read(json)).isEqualTo(wanted);
        JsonNode mapping = json.at("/synchronizationRules/0/objectMappings/0");
        assertThat(mapping.path("name").asString()).isEqualTo("Provision users");
        assertThat(mapping.path("enabled").asBoolean()).isFalse();
        assertThat(mapping.path("scope").isNull()).isTrue();
        assertThat(mapping.at("/attributeMappings/0"))
                .isEqualTo(GRAPH.at("/synchronizationRules/0/objectMappings/0/attributeMappings/0"));
        assertThat(mapping.at("/attributeMappings/1/source/name").asString()).isEqualTo("department");
        assertThat(json.path("directories")).isEqualTo(GRAPH.path("directories"));
    }

    @Test
    void aTypeThatTheDocumentDidNotHaveIsAdded() {
        SchemaDocument document = SchemaDocument.read(GRAPH);
        MappingSchema wanted = document.schema().with(DefaultTemplate.scim().groups());

        assertThat(SchemaDocument.read(document.with(wanted).json()).schema()).isEqualTo(wanted);
        assertThat(document.schema().groups().flows()).isEqualTo(Set.of());
    }
}
