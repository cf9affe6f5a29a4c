package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.source.SourceObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScopingFilterTest {
    /** Who has department Sales, workerID 1000000, accountEnabled true, an empty city and no country. */
    private static final SourceObject ADA = ada();

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "department~EQUALS~Sales~true", "department~EQUALS~sales~false", "department~NOT EQUALS~sales~true",
        "department~NOT EQUALS~Sales~false", "department~NOT_EQUALS~R&D~true", "department~notequals~R&D~true",
        "department~&~R&D|Sales~true", "department~&~R&D|Sale~false", "department~!&~R&D|Sale~true",
        "department~!&~Sales~false", "department~ENDS_WITH~les~true", "department~ENDS WITH~LES~false",
        "department~Includes~ale~true", "department~INCLUDES~ALE~false", "workerID~Greater_Than~999999~true",
        "workerID~Greater_Than~1000000~false", "workerID~Greater_Than_OR_EQUALS~1000000~true",
        "workerID~GREATER_THAN_OR_EQUALS~1000001~false", "department~Greater_Than~1~false",
        "workerID~Greater_Than~-99999999999999999999~true", "accountEnabled~IS TRUE~~true",
        "accountEnabled~IS FALSE~~false", "department~IS TRUE~~false", "department~IS FALSE~~false",
        "country~IS NULL~~true", "city~IS NULL~~true", "department~IS_NULL~~false", "department~IS NOT NULL~~true",
        "country~IS NOT NULL~~false", "city~IS NOT NULL~~false", "department~REGEX MATCH~S.l~true",
        "department~REGEX MATCH~^ales~false", "workerID~REGEX MATCH~(1[0-9][0-9][0-9][0-9][0-9][0-9])~true",
        "department~NOT REGEX MATCH~^ales~true", "department~NOT_REGEX_MATCH~S~false",
        // All but IS NULL are false of what is not there.
        "country~EQUALS~x~false", "country~NOT EQUALS~x~false", "city~NOT EQUALS~x~false", "country~&~x~false",
        "country~!&~x~false", "country~NOT REGEX MATCH~x~false", "country~IS TRUE~~false", "country~IS FALSE~~false",
        "city~REGEX MATCH~^$~false", "city~ENDS_WITH~''~false"})
    void eachOperatorComparesAsDocumented(String source, String operator, String values, boolean expected) {
        List<String> list = values == null ? List.of() : Arrays.asList(values.split("\\|", -1));
        assertThat(ScopingClause.named(source, operator, list).matches(ADA)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "department~EQUAL~x~did you mean EQUALS?", "department~MEMBER OF~x~write one of EQUALS, NOT EQUALS, &",
        "department~IS PRESENT~~which a scoping filter does not have", "department~EQUALS~~it takes one value",
        "department~EQUALS~a|b~it takes one value, and there are 2", "department~&~~at least one value",
        "department~IS NULL~x~it takes no value", "workerID~Greater_Than~many~\"many\" is no whole number",
        "department~REGEX MATCH~(~cannot be read", "members~EQUALS~x~members has several values",
        "''~EQUALS~x~has no source attribute"})
    void whatIsNotUnderstoodIsRefused(String source, String operator, String values, String words) {
        List<String> list = values == null ? List.of() : Arrays.asList(values.split("\\|", -1));
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> ScopingClause.named(source, operator, list))
                .withMessageContaining(words);
    }

    @Test
    void clausesHoldTogetherAndGroupsApart() {
        ScopingClause sales = ScopingClause.named("department", "EQUALS", List.of("Sales"));
        ScopingClause german = ScopingClause.named("country", "EQUALS", List.of("DE"));
        ScopingFilter.Group both = new ScopingFilter.Group("both", List.of(sales, german));

        assertThat(new ScopingFilter(List.of(both)).matches(ADA)).isFalse();
        assertThat(new ScopingFilter(List.of(both, new ScopingFilter.Group("one", List.of(sales)))).matches(ADA))
                .isTrue();
        assertThat(ScopingFilter.NONE.matches(ADA)).isTrue();
    }

    @Test
    void anAttributeWithSeveralValuesEndsTheCycleInsteadOfLettingSomebodyOut() {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("skills", JsonMapper.shared().readTree("[\"a\", \"b\"]"));
        SourceObject bob = new SourceObject(ObjectType.USER, "bob", attributes, false);

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> ScopingClause.named("skills", "EQUALS", List.of("a")).matches(bob))
                .withMessageContaining("'bob' has several values of it");
    }

    @Test
    void aPatternThatBacktracksWithoutEndIsStopped() {
        ScopingClause clause = ScopingClause.named("department", "REGEX MATCH", List.of("(.*,){30}x"));
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("department", StringNode.valueOf(",".repeat(300)));

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> clause.matches(new SourceObject(ObjectType.USER, "bob", attributes, false)))
                .withMessageContaining("too many steps");
    }

    private static SourceObject ada() {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("department", StringNode.valueOf("Sales"));
        attributes.put("workerID", StringNode.valueOf("1000000"));
        attributes.put("accountEnabled", JsonMapper.shared().readTree("true"));
        attributes.put("city", StringNode.valueOf(""));
        return new SourceObject(ObjectType.USER, "ada", attributes, false);
    }
}
