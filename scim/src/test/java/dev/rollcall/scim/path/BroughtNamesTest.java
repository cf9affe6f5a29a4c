package dev.rollcall.scim.path;

import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.filter.UndeclaredFilters;
import dev.rollcall.scim.filter.UndeclaredFilters.Asked;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class BroughtNamesTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String E = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static ObjectNode user(String members) {
        return (ObjectNode) MAPPER.readTree(("{'schemas':['x'],'userName':'ann'," + members + "}").replace('\'', '"'));
    }

    private static Set<String> in(String members) {
        return BroughtNames.in(StandardSchemas.user(), user(members), name -> true, 1_000);
    }

    @Test
    void whatASchemaDeclaresBringsNoName() {
        assertThat(in("'externalId':'e','active':true,'name':{'givenName':'A'},'emails':[{'value':'a@x','type':'work',"
                + "'primary':true}],'addresses':[{'locality':'B'}],'meta':{'version':'1'},'" + E
                + "':{'department':'D','manager':{'value':'m','$ref':'r','displayName':'M'}}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        'foo':'x'                                | foo, foo value
        'Foo':{'Bar':1}                          | foo, foo bar, foo bar value
        'foo':['a',{'b':'c'}]                    | foo, foo value, foo b, foo b value
        'foo':[[{'b':{'c':{'d':{'e':1}}}}]]      | foo, foo b, foo b c, foo b c d
        'name':{'initials':'A'}                  | name initials, name initials value
        'emails':[{'value':'a','verified':true}] | emails verified, emails verified value
        'urn:x:1.0:User':{'tag':'7'}             | urn:x:1.0:user, urn:x:1.0:user tag, urn:x:1.0:user tag value
        'urn:x:1.0:User':['a']                   | urn:x:1.0:user, urn:x:1.0:user value
        'foo':{'a b':1,'1c':2,'d.e':3,'$ref':4}  | foo, foo $ref, foo $ref value
        'a b':1,'':2,'c[d]':3,'urn:x y':4        | none
        """)
    void undeclaredNamesAreTheKeysThatLeadThere(String members, String names) {
        assertThat(in(members)).containsExactly(names.equals("none") ? new String[0] : names.split(", "));
    }

    @Test
    void extensionsThatAreDeclaredBringTheirUndeclaredParts() {
        String e = E.toLowerCase(Locale.ROOT);
        assertThat(in("'" + E + "':{'app_role':'x','department':'D'}")).containsExactly(e + " app_role",
                e + " app_role value");
    }

    @Test
    void noMoreThanAskedForAndOnlyWhatIsWanted() {
        StringBuilder members = new StringBuilder("'foo':{'a':1");
        for (int i = 0; i < 5_000; i++) {
            members.append(",'k").append(i).append("':1");
        }
        ObjectNode user = user(members.append("}").toString());
        assertThat(BroughtNames.in(StandardSchemas.user(), user, name -> true, 7)).hasSize(7).startsWith("foo");
        assertThat(BroughtNames.in(StandardSchemas.user(), user, name -> name.equals("foo k4999"), 7))
                .containsExactly("foo k4999");
        assertThat(in("'" + "n".repeat(2_000) + "':1")).isEmpty();
    }

    /** The promise that lets a filter be refused: whatever finds a resource by an undeclared name asks for one that it brings. */
    @Test
    void whateverAFilterFindsIsBrought() {
        String[] names = {"foo", "Foo", "foo.bar", "foo.value", "name.foo", "emails.foo",
            "urn:x:1.0:User:foo", "urn:x:1.0:User:foo.bar", "urn:x:1.0:User", "urn:x:1.0:User:value", E + ":foo",
            E + ":foo.bar", E + ":manager.foo"};
        String[] tests = {" pr", "[value pr]", "[bar pr]", "[foo pr]", " eq \"a\"", "[value eq \"a\"]", "[bar eq 1]"};
        String[] values = {"'a'", "1", "['a']", "{'bar':1}", "[{'bar':1},{'value':'a'}]", "{'foo':{'bar':1}}",
            "[[{'value':'a','foo':['a']}]]", "{'value':{'bar':1,'value':'a'}}"};
        List<String> filters = new ArrayList<>();
        for (String name : names) {
            for (String test : tests) {
                // What is the value of the value of a text, nobody asks.
                if (!name.endsWith("value") || !test.startsWith("[value")) {
                    filters.add(name + test);
                }
            }
        }
        filters.addAll(
                List.of("emails[foo pr]", "emails[foo eq \"a\"]", "name[foo pr]", "emails[value eq \"x\"].foo pr"));
        int found = 0;
        for (String value : values) {
            ObjectNode user = user(
                    "'foo':" + value + ",'name':{'foo':" + value + "},'emails':[{'value':'x','foo':" + value
                            + "}],'urn:x:1.0:User':{'foo':" + value + "},'" + E + "':{'foo':" + value + "}");
            Set<String> brought = BroughtNames.in(StandardSchemas.user(), user, name -> true, 1_000);
            for (String text : filters) {
                var filter = FilterParser.parse(text, StandardSchemas.user(), Dialect.tolerant(), new FiredTolerances(),
                        FilterLimits.defaults());
                if (FilterMatcher.compile(filter).test(user)) {
                    found++;
                    assertThat(UndeclaredFilters.asked(filter)).as(text + " finds " + user)
                            .isNotEmpty()
                            .extracting(Asked::name)
                            .allMatch(brought::contains);
                }
            }
        }
        assertThat(found).isGreaterThan(150);
    }
}
