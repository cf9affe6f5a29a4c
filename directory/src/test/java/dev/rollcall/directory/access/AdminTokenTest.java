package dev.rollcall.directory.access;

import dev.rollcall.directory.client.ManagementAdmission.Admitted;
import dev.rollcall.directory.client.ManagementAdmission.Refused;
import dev.rollcall.directory.client.ManagementScope;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdminTokenTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void whoeverHasItMayDoEverythingButWhatOnlyThePersonMay() {
        AdminToken token = new AdminToken(Optional.of(TOKEN));
        assertThat(token.authenticate(TOKEN)).isInstanceOfSatisfying(Admitted.class, admitted -> {
            assertThat(admitted.caller().scopes()).isEqualTo(ManagementScope.words());
            for (ManagementScope scope : ManagementScope.values()) {
                assertThat(admitted.caller().has(scope)).as(scope.word())
                        .isEqualTo(scope != ManagementScope.UPDATE_CURRENT_USER_IDENTITIES);
            }
        });
        assertThat(token.authenticate(TOKEN + "0")).isInstanceOf(Refused.class);
        assertThat(token.authenticate(TOKEN.substring(1))).isInstanceOf(Refused.class);
        assertThat(token.authenticate("")).isInstanceOf(Refused.class);
    }

    @Test
    void withoutOneNobodyIsTheAdministrator() {
        AdminToken none = new AdminToken(Optional.empty());
        assertThat(none.authenticate("")).isInstanceOf(Refused.class);
        assertThat(none.authenticate(TOKEN)).isInstanceOf(Refused.class);
    }

    @Test
    void aShortOneIsNone() {
        assertThatThrownBy(() -> new AdminToken(Optional.of(TOKEN.substring(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scopesAreAuth0sWords() {
        assertThat(ManagementScope.READ_SCIM_CONFIG.word()).isEqualTo("read:scim_config");
        assertThat(ManagementScope.ofWord("delete:scim_token")).contains(ManagementScope.DELETE_SCIM_TOKEN);
        assertThat(ManagementScope.ofWord("read:nothing")).isEmpty();
    }
}
