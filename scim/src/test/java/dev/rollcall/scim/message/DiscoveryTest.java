package dev.rollcall.scim.message;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.SchemaReader;
import dev.rollcall.scim.schema.StandardSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class DiscoveryTest {
    private static final String BASE = "https://scim.example.com/scim/v2/connections/con_1";
    private static final JsonNode SCHEMAS = SchemaDocuments.list(BASE, StandardSchemas.schemas());

    @Test
    @DisplayName("7643-5-01, -02, -05 ServiceProviderConfig says what is true")
    void serviceProviderConfig() {
        ObjectNode config = ServiceProviderConfigs.of(BASE, "https://scim.example.com/oauth/token",
                new ServiceProviderConfigs.Limits(
                        100, 200, Duration.ofHours(1), 1000, 1_048_576, Optional.of("https://example.com/docs")));
        assertThat(config).isEqualTo(JsonCases
                .json("""
                    {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
                     "documentationUri": "https://example.com/docs",
                     "patch": {"supported": true},
                     "bulk": {"supported": true, "maxOperations": 1000, "maxPayloadSize": 1048576},
                     "filter": {"supported": true, "maxResults": 200},
                     "changePassword": {"supported": false}, "sort": {"supported": true}, "etag": {"supported": true},
                     "pagination": {"cursor": true, "index": true, "defaultPaginationMethod": "index",
                       "defaultPageSize": 100, "maxPageSize": 200, "cursorTimeout": 3600},
                     "authenticationSchemes": [{"type": "oauthbearertoken", "name": "OAuth Bearer Token",
                       "description": "The SCIM token of the connection, in the header Authorization: Bearer …",
                       "specUri": "https://www.rfc-editor.org/rfc/rfc6750", "primary": true},
                       {"type": "oauth2", "name": "OAuth 2.0 Client Credentials",
                       "description": "An access token for a client of the connection, asked for with POST https://scim.example.com/oauth/token by its id and secret, or by a client assertion (RFC 7523)",
                       "specUri": "https://www.rfc-editor.org/rfc/rfc6749", "primary": false}],
                     "meta": {"resourceType": "ServiceProviderConfig",
                       "location": "https://scim.example.com/scim/v2/connections/con_1/ServiceProviderConfig"}}"""));
    }

    @Test
    void aProviderWithoutBulkRequestsAndCursorsSaysSo() {
        ObjectNode config = ServiceProviderConfigs.of(
                BASE, new ServiceProviderConfigs.Limits(10, 20, Duration.ZERO, 0, 0, Optional.empty()));
        assertThat(config.has("documentationUri")).isFalse();
        assertThat(config.at("/bulk/supported").booleanValue()).isFalse();
        assertThat(config.path("pagination")).isEqualTo(JsonCases
                .json("""
                    {"cursor": false, "index": true, "defaultPaginationMethod": "index", "defaultPageSize": 10, "maxPageSize": 20}"""));
        assertThat(config.path("authenticationSchemes").valueStream().map(scheme -> scheme.path("type").stringValue()))
                .containsExactly("oauthbearertoken");
    }

    @Test
    @DisplayName("7643-6-01 to -04, 7644-4-01 and -02 resource types")
    void resourceTypes() {
        ObjectNode list = ResourceTypeDocuments.list(BASE, StandardSchemas.resourceTypes());
        assertThat(list.get("schemas").get(0).stringValue()).isEqualTo(Urns.LIST_RESPONSE);
        assertThat(list.get("totalResults").intValue()).isEqualTo(2);
        assertThat(list.get("Resources").get(0)).isEqualTo(JsonCases
                .json("""
                    {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": "User", "name": "User",
                     "endpoint": "/Users", "description": "A person's account",
                     "schema": "urn:ietf:params:scim:schemas:core:2.0:User",
                     "schemaExtensions": [{"schema": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "required": false}],
                     "meta": {"resourceType": "ResourceType",
                       "location": "https://scim.example.com/scim/v2/connections/con_1/ResourceTypes/User"}}"""));
        assertThat(ResourceTypeDocuments.find(BASE, StandardSchemas.resourceTypes(), "GROUP").orElseThrow())
                .isEqualTo(list.get("Resources").get(1));
        assertThat(ResourceTypeDocuments.find(BASE, StandardSchemas.resourceTypes(), "Robot")).isEmpty();
    }

    @Test
    @DisplayName("7643-7-01 and -03 every schema is listed, with schemas and meta; 7643-7-18 found in any case")
    void schemasAreListed() {
        assertThat(SCHEMAS.get("totalResults").intValue()).isEqualTo(6);
        for (JsonNode schema : SCHEMAS.get("Resources")) {
            String id = schema.get("id").stringValue();
            assertThat(schema.get("schemas").get(0).stringValue()).isEqualTo(Urns.SCHEMA);
            assertThat(schema.get("meta").get("location").stringValue()).isEqualTo(BASE + "/Schemas/" + id);
            assertThat(SchemaDocuments.find(BASE, StandardSchemas.schemas(), id.toUpperCase(java.util.Locale.ROOT)))
                    .contains(schema.asObject());
        }
        assertThat(SchemaDocuments.find(BASE, StandardSchemas.schemas(), "urn:nope")).isEmpty();
    }

    @Test
    @DisplayName("7643-1.2-01, 2.1-01, 2.3-01, 2.3.7-05, 2.3.8-02 and -03, 7-04 to -06 every entry is well made")
    void entriesAreWellMade() {
        assertThat(entries()).hasSizeGreaterThan(120).allSatisfy(entry -> {
            String type = entry.get("type").stringValue();
            assertThat(entry.get("name").stringValue()).matches("[A-Za-z][A-Za-z0-9_$-]*|\\$ref");
            assertThat(Arrays.stream(AttributeType.values()).map(AttributeType::keyword)).contains(type);
            assertThat(entry.has("subAttributes")).isEqualTo(type.equals("complex"));
            assertThat(entry.has("referenceTypes")).isEqualTo(type.equals("reference"));
            assertThat(entry.has("caseExact")).isEqualTo(List.of("string", "reference", "binary").contains(type));
            assertThat(entry.has("uniqueness")).isEqualTo(!List.of("complex", "boolean", "binary").contains(type));
            assertThat(entry.get("description").stringValue()).isNotBlank();
            for (String key : List.of("multiValued", "required")) {
                assertThat(entry.get(key).isBoolean()).isTrue();
            }
            for (String key : List.of("mutability", "returned")) {
                assertThat(entry.get(key).isString()).isTrue();
            }
            if (List.of("reference", "binary").contains(type)) {
                assertThat(entry.get("caseExact").booleanValue()).isTrue();
            }
        });
    }

    @Test
    @DisplayName("7643-4.1.1-10 password is published as what can be sent and is never answered")
    void passwordIsPublishedAsWriteOnly() {
        assertThat(entries().filter(entry -> entry.get("name").stringValue().equals("password"))).singleElement()
                .satisfies(entry -> {
                    assertThat(entry.get("mutability").stringValue()).isEqualTo("writeOnly");
                    assertThat(entry.get("returned").stringValue()).isEqualTo("never");
                });
    }

    @Test
    void caseExactAndUniquenessStandOnlyWhereTheyMeanSomething() {
        assertThat(entries()
                .filter(entry -> entry.get("type").stringValue().matches("boolean|complex|integer|decimal|dateTime")))
                .isNotEmpty()
                .noneMatch(entry -> entry.has("caseExact"));
        assertThat(entries().filter(entry -> entry.get("type").stringValue().matches("boolean|complex|binary")))
                .noneMatch(entry -> entry.has("uniqueness"));
    }

    @Test
    @DisplayName("errata 5368, 6011, 8471, 8472, 8011 are applied")
    void errataAreApplied() {
        assertThat(entry(Urns.GROUP, "displayName")).contains(
                JsonCases.json("{\"required\": true, \"uniqueness\": \"server\"}").asObject());
        assertThat(entry(Urns.GROUP, "members.display")).isPresent();
        assertThat(entry(Urns.USER, "addresses.primary")).isPresent();
        assertThat(entry(Urns.ENTERPRISE_USER, "manager.value")).contains(
                JsonCases.json("{\"required\": false, \"caseExact\": true, \"uniqueness\": \"none\"}").asObject());
        assertThat(entry(Urns.SERVICE_PROVIDER_CONFIG, "authenticationSchemes.type")).isPresent();
        assertThat(entry(Urns.SERVICE_PROVIDER_CONFIG, "etag.supported")).isPresent();
        assertThat(StandardSchemas.enterpriseUser().attributes().getLast().name()).isEqualTo("manager");
    }

    @Test
    @DisplayName("7643-2.2-01 a schema entry without characteristics has the defaults, and bad entries are refused")
    void readerFillsDefaultsAndRefuses() {
        var plain = SchemaReader
                .read(JsonCases.json("{\"id\": \"urn:x\", \"attributes\": [{\"name\": \"a\"}]}").asObject())
                .attribute("A")
                .orElseThrow();
        assertThat(plain.toString()).contains("STRING", "READ_WRITE", "DEFAULT", "NONE", "required=false",
                "caseExact=false", "multiValued=false");
        for (String bad : List.of("{\"name\": \"9\"}", "{}", "{\"name\": \"a\", \"type\": \"date\"}",
                "{\"name\": \"a\", \"type\": \"complex\"}", "{\"name\": \"a\", \"type\": \"reference\"}",
                "{\"name\": \"a\", \"subAttributes\": [{\"name\": \"b\"}]}", "{\"name\": \"a\"}, {\"name\": \"A\"}",
                "{\"name\": \"a\", \"referenceTypes\": [\"uri\"]}", "{\"name\": \"a\", \"mutability\": \"sometimes\"}",
                "{\"name\": \"a\", \"type\": \"complex\", \"subAttributes\": [{\"name\": \"b\", \"type\": \"complex\", "
                        + "\"subAttributes\": [{\"name\": \"c\"}]}]}")) {
            ObjectNode document = JsonCases.json("{\"id\": \"urn:x\", \"attributes\": [" + bad + "]}").asObject();
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(ScimException.class,
                    () -> SchemaReader.read(document))).as(bad).isNotNull();
        }
    }

    @Test
    @DisplayName("7644-3.12-01 and -02 an error has its status as text and a registered keyword")
    void errorMessages() {
        assertThat(ErrorMessage.of(ScimException.of(ScimType.UNIQUENESS, "Taken."))).isEqualTo(JsonCases.json("""
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "409", "scimType": "uniqueness",
             "detail": "Taken."}"""));
        assertThat(ErrorMessage.of(ScimException.of(404, "Gone."))).isEqualTo(JsonCases.json("""
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "404", "detail": "Gone."}"""));
    }

    @Test
    @DisplayName("7644-3.4.2.4-04 and -05 a list says how many there are and how many it holds")
    void listResponses() {
        assertThat(JsonCases.json(ListResponse.of(7, 5, List.of(JsonCases.json("{}"))).toString())).isEqualTo(JsonCases
                .json("""
                    {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 7, "startIndex": 5,
                     "itemsPerPage": 1, "Resources": [{}]}"""));
        assertThat(ListResponse.ofAll(List.of()).get("Resources").isEmpty()).isTrue();
    }

    private static Stream<JsonNode> entries() {
        List<JsonNode> entries = new ArrayList<>();
        SCHEMAS.get("Resources").forEach(schema -> collect(schema.get("attributes"), entries));
        return entries.stream();
    }

    private static void collect(JsonNode attributes, List<JsonNode> entries) {
        for (JsonNode attribute : attributes) {
            entries.add(attribute);
            collect(attribute.path("subAttributes"), entries);
        }
    }

    /** required, caseExact where set to true, and uniqueness of an entry. */
    private static Optional<ObjectNode> entry(String urn, String path) {
        JsonNode entry = SchemaDocuments.find(BASE, StandardSchemas.schemas(), urn).orElseThrow();
        for (String name : path.split("\\.", -1)) {
            Optional<JsonNode> found = Stream.of("attributes", "subAttributes")
                    .flatMap(childrenOf(entry))
                    .filter(child -> child.get("name").stringValue().equals(name))
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            entry = found.get();
        }
        ObjectNode characteristics = JsonCases.json("{}").asObject();
        characteristics.set("required", entry.get("required"));
        if (entry.path("caseExact").booleanValue(false)) {
            characteristics.put("caseExact", true);
        }
        if (entry.has("uniqueness")) {
            characteristics.set("uniqueness", entry.get("uniqueness"));
        }
        return Optional.of(characteristics);
    }

    private static java.util.function.Function<String, Stream<JsonNode>> childrenOf(JsonNode parent) {
        return key -> parent.path(key).valueStream();
    }
}
