package dev.rollcall.scim.patch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** Any text is read or refused as a path. */
class PatchPathFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void anyTextIsReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (Dialect dialect : new Dialect[]{Dialect.tolerant(), Dialect.strict()}) {
            try {
                assertThat(PatchPathParser.parse(text, StandardSchemas.user(), dialect, new FiredTolerances(), "path",
                        FilterLimits.defaults())).isNotNull();
            } catch (ScimException refused) {
                assertThat(refused.status()).isIn(400, 403);
            }
        }
    }
}
