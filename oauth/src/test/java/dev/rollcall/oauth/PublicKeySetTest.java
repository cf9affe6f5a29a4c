package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.ECKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PublicKeySetTest {
    @Test
    void ofAKeyNothingIsKeptThatIsNotUsed() {
        ECKey key = TestIssuer.key("k");
        String published = key.toJSONString()
                .replaceFirst("\\{", "{\"x5u\":\"https://i.example/" + "c".repeat(100_000)
                        + "\",\"x5t#S256\":\"" + "t".repeat(1_000) + "\",\"key_ops\":[\"verify\"],");
        PublicKeySet set = PublicKeySet.parse("{\"keys\":[" + published + "]}");
        assertThat(set.json()).hasSizeLessThan(1_000).doesNotContain("x5", "key_ops", "\"d\"");
        assertThat(set.named(Optional.of("k"))).singleElement()
                .satisfies(kept -> assertThat(kept.toECKey().getX()).isEqualTo(key.getX()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"keys\":null}", "{\"keys\":{}}", "{\"keys\":[null]}",
        "{\"keys\":[1]}",
        "{\"keys\":[{}]}", "{\"keys\":[{\"kty\":1}]}", "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"x5c\":[1]}]}",
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQAB\",\"y\":\"AQAB\"}]}",
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"\",\"x\":\"AQAB\",\"y\":\"AQAB\"}]}"})
    void whatIsNoKeySetIsSaidToBeNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKeySet.parse(text))
                .withMessageContaining("give");
    }
}
