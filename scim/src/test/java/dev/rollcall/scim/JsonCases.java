package dev.rollcall.scim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables of test cases, kept as JSON beside the test that reads them. */
public final class JsonCases {
    private JsonCases() {}

    /** The document of that name in the package of the test. */
    public static JsonNode load(Class<?> test, String name) {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(name), name)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON in the text. */
    public static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
