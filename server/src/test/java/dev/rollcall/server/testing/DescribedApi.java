package dev.rollcall.server.testing;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds answers against the OpenAPI document that the service gives of itself. */
public final class DescribedApi {
    private static final String ADDRESS = "https://rollcall.example/api/v2/openapi.json";

    private final ObjectNode document;
    private final SchemaRegistry registry;
    private final Set<String> seen = new TreeSet<>();

    public DescribedApi(ObjectNode document) {
        this.document = document;
        this.registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(ADDRESS, document.toString())));
    }

    /** Every operation: method, path and scope. */
    public List<String> operations() {
        List<String> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(
                                operation -> operations
                                        .add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                                                + operation.getValue()
                                                        .path("security")
                                                        .get(0)
                                                        .path("bearer")
                                                        .get(0)
                                                        .stringValue())));
        return operations;
    }

    /** Which operations answered with success. */
    public Set<String> seen() {
        return seen;
    }

    /** Requires that the answer is one that the document has for the operation. */
    public ManagementClient.Reply check(String method, String path, ManagementClient.Reply reply) {
        String template = template(path.split("\\?", 2)[0]);
        JsonNode operation = document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        JsonNode response = operation.path("responses").path(Integer.toString(reply.status()));
        if (reply.status() >= 400) {
            require("Error", reply);
            return reply;
        }
        assertThat(response.isObject()).as("%s %s answers %d", method, template, reply.status()).isTrue();
        JsonNode schema = response.path("content").path("application/json").path("schema");
        if (schema.isMissingNode()) {
            assertThat(reply.text()).isEmpty();
        } else {
            String name = schema.path("$ref").stringValue();
            require(name.substring(name.lastIndexOf('/') + 1), reply);
        }
        seen.add(method + " " + template);
        return reply;
    }

    private void require(String name, ManagementClient.Reply reply) {
        Schema schema = registry.getSchema(SchemaLocation.of(ADDRESS + "#/components/schemas/" + name));
        List<Error> errors = schema.validate(reply.tree());
        assertThat(errors).as("%s: %s", name, reply.text()).isEmpty();
    }

    /** The path of the document that has the most literal segments in common. */
    private String template(String path) {
        String[] segments = path.split("/", -1);
        return document.path("paths")
                .propertyNames()
                .stream()
                .filter(template -> fits(template.split("/", -1), segments))
                .min(Comparator.comparingLong(template -> template.chars().filter(c -> c == '{').count()))
                .orElseThrow(() -> new AssertionError("The document has no path for " + path));
    }

    private static boolean fits(String[] template, String[] path) {
        if (template.length != path.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (!template[i].startsWith("{") && !template[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }
}
