package dev.rollcall.directory.person.query;

import dev.rollcall.scim.json.ScimJson;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProfileQueryTest {
    private static final JsonNode ADA = ScimJson.tree("""
        {"user_id":"waad|acme|X-1","email":"Ada@acme.example","name":"Ada Lovelace","blocked":false,
        "created_at":"2026-03-01T12:00:00.5Z","logins_count":12,"nickname":"a*b",
        "app_metadata":{"plan":"gold","seats":5,"tags":["red","blue"],"external_id":"X-1"},
        "identities":[{"connection":"acme","provider":"waad"},{"connection":"other","provider":"okta"}]}
        """);

    private static final ProfileQueryMatcher MATCHER = new ProfileQueryMatcher(
            Set.of("user_id", "app_metadata.external_id"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\'', value = {
        "email:ada@acme.example; true",
        "email:\"ADA@ACME.EXAMPLE\"; true",
        "email:ada; false",
        "email:ada*; true",
        "email:ada@*; true",
        "email:*; true",
        "phone_number:*; false",
        "_exists_:app_metadata.plan; true",
        "NOT _exists_:app_metadata.other; true",
        "-email:bob*; true",
        "!email:ada*; false",
        "name:\"ada lovelace\"; true",
        "name:(ada OR \"ada lovelace\"); true",
        "name:(ada AND \"ada lovelace\"); false",
        "email:ada* AND blocked:false; true",
        "email:ada* AND blocked:true; false",
        "email:ada* blocked:true; false",
        "email:bob* OR blocked:false; true",
        "email:bob* || blocked:false; true",
        "email:ada* && blocked:false; true",
        "email:bob* AND blocked:false OR name:ada*; true",
        "email:bob* AND (blocked:false OR name:ada*); false",
        "user_id:\"waad|acme|X-1\"; true",
        "user_id:\"waad|acme|x-1\"; false",
        "user_id:waad|acme|X-1; true",
        "app_metadata.external_id:x-1; false",
        "app_metadata.tags:blue; true",
        "app_metadata.tags:green; false",
        "app_metadata.seats:5; true",
        "app_metadata.seats:[2 TO 5]; true",
        "app_metadata.seats:[2 TO 5}; false",
        "app_metadata.seats:{5 TO *]; false",
        "logins_count:[9 TO *]; true",
        "logins_count:{* TO 9}; false",
        "created_at:[2026-03-01 TO 2026-03-02]; true",
        "created_at:[2026-03-01T12:00:00Z TO *]; true",
        "created_at:[2026-03-02 TO *]; false",
        "created_at:[* TO 2026-03-01T12:00:00.500+00:00]; true",
        "identities.connection:other; true",
        "identities.connection:none; false",
        "nickname:a\\*b; true",
        "nickname:\"a*b\"; true",
        "ada@acme.example; true",
        "ada*; true",
        "Lovelace; false",
        "+email:ada* +name:ada*; true"
    })
    void means(String q, boolean expected) {
        assertThat(MATCHER.matches(ProfileQueryParser.parse(q).orElseThrow(), ADA)).as(q).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "email:", "email:\"open", "(email:a", "email:a)", "AND", "email:a OR", "email:[a TO b", "email:[a b]", "a:b*c",
        ":a", "*", "email:(a", "()", "NOT", "[a TO b]", "email:)", "9:a"
    })
    void cannotBeReadAndSaysWhatToDo(String q) {
        assertThatExceptionOfType(ProfileQueryException.class).isThrownBy(() -> ProfileQueryParser.parse(q))
                .withMessageMatching("(?s).*[A-Za-z].*\\.");
    }

    @Test
    void hasBounds() {
        assertThat(ProfileQueryParser.parse("  ")).isEmpty();
        String longest = "email:" + "a".repeat(ProfileQueryParser.MAX_LENGTH - 6);
        assertThat(ProfileQueryParser.parse(longest)).isPresent();
        refused(longest + "a", "characters");
        String terms = "a:b ".repeat(ProfileQueryParser.MAX_TERMS);
        assertThat(ProfileQueryParser.parse(terms)).isPresent();
        refused(terms + "a:b", "terms");
        String field = "a" + ".b".repeat(127);
        assertThat(ProfileQueryParser.parse(field + "b:x")).isPresent();
        refused(field + "bb:x", "field");
        int deepest = ProfileQueryParser.MAX_DEPTH;
        assertThat(ProfileQueryParser.parse("(".repeat(deepest) + "a:b" + ")".repeat(deepest))).isPresent();
        refused("(".repeat(deepest + 1) + "a:b" + ")".repeat(deepest + 1), "parentheses");
        refused("a:b " + "NOT ".repeat(ProfileQueryParser.MAX_DEPTH + 1) + "a:b", "NOT");
    }

    private static void refused(String q, String word) {
        assertThatExceptionOfType(ProfileQueryException.class).isThrownBy(() -> ProfileQueryParser.parse(q))
                .withMessageContaining(word);
    }
}
