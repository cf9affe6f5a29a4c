package dev.rollcall.directory.person;

import dev.rollcall.directory.person.SignInRules.Adoption;
import dev.rollcall.directory.person.SignInRules.RootAttributes;
import dev.rollcall.directory.person.SignInRules.Truth;
import dev.rollcall.scim.json.ScimJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignInOptionsTest {
    @Test
    void whatIsNotSaidIsUsual() {
        for (String options : List.of("{}", "{\"icon_url\":\"x\",\"set_user_root_attributes\":null}")) {
            assertThat(read(options)).isEqualTo(new SignInOptions(SignInRules.DEFAULTS, List.of()));
        }
    }

    @Test
    void everyRuleIsRead() {
        SignInOptions read = read("""
            {"userid_attribute":"sub","set_user_root_attributes":"on_first_login","verified_domains":["ACME.example"],
            "sign_in":{"adopt":["email","externalId"],"create":false,
            "source_of_truth":{"given_name":"login","nickname":"first_writer"}}}""");
        assertThat(read.problems()).isEmpty();
        assertThat(read.rules()).isEqualTo(new SignInRules(Optional.of("sub"), RootAttributes.ON_FIRST_LOGIN,
                Map.of("given_name", Truth.LOGIN, "nickname", Truth.FIRST_WRITER),
                List.of(Adoption.VERIFIED_EMAIL, Adoption.EXTERNAL_ID), Set.of("acme.example"), false));
        assertThat(read.rules().vouchesFor("Ada@Acme.Example")).isTrue();
        assertThat(read.rules().vouchesFor("ada@acme.example.evil.example")).isFalse();
        assertThat(read.rules().vouchesFor("acme.example@evil.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"set_user_root_attributes\":\"sometimes\"}", "{\"verified_domains\":\"acme.example\"}",
        "{\"verified_domains\":[\"*.acme.example\"]}", "{\"verified_domains\":[\"a@acme.example\"]}",
        "{\"sign_in\":7}", "{\"sign_in\":{\"adopt\":[\"name\"]}}", "{\"sign_in\":{\"create\":\"no\"}}",
        "{\"sign_in\":{\"source_of_truth\":{\"email\":\"me\"}}}"
    })
    void whatIsNotUnderstoodIsSaidAndUsual(String options) {
        SignInOptions read = read(options);
        assertThat(read.problems()).singleElement().asString().contains("options.");
        assertThat(read.rules().rootAttributes()).isEqualTo(RootAttributes.ON_EACH_LOGIN);
        assertThat(read.rules().verifiedDomains()).isEmpty();
        assertThat(read.rules().creates()).isTrue();
    }

    private static SignInOptions read(String options) {
        return SignInOptions.read(ScimJson.tree(options));
    }
}
