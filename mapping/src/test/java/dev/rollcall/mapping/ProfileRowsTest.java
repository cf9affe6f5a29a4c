package dev.rollcall.mapping;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProfileRowsTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "[]",
        "[{'scim':'userName','auth0':'username'}]",
        "[{'scim':'title','auth0':'name','direction':'in'}]",
        "[{'scim':'title','auth0':'name','direction':'in','edit':'overlay'}]",
        "[{'scim':'title','auth0':'name','direction':'out','edit':'refused'}]",
        "[{'scim':'title','auth0':'name','edit':'refused','default':'none'}]",
        "[{'auth0':'app_metadata.source','constant':{'by':'scim'}}]",
        "[{'scim':'title','auth0':'name','expression_in':'value','expression_out':'value'}]",
        "[{'auth0':'name','expression_in':'userName'}]"})
    void whatIsReadAndWrittenIsTheSame(String json) {
        assertThat(ProfileRows.write(ProfileRows.read(Cases.json(json)))).isEqualTo(Cases.json(json));
    }

    /** Terraform's provider compares sets of exactly these two. */
    @Test
    void aPlainRowIsExactlyAuth0sTwoFields() {
        assertThat(ProfileRows.write(List.of(ProfileRow.of("userName", "username"))))
                .hasToString("[{\"scim\":\"userName\",\"auth0\":\"username\"}]");
    }

    @Test
    void whatHoldsWithoutSayingIsNotWritten() {
        List<ProfileRow> said = ProfileRows.read(Cases.json(
                "[{'scim':'title','auth0':'name','direction':'both','edit':'allowed','constant':null,'default':null}]"));
        assertThat(said).containsExactly(ProfileRow.of("title", "name"));
        assertThat(said.getFirst().plain()).isTrue();
    }

    @Test
    void aRowWithoutAScimAttributeGoesIn() {
        assertThat(ProfileRows.read(Cases.json("[{'scim':'','auth0':'name','constant':'x'}]")).getFirst().direction())
                .isEqualTo(Direction.IN);
    }
}
