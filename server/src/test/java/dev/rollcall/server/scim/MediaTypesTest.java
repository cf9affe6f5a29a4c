package dev.rollcall.server.scim;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

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
        none                                      | true
        application/scim+json                     | true
        application/scim+json; charset=utf-8      | true
        application/json;charset="UTF-8"          | true
        Application/JSON                          | true
        application/json; charset=utf8; foo=bar   | true
        application/json; charset=iso-8859-1      | false
        application/json; charset=utf-16          | false
        text/plain                                | false
        application/xml                           | false
        application/json-patch+json               | false
        application/x-www-form-urlencoded         | false
        json                                      | false
        """)
    void contentType(String contentType, boolean readable) {
        assertThat(MediaTypes.readable(Optional.ofNullable(contentType))).isEqualTo(readable);
    }
}
