package dev.rollcall.scim.patch;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterText;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

class PatchPathParserTest {
    @TestFactory
    Stream<DynamicTest> readsOrRefuses() {
        return JsonCases.load(PatchPathParserTest.class, "patch-paths.json")
                .valueStream()
                .map(c -> dynamicTest(
                        c.get("rule").stringValue() + "  " + c.get("path").stringValue(), () -> {
                            ObjectNode expected = c.asObject().deepCopy().without("rule");
                            assertThat(outcome(c.get("path").stringValue(), Dialect.tolerant())).isEqualTo(expected);
                        }));
    }

    @TestFactory
    Stream<DynamicTest> strictDialectTakesNothingThatNeedsATolerance() {
        return JsonCases.load(PatchPathParserTest.class, "patch-paths.json")
                .valueStream()
                .filter(c -> c.has("tolerances"))
                .map(c -> dynamicTest(c.get("path").stringValue(), () -> {
                    JsonNode strict = outcome(c.get("path").stringValue(), Dialect.strict());
                    assertThat(strict.has("attribute") || strict.has("elements") || strict.has("extension")).isFalse();
                }));
    }

    @Test
    void groupMembersAreSelectedByFilter() {
        PatchPath path = PatchPathParser.parse("members[value eq \"1\"]", StandardSchemas.group(), Dialect.strict(),
                new FiredTolerances(), "path", FilterLimits.defaults());
        assertThat(path).isInstanceOf(PatchPath.ToElements.class);
    }

    @Test
    void tooLongPathsAreRefused() {
        ScimException refused = catchThrowableOfType(ScimException.class,
                () -> PatchPathParser.parse("a".repeat(8193), StandardSchemas.user(), Dialect.tolerant(),
                        new FiredTolerances(), "path", FilterLimits.defaults()));
        assertThat(refused.scimType()).contains(ScimType.INVALID_PATH);
        assertThat(refused.detail()).contains("8192");
    }

    @Test
    void keysLeadToTheAttribute() {
        assertThat(DocumentKeys.of(StandardSchemas.user(), "EMAILS.value")).containsExactly("emails", "value");
        assertThat(DocumentKeys.of(StandardSchemas.user(), "department")).containsExactly(
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "department");
        assertThat(DocumentKeys.of(StandardSchemas.user(), "urn:x:y:2.0:User:tag")).containsExactly("urn:x:y:2.0:User",
                "tag");
        assertThat(DocumentKeys.of(StandardSchemas.user(), "a..b")).isEmpty();
        assertThat(DocumentKeys.of(StandardSchemas.user(), "urn:ietf:params:scim:schemas:core:2.0:User")).isEmpty();
    }

    private static ObjectNode outcome(String text, Dialect dialect) {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode().put("path", text);
        FiredTolerances fired = new FiredTolerances();
        try {
            describe(PatchPathParser.parse(text, StandardSchemas.user(), dialect, fired, "Operations[0].path",
                    FilterLimits.defaults()), outcome);
        } catch (ScimException refused) {
            assertThat(refused.detail()).endsWith(".");
            return outcome.put("error", refused.scimType().orElseThrow().keyword());
        }
        assertThat(fired.entries()).allMatch(f -> f.where().equals("Operations[0].path"));
        fired.entries().forEach(f -> outcome.withArray("tolerances").add(f.tolerance().id()));
        return outcome;
    }

    private static void describe(PatchPath path, ObjectNode outcome) {
        switch (path) {
            case PatchPath.ToAttribute attribute -> outcome.put("attribute", attribute.path().toString());
            case PatchPath.ToElements elements -> {
                outcome.put("elements", elements.attribute().toString());
                outcome.put("filter", FilterText.ofElement(elements.filter()));
                put(outcome, "sub", elements.part());
            }
            case PatchPath.ToExtension extension -> outcome.put("extension", extension.extension().id());
            case PatchPath.ToPart part -> {
                outcome.put("whole", part.attribute().toString());
                outcome.put("part", part.part());
            }
            case PatchPath.ToUndeclaredElements elements -> {
                put(outcome, "container", elements.name().container());
                outcome.put("list", elements.name().name());
                outcome.put("filter", FilterText.ofElement(elements.filter()));
                put(outcome, "sub", elements.part());
            }
            case PatchPath.ToUndeclared undeclared -> {
                put(outcome, "container", undeclared.name().container());
                outcome.put("undeclared", undeclared.name().name());
                put(outcome, "sub", undeclared.name().subAttribute());
            }
        }
    }

    private static void put(ObjectNode outcome, String key, Optional<String> value) {
        value.ifPresent(text -> outcome.put(key, text));
    }
}
