package dev.rollcall.mapping;

import dev.rollcall.scim.json.ScimJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mapping of each strategy that a connection begins with, read once from the documents beside this class. The rows of
 * {@code waad} and {@code okta} are Auth0's; what Auth0 does not publish of {@code samlp} and {@code oidc} is decided here and told in
 * {@code docs/mapping.md}.
 */
final class DefaultMappings {
    /** The strategies, in the order in which they are explained. */
    static final List<String> STRATEGIES = List.of("waad", "okta", "samlp", "oidc", "scim");

    private static final Map<String, Mapping> MAPPINGS = read();

    private DefaultMappings() {}

    static Mapping mapping(String strategy) {
        return Optional.ofNullable(MAPPINGS.get(strategy))
                .orElseThrow(() -> new IllegalArgumentException("There is no strategy " + strategy + ", only "
                        + String.join(", ", STRATEGIES)));
    }

    private static Map<String, Mapping> read() {
        Map<String, Mapping> mappings = new LinkedHashMap<>();
        for (String strategy : STRATEGIES) {
            mappings.put(strategy, Mapping.parse(ProfileRows.read(ScimJson.tree(document(strategy)))));
        }
        return Collections.unmodifiableMap(mappings);
    }

    private static byte[] document(String strategy) {
        try (InputStream in = DefaultMappings.class.getResourceAsStream(strategy + ".json")) {
            if (in == null) {
                throw new IllegalStateException("The default mapping of " + strategy + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
