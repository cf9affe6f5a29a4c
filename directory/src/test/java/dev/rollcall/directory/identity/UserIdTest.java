package dev.rollcall.directory.identity;

import dev.rollcall.directory.connection.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class UserIdTest {
    @Test
    void theSubjectMayHoldBarsAndAnyCase() {
        UserId userId = UserId.parse("samlp|acme-idp|A|b|C").orElseThrow();
        assertThat(userId).isEqualTo(new UserId(Strategy.SAMLP, "acme-idp", "A|b|C"));
        assertThat(userId).hasToString("samlp|acme-idp|A|b|C");
        assertThat(userId.withoutProvider()).isEqualTo("acme-idp|A|b|C");
        assertThat(UserId.parse("samlp|acme-idp|a|b|C")).isNotEqualTo(UserId.parse("samlp|acme-idp|A|b|C"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "samlp", "samlp|acme", "samlp|acme|", "samlp||x", "auth0|acme|x", "SAMLP|acme|x"})
    void whatHasAnotherFormIsNone(String text) {
        assertThat(UserId.parse(text)).isEmpty();
    }

    @Test
    void aSubjectIsWhatTheAttributeHoldsAsItCame() {
        var document = JsonNodeFactory.instance.objectNode().put("userName", "BJensen").put("externalId", " x ");
        assertThat(UserIdAttribute.USER_NAME.subject(document)).contains("BJensen");
        assertThat(UserIdAttribute.EXTERNAL_ID.subject(document)).contains(" x ");
        assertThat(UserIdAttribute.EXTERNAL_ID.subject(document.put("externalId", ""))).isEmpty();
        assertThat(UserIdAttribute.EXTERNAL_ID.subject(document.put("externalId", "é".repeat(1_001)))).isEmpty();
        assertThat(UserIdAttribute.named("externalId")).contains(UserIdAttribute.EXTERNAL_ID);
        assertThat(UserIdAttribute.named("id")).isEmpty();
    }
}
