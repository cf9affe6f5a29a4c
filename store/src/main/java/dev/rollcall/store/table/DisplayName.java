package dev.rollcall.store.table;

import dev.rollcall.directory.storage.StorageException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** The displayName of a document as it came, read without building a tree. */
final class DisplayName {
    private static final JsonFactory JSON = new JsonFactory();

    private DisplayName() {}

    static Optional<String> of(byte[] document) {
        try (JsonParser parser = JSON.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new StorageException("A document to be stored is not a JSON object.");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = "displayName".equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (found) {
                    return value == JsonToken.VALUE_STRING ? Optional.of(parser.getString()) : Optional.empty();
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (JacksonException e) {
            throw new StorageException("A document to be stored is not JSON.", e);
        }
    }
}
