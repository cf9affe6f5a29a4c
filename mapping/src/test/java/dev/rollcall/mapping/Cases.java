package dev.rollcall.mapping;

import dev.rollcall.scim.json.ScimJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON for tests. */
public final class Cases {
    private Cases() {}

    /** The table of that name in the package of the test. */
    public static List<JsonNode> table(Class<?> test, String name) {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(name), name)) {
            return StreamSupport.stream(ScimJson.tree(in.readAllBytes()).spliterator(), false).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON in the text, which is written with single quotes. */
    public static JsonNode json(String text) {
        return ScimJson.tree(text.replace('\'', '"'));
    }

    /** The object in the text, which is written with single quotes. */
    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    /** The mapping of the rows in the text, which is written with single quotes. */
    public static Mapping mapping(String rows) {
        return Mapping.parse(ProfileRows.read(json(rows)));
    }
}
