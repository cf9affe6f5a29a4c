package dev.rollcall.mapping.target;

import dev.rollcall.mapping.InvalidMappingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetRowsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void whatIsReadAndWrittenIsTheSame() {
        JsonNode rows = JSON.readTree("""
            [{"scim":"userName","auth0":"email"},{"scim":"title","expression":"name","enabled":false},
             {"scim":"password","generate":"password","on":"create"},{"scim":"active","constant":true},
             {"scim":"nickName","auth0":"email","expression":"value"}]""");
        assertThat(TargetRows.write(TargetRows.read(rows))).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource(TargetKind.class)
    void theUsualRowsAreGood(TargetKind kind) {
        assertThat(TargetRows.read(TargetRows.write(TargetRows.usual(kind)))).isEqualTo(TargetRows.usual(kind));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                        | must be a list of rows
        [1]                                       | must be an object
        [{"auth0":"email"}]                       | It has no scim
        [{"scim":"a","auth":"email"}]             | did you mean auth0
        [{"scim":"a","auth0":1}]                  | auth0 must be text
        [{"scim":"a","auth0":"b","on":"update"}]  | write always or create
        [{"scim":"a","generate":"pin"}]           | write password.
        [{"scim":"a","auth0":"b","enabled":"no"}] | true or false
        """)
    void anythingElseIsRefused(String rows, String said) {
        assertThatExceptionOfType(InvalidMappingException.class)
                .isThrownBy(() -> TargetRows.read(JSON.readTree(rows)))
                .withMessageContaining(said);
    }
}
