package dev.rollcall.directory;

import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two resource types and an extension with every type, cardinality, mutability and returned, on every engine: a table of requests
 * and answers. Strict cases are sent to a strict connection that declares the same.
 */
abstract class DeclaredTypesContract {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    abstract Storage storage();

    @Test
    void theTableOfRequestsIsAnsweredAsItSays() throws IOException {
        JsonNode table = table();
        House house = new House(storage(), 7);
        House tolerant = declaring(house, table);
        House neighbour = house.neighbour();
        neighbour.connections.setDialect(neighbour.connection().id(), Dialect.strict());
        House strict = declaring(neighbour, table);
        Map<String, String> ids = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (JsonNode each : table.path("cases")) {
            JsonNode told = MAPPER.readTree(named(each.toString(), ids));
            check(each.path("strict").asBoolean(false) ? strict : tolerant, told, ids, wrong);
        }
        assertThat(wrong).isEmpty();
        assertThat(table.path("cases").size()).isGreaterThanOrEqualTo(200);
    }

    static JsonNode table() throws IOException {
        try (InputStream in = DeclaredTypesContract.class.getResourceAsStream("declared-types.json")) {
            return MAPPER.readTree(in);
        }
    }

    /** The same connection when it declares what the table does. */
    static House declaring(House house, JsonNode table) {
        Declarations declarations = new Declarations(house.storage, Clock.systemUTC(), house.random,
                DeclarationLimits.defaults(), ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime);
        table.path("schemas")
                .forEach(schema -> declarations.declareSchema(house.connection().id(), schema.asObject(), false));
        table.path("types").forEach(type -> declarations.declareType(house.connection().id(), type.asObject(), false));
        return house.reread();
    }

    private static String named(String text, Map<String, String> ids) {
        String named = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            named = named.replace("{" + id.getKey() + "}", id.getValue());
        }
        return named;
    }

    private static void check(House house, JsonNode told, Map<String, String> ids, List<String> wrong) {
        int status;
        String error = "";
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            answer = answer(house, told);
            status = switch (told.path("do").stringValue()) {
                case "POST" -> 201;
                case "DELETE" -> 204;
                default -> 200;
            };
        } catch (ScimException refused) {
            status = refused.status();
            error = refused.scimType().map(type -> type.keyword()).orElse("");
            answer.put("detail", refused.detail());
        }
        String what = told + " was answered " + status + " " + error + " " + answer;
        if (status != told.path("status").intValue() || !told.path("error").asString(error).equals(error)) {
            wrong.add(what);
            return;
        }
        for (Map.Entry<String, JsonNode> has : told.path("has").properties()) {
            if (!answer.at(has.getKey()).equals(has.getValue())) {
                wrong.add(has + " is not in " + what);
            }
        }
        for (JsonNode lacks : told.path("lacks")) {
            if (!answer.at(lacks.stringValue()).isMissingNode()) {
                wrong.add(lacks + " is in " + what);
            }
        }
        if (told.has("id")) {
            ids.put(told.path("id").stringValue(), answer.path("id").stringValue());
        }
    }

    private static ObjectNode answer(House house, JsonNode told) {
        String[] address = told.path("path").stringValue().substring(1).split("\\?", 2);
        String[] path = address[0].split("/", 2);
        ResourceKind kind = house.connection().types().atEndpoint(path[0]).orElseThrow();
        ResourceType type = kind.type();
        String id = path.length > 1 ? path[1] : "";
        Projection projection = projection(type, address.length > 1 ? address[1].replace("%20", " ") : "");
        return switch (told.path("do").stringValue()) {
            case "POST" -> json(house.resources.create(house.call(), type, body(told), projection));
            case "GET" -> json(house.resources.get(house.call(), type, id, projection));
            case "PUT" -> json(house.resources.replace(house.call(), type, id, body(told), Precondition.none(),
                    projection));
            case "PATCH" -> json(house.resources.patch(house.call(), type, id, patch(told), Precondition.none(),
                    new PatchAnswer(projection, true)));
            case "DELETE" -> {
                house.resources.delete(house.call(), type, id, Precondition.none());
                yield JsonNodeFactory.instance.objectNode();
            }
            case "LIST" -> House.json(house.resources.search(house.call(), List.of(type),
                    ListQuery.ofParameters(
                            told.has("body") ? Map.of("filter", told.path("body").stringValue()) : Map.of())));
            case "SORT" -> House.json(house.resources.search(house.call(), List.of(type),
                    ListQuery.ofParameters(Map.of("sortby", told.path("body").stringValue()))));
            default -> throw new IllegalArgumentException("No request: " + told);
        };
    }

    private static ObjectNode body(JsonNode told) {
        return told.path("body").asObject();
    }

    private static ObjectNode patch(JsonNode told) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("schemas").add(Urns.PATCH_OP);
        return body.set("Operations", told.path("body"));
    }

    private static Projection projection(ResourceType type, String parameter) {
        String[] named = parameter.split("=", 2);
        List<String> names = named.length == 2 ? List.of(named[1].split(",")) : List.of();
        return House.projection(type, named[0].equals("attributes") ? names : List.of(),
                named[0].equals("excludedAttributes") ? names : List.of());
    }

    private static ObjectNode json(Representation representation) {
        return House.json(representation);
    }
}
