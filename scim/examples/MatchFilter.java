import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.StandardSchemas;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Parses a filter and finds the users that it matches; and shows what a mistake in one is answered with. */
public final class MatchFilter {
    private MatchFilter() {}

    public static void main(String[] arguments) {
        List<ObjectNode> users = Stream.of("""
            {"id": "1", "userName": "Ann", "emails": [{"type": "work", "value": "ann@example.com"}]}""", """
            {"id": "2", "userName": "anton", "emails": [{"type": "home", "value": "anton@example.com"}]}""", """
            {"id": "3", "userName": "bob", "emails": [{"type": "work", "value": "bob@example.com"}]}""")
                .map(json -> ScimJson.parse(json.getBytes(StandardCharsets.UTF_8)))
                .toList();

        Filter filter = FilterParser.parse(
                "userName sw \"AN\" and emails[type eq \"work\" and value ew \"@example.com\"]", StandardSchemas.user());
        Predicate<ObjectNode> matches = FilterMatcher.compile(filter);
        for (ObjectNode user : users) {
            System.out.println(user.path("userName").stringValue() + " " + matches.test(user));
        }

        try {
            FilterParser.parse("userName sw 5", StandardSchemas.user());
        } catch (ScimException e) {
            System.out.println(e.status() + " " + e.scimType().orElseThrow().keyword() + ": " + e.detail());
        }
    }
}
