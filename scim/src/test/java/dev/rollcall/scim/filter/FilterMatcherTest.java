package dev.rollcall.scim.filter;

import dev.rollcall.scim.JsonCases;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.SchemaReader;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

class FilterMatcherTest {
    @TestFactory
    Stream<DynamicTest> findsExactlyTheResources() {
        JsonNode table = JsonCases.load(FilterMatcherTest.class, "verdicts.json");
        return table.get("verdicts").valueStream().map(verdict -> {
            String text = verdict.get("filter").stringValue();
            return dynamicTest(verdict.get("rule").stringValue() + "  " + text, () -> {
                Predicate<ObjectNode> matcher = matcher(StandardSchemas.user(), text);
                List<String> found = table.get("resources")
                        .properties()
                        .stream()
                        .filter(resource -> matcher.test(resource.getValue().asObject()))
                        .map(Map.Entry::getKey)
                        .toList();
                assertThat(found).isEqualTo(verdict.get("matches").valueStream().map(JsonNode::stringValue).toList());
            });
        });
    }

    @Test
    @DisplayName("7644-3.4.2.2-09 numbers compare by value, 7643-2.3.3-01 without binary rounding")
    void numbersCompareByValue() {
        ResourceType type = new ResourceType("Thing", "/Things", "", SchemaReader.read(JsonCases.json("""
            {"id": "urn:example:Thing", "attributes": [
              {"name": "size", "type": "integer"}, {"name": "weight", "type": "decimal"}]}""").asObject()), List.of());
        ObjectNode thing = JsonCases.json("{\"size\": 9, \"weight\": 1.10}").asObject();
        for (String holds : List.of("size lt 10", "size ge 9", "size eq 9.0", "size le 9", "size ne 10",
                "weight eq 1.1",
                "weight eq 11e-1", "weight gt 1.0999999999999999999999", "not (weight lt 1.1)")) {
            assertThat(matcher(type, holds).test(thing)).as(holds).isTrue();
        }
        for (String fails : List.of("size gt 10", "size eq 90", "weight ne 1.1", "weight gt 1.1")) {
            assertThat(matcher(type, fails).test(thing)).as(fails).isFalse();
        }
    }

    @Test
    void storedValuesOfAnotherTypeSatisfyNoComparison() {
        ObjectNode odd = JsonCases.json("{\"userName\": 5, \"active\": \"true\", \"meta\": {\"created\": 1}}")
                .asObject();
        assertThat(matcher(StandardSchemas.user(), "userName eq \"5\"").test(odd)).isFalse();
        assertThat(matcher(StandardSchemas.user(), "active eq true").test(odd)).isFalse();
        assertThat(matcher(StandardSchemas.user(), "meta.created pr").test(odd)).isTrue();
        assertThat(matcher(StandardSchemas.user(), "meta.created ge \"2026-01-01T00:00:00Z\"").test(odd)).isFalse();
        assertThat(matcher(StandardSchemas.user(), "userName ne \"5\"").test(odd)).isTrue();
    }

    @Test
    void whatNoSchemaDeclaresIsTestedByTheFormOfItsJson() {
        ObjectNode user = JsonCases.json("""
            {"userName": "ann", "shoeSize": 42, "vip": true, "tags": ["Java", "go", 7], "name": {"initials": "AL"},
             "urn:x:y:2.0:User": {"Tag": "Straße", "skills": [{"value": "java", "level": 3}, {"value": "go"}]}}""")
                .asObject();
        for (String holds : List.of("SHOESIZE eq 42", "shoeSize eq \"42\"", "shoeSize ne 43", "vip eq true",
                "vip eq \"true\"",
                "tags eq \"java\"", "tags eq 7", "tags co \"AV\"", "tags ne \"c\"", "tags pr", "name.Initials sw \"a\"",
                "urn:x:y:2.0:User:tag eq \"STRASSE\"", "URN:X:Y:2.0:user:tag ew \"ASSE\"",
                "urn:x:y:2.0:User:skills eq \"go\"",
                "urn:x:y:2.0:User:skills.level eq 3", "urn:x:y:2.0:User:skills[value eq \"java\" and level eq 3]",
                "tags[value eq \"go\"]", "urn:x:y:2.0:User:skills[not (level pr)]", "nope eq null", "nope ne 1",
                "shoeSize eq 42.0", "urn:x:y:2.0:User:skills[value eq \"java\"].level eq 3")) {
            assertThat(matcher(StandardSchemas.user(), holds).test(user)).as(holds).isTrue();
        }
        for (String fails : List.of("shoeSize eq 43", "shoeSize co \"4\"", "vip eq false", "vip eq \"yes\"",
                "tags eq \"7.0\"",
                "tags eq true", "tags ne \"java\"", "urn:x:y:2.0:User:skills[value eq \"go\" and level eq 3]",
                "urn:x:y:2.0:User:tag.x pr", "tags[x eq 1]", "nope pr", "urn:x:y:1.0:User:tag pr")) {
            assertThat(matcher(StandardSchemas.user(), fails).test(user)).as(fails).isFalse();
        }
    }

    @Test
    void innerFilterMatchesOneElement() {
        Filter.ValuePath path = (Filter.ValuePath) parse(StandardSchemas.user(),
                "emails[type eq \"work\" and not (primary eq true)]");
        Predicate<JsonNode> element = FilterMatcher.compileElement(path.inner());
        assertThat(element.test(JsonCases.json("{\"type\": \"Work\"}"))).isTrue();
        assertThat(element.test(JsonCases.json("{\"type\": \"work\", \"primary\": true}"))).isFalse();
        assertThat(element.test(JsonCases.json("{\"value\": \"x\"}"))).isFalse();
        assertThat(element.test(JsonCases.json("\"work\""))).isFalse();
    }

    @Test
    void namesTheAttributesThatAreRead() {
        assertThat(FilterAttributes.of(parse(StandardSchemas.user(),
                "groups[value eq \"1\"] or not (meta.created pr) and manager eq \"2\" or id eq \"3\"")))
                .containsExactlyInAnyOrder("groups", "meta", "id",
                        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
    }

    @Test
    void elementFiltersAreWrittenWithBareNames() {
        Filter.ValuePath path = (Filter.ValuePath) parse(StandardSchemas.group(),
                "members[value eq \"1\" or value eq \"2\"]");
        assertThat(FilterText.ofElement(path.inner())).isEqualTo("value eq \"1\" or value eq \"2\"");
        assertThat(path.attribute()).extracting(AttributePath::toString).isEqualTo("members");
    }

    private static Predicate<ObjectNode> matcher(ResourceType type, String text) {
        return FilterMatcher.compile(parse(type, text));
    }

    private static Filter parse(ResourceType type, String text) {
        return FilterParser.parse(text, type, Dialect.tolerant(), new FiredTolerances(), FilterLimits.defaults());
    }
}
