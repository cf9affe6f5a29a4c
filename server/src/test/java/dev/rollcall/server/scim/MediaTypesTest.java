package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** RFC 7644 sections 3.8 and 8.1, requirements 7644-3.8-01 to -04 and 7644-8.1-01. */
class MediaTypesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none                                              | true
        application/scim+json                             | true
        application/json                                  | true
        APPLICATION/SCIM+JSON                             | true
        */*                                               | true
        application/*                                     | true
        text/html, application/xhtml+xml, */*;q=0.8       | true
        text/html, application/json;q=0.1                 | true
        application/scim+json; charset=utf-8              | true
        application/scim+json;q=0, application/json       | true
        text/html                                         | false
        application/xml                                   | false
        text/*                                            | false
        application/scim+json;q=0                         | false
        application/scim+json;q=0, application/json;q=0, */* | false
        */*;q=0                                           | false
        """)
    void accept(String accept, boolean acceptable) {
        assertThat(MediaTypes.acceptable(Optional.ofNullable(accept))).isEqualTo(acceptable);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none                                      | UTF-8
        application/scim+json                     | UTF-8
        application/scim+json; charset=utf-8      | UTF-8
        application/json;charset="UTF-8"          | UTF-8
        Application/JSON                          | UTF-8
        application/json; charset=utf8; foo=bar   | UTF-8
        application/json; charset=us-ascii        | UTF-8
        application/json; charset=ISO-8859-1      | ISO-8859-1
        application/scim+json;charset="latin1"    | ISO-8859-1
        """)
    void contentType(String contentType, String charset) {
        assertThat(MediaTypes.charset(Optional.ofNullable(contentType))).isEqualTo(Charset.forName(charset));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application/json; charset=utf-16          | charset utf-16
        application/json; charset=windows-1252    | charset windows-1252
        application/json; charset=                | UTF-8
        text/plain                                | application/scim+json
        text/plain; charset=iso-8859-1            | application/scim+json
        application/xml                           | application/scim+json
        application/json-patch+json               | application/scim+json
        application/x-www-form-urlencoded         | application/scim+json
        json                                      | application/scim+json
        """)
    void otherContentIsRefusedWithWhatToSend(String contentType, String says) {
        assertThatThrownBy(() -> MediaTypes.charset(Optional.of(contentType)))
                .isInstanceOfSatisfying(ScimException.class, e -> {
                    assertThat(e.status()).isEqualTo(415);
                    assertThat(e.detail()).contains(says);
                });
    }
}
