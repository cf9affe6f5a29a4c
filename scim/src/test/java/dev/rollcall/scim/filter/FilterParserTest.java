package dev.rollcall.scim.filter;

import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FilterParserTest {
    @Test
    void readsAndWrites() {
        Filter filter = FilterParser.parse("userName eq \"x\"", StandardSchemas.user(), Dialect.strict(),
                new FiredTolerances(), FilterLimits.defaults());
        assertThat(FilterText.of(filter)).isEqualTo("userName eq \"x\"");
    }
}
