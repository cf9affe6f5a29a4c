package dev.rollcall.scim.filter;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Any text is read or refused, and what is read can be written, read again, and evaluated. */
class FilterFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void anyTextIsReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (Dialect dialect : new Dialect[]{Dialect.tolerant(), Dialect.strict()}) {
            try {
                Filter filter = parse(text, dialect);
                ObjectNode user = JsonNodeFactory.instance.objectNode().put("userName", "ann");
                assertThat(FilterMatcher.compile(new Filter.Not(filter)).test(user))
                        .isNotEqualTo(FilterMatcher.compile(filter).test(user));
                assertThat(parse(FilterText.of(filter), dialect)).isEqualTo(filter);
            } catch (ScimException refused) {
                assertThat(refused.status()).isIn(400, 403);
            }
        }
    }

    private static Filter parse(String text, Dialect dialect) {
        return FilterParser.parse(text, StandardSchemas.user(), dialect, new FiredTolerances(),
                new FilterLimits(100_000, 50, 200));
    }
}
