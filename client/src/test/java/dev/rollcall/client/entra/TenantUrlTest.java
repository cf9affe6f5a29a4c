package dev.rollcall.client.entra;

import dev.rollcall.client.target.TargetPath;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TenantUrlTest {
    @ParameterizedTest
    @CsvSource({"https://host/scim/v2,DEFAULT", "https://host/scim/v2/,DEFAULT",
        "https://host/scim/v2?aadOptscim062020,AAD_OPT_SCIM_062020",
        "https://host/scim/v2/?aadOptscim062020,AAD_OPT_SCIM_062020",
        "https://host/scim/v2?aadOptscim062020=true,AAD_OPT_SCIM_062020",
        "https://host/scim/v2?tenant=x&aadOptscim062020,AAD_OPT_SCIM_062020",
        "https://host/scim/v2?AzureAdScimPatch2017,AZURE_AD_SCIM_PATCH_2017",
        "https://host/scim/v2?customappsso=1,DEFAULT"})
    void theFlagChoosesTheDialectAndDoesNotStay(String text, EntraDialect dialect) {
        TenantUrl url = TenantUrl.parse(text);
        assertThat(url.base()).isEqualTo(URI.create("https://host/scim/v2"));
        assertThat(url.dialect()).isEqualTo(dialect);
    }

    @Test
    void theQueryIsKeptForThoseWhoWantToForwardIt() {
        assertThat(TenantUrl.parse("https://host:1/?a=%22&aadOptscim062020").query())
                .contains("a=%22&aadOptscim062020");
        assertThat(TenantUrl.parse(" http://host ").query()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host/scim", "ftp://host", "https://host/a b", "https://host/#x",
        "https://host:99999/scim",
        "https://host/scim?aadOptscim062020/Users", "https://host?aadOptscim062020&AzureAdScimPatch2017"})
    void whatIsNoTenantUrlIsRefusedWithAWayOut(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantUrl.parse(text))
                .withMessageStartingWith("The tenant URL '" + TenantUrl.shown(text) + "' cannot be used: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "https://host/scim?aadOptscim06202~did you mean aadOptscim062020?",
        "https://host/scim?aadOptscim062021=true~did you mean aadOptscim062020?",
        "https://host/scim?AzureAdScimPatch2018~did you mean AzureAdScimPatch2017?",
        "https://host/scim?customappsso~the flags are aadOptscim062020 and AzureAdScimPatch2017"})
    void aFlagThatIsNotKnownIsRefused(String text, String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantUrl.parse(text)).withMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({"https://host/scim?key=s3cret,https://host/scim", "https://host/scim,https://host/scim",
        "https://host/scim?key=s3cret&AADOPTSCIM062020=true,https://host/scim?aadOptscim062020",
        "https://a b?k=s3cret,https://a b", "https://ada:s3 cret@host/scim,https://host/scim"})
    void whatIsShownHasNothingOfTheQueryButTheFlag(String text, String shown) {
        assertThat(TenantUrl.shown(text)).isEqualTo(shown);
    }

    @Test
    void aRefusalDoesNotRepeatTheQuery() {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantUrl.parse("https://ho st/scim?key=s3cret"))
                .withMessageNotContaining("s3cret");
        assertThatIllegalArgumentException().isThrownBy(() -> TenantUrl.parse("ftp://host/scim?key=s3cret"))
                .withMessageNotContaining("s3cret");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantUrl.parse("https://ada:pass@a.example/scim"))
                .withMessageContaining("leave them out")
                .withMessageNotContaining("ada:");
    }

    @Test
    void dialectsAreFoundByTheirLabels() {
        assertThat(EntraDialect.labelled("customappsso")).contains(EntraDialect.CUSTOMAPPSSO);
        assertThat(EntraDialect.labelled("AADOPTSCIM062020")).contains(EntraDialect.AAD_OPT_SCIM_062020);
        assertThat(EntraDialect.labelled("x")).isEqualTo(Optional.empty());
        assertThat(EntraDialect.labels()).isEqualTo("default, aadOptscim062020, AzureAdScimPatch2017, customappsso");
    }

    @ParameterizedTest
    @ValueSource(strings = {"displayName", "name.givenName", "emails[type eq \"work\"].value",
        "roles[primary eq \"True\"].display", "members", "urn:ietf:params:scim:schemas:extension:a:2.0:User:b.c",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"})
    void aPathIsWrittenAsItWasRead(String path) {
        assertThat(TargetPath.parse(path)).hasToString(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "urn:ietf:params:scim:schemas:core:2.0:User:userName~userName",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department"
                + "~urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "emails[type eq work].value~emails[type eq \"work\"].value"})
    void otherSpellingsAreRead(String path, String canonical) {
        assertThat(TargetPath.parse(path)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "emails[", "emails[]", "emails[type ne \"x\"].value", "emails[type eq \"x\"]value",
                "name.", ".x", "urn:x:", "a.b.c"})
    void whatIsNoPathIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> TargetPath.parse(path))
                .withMessageContaining("is no target attribute; write it as displayName");
    }
}
