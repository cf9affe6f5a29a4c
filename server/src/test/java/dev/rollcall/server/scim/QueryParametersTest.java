package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueryParametersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        filter=userName+eq+%22a%40b%22                       | userName eq "a@b"
        filter=userName%20eq%20%22a%2Bb%40x.com%22           | userName eq "a+b@x.com"
        filter=userName%20eq%20"a+b@x.com"                   | userName eq "a+b@x.com"
        filter=userName+eq+%22a%2Bb%22                       | userName eq "a+b"
        filter=userName+eq+"a[1]'x'"                         | userName eq "a[1]'x'"
        FILTER=id+pr                                         | id pr
        aadOptscim062020&filter=id+pr                        | id pr
        aadOptscim062020=&filter=id+pr&x=%zz                 | id pr
        %66ilter=id+pr                                       | id pr
        filter=id+pr&filter=id+pr                            | id pr
        filter=id+pr&&=&                                     | id pr
        filter=a=b                                           | a=b
        filter=%C3%A9%F0%9F%98%80                            | é😀
        """)
    void decodesTheFilter(String query, String filter) {
        assertThat(QueryParameters.parse(query).value("filter")).contains(filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "filter=50%", "filter=%4", "filter=%zz", "filter=%C3", "filter=%FF", "filter=%ED%A0%80", "filter=%C0%80",
        "filter=a%00b",
        "filter=\u00e9", "filter=a&filter=b", "count=1&COUNT=2"
    })
    void refusesWhatCannotBeRead(String query) {
        assertThatThrownBy(() -> QueryParameters.parse(query))
                .isInstanceOfSatisfying(ScimException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void namesAreKeptInLowerCaseAndUnknownOnesLeftOut() {
        QueryParameters parameters = QueryParameters
                .parse("startIndex=1&COUNT=2&sortBy=x&SortOrder=y&attributes=a,b&excludedAttributes=c&foo=1");
        assertThat(parameters.values())
                .containsOnlyKeys("startindex", "count", "sortby", "sortorder", "attributes", "excludedattributes");
        assertThat(QueryParameters.parse("").values()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        aadOptscim062020/Users?filter=userName+eq+%22a%22    | true
        aadOptscim062020/Groups                              | true
        x%2FUsers=1                                          | true
        a=1&b/c=2                                            | true
        aadOptscim062020                                     | false
        aadOptscim062020&filter=displayName+eq+%22a/b%22     | false
        filter=profileUrl+eq+"https://x/y"                   | false
        """)
    void findsAPathBehindTheQuestionMark(String query, boolean found) {
        assertThat(QueryParameters.holdPath(query)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"access_token=x,true", "a=1&Access_Token=x,true", "a=access_token,false", "access%5Ftoken=x,true",
        "a,false"})
    void findsATokenInTheQuery(String query, boolean found) {
        assertThat(QueryParameters.carriesToken(query)).isEqualTo(found);
    }
}
