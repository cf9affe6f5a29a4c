package dev.rollcall.directory;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.DeclaredIndex;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.scim.ScimException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How much of a resource the indexes of declared attributes hold, on every engine. */
@Timeout(120)
abstract class IndexedValuesContract {
    private static final String SITE = "urn:example:params:scim:schemas:site:2.0:User";
    private static final int MOST = House.INDEXED_VALUES;

    private House house;
    private Declarations declarations;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        declarations = new Declarations(storage(), Clock.systemUTC(), house.random, DeclarationLimits.defaults(),
                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime);
    }

    @Test
    void nobodyComesToHaveMoreValuesThanAreIndexed() {
        declare(doors());
        finish();
        String id = user("u1", doors(0, MOST));
        refused(413, "limits.indexed-values", () -> user("u2", doors(0, MOST + 1)));
        refused(413, "limits.indexed-values", () -> patch(id, "add", "doors", "[{'value':'one more'}]"));
        patch(id, "replace", "doors", doors(100, MOST));
        assertThat(byIndex("doors.value", "d119")).isEqualTo(1);
        assertThat(byIndex("doors.value", "d0")).isZero();
        assertThat(house.list(House.USER, Map.of()).path("totalResults").intValue()).isEqualTo(1);
    }

    @Test
    void whoHasMoreAlreadyIsMissingInNoIndexAndChangesWhatIsElse() {
        String crowded = user("u1", doors(0, MOST + 5));
        user("u2", doors(3, 1));
        ObjectNode declaration = doors();
        declare(declaration);
        assertThat(index("doors.value").state()).isEqualTo(DeclaredIndex.State.BUILDING);
        reread().patch(House.USER, crowded, "[{'op':'replace','path':'title','value':'while it is built'}]");
        finish();
        assertThat(index("doors.value")).extracting(DeclaredIndex::state, DeclaredIndex::named)
                .containsExactly(DeclaredIndex.State.CROWDED, List.of("User " + crowded));
        assertThat(index("code").state()).as("another index").isEqualTo(DeclaredIndex.State.READY);
        assertThat(found("doors.value", "d3")).as("by looking at all").isEqualTo(2);
        patch(crowded, "add", "doors", "[{'value':'one more'}]");
        assertThat(found("doors.value", "one more")).isEqualTo(1);

        patch(crowded, "replace", "doors", doors(3, 2));
        declare(declaration);
        finish();
        assertThat(index("doors.value").state()).isEqualTo(DeclaredIndex.State.READY);
        assertThat(byIndex("doors.value", "d3")).isEqualTo(2);
        assertThat(byIndex("doors.value", "d5")).isZero();
    }

    @Test
    void aUniqueValueIsOneThatIsComparedWhole() {
        String begin = "x".repeat(1_024);
        String stored = user("u1", "'badge':'" + begin + "-stored'");
        declare(unique());
        finish();
        assertThat(index("badge").state()).isEqualTo(DeclaredIndex.State.ENFORCED);
        refused(400, "1024 characters", () -> user("u2", "'badge':'" + begin + "-other'"));
        refused(400, "1024 characters", () -> user("u2", "'badge':'" + "\u20ac".repeat(700) + "'"));
        reread().patch(House.USER, stored, "[{'op':'replace','path':'title','value':'who has one keeps it'}]");
        user("u3", "'badge':'" + begin.substring(1) + "'");
        refused(409, "badge", () -> user("u4", "'badge':'" + begin.substring(1) + "'"));
        refused(400, "1024 characters", () -> patch(stored, "replace", "badge", "'" + begin + "-changed'"));
    }

    private static ObjectNode doors() {
        ObjectNode json = declaration("{'name':'code','type':'string'},{'name':'doors','type':'complex',"
                + "'multiValued':true,'subAttributes':[{'name':'value','type':'string'}]}");
        json.putArray("indexed").add("doors.value").add("code");
        return json;
    }

    private static ObjectNode unique() {
        return declaration("{'name':'badge','type':'string','uniqueness':'server'}");
    }

    private static ObjectNode declaration(String attributes) {
        return House.json("{'extends':[{'resource_type':'User'}],'schema':{'id':'" + SITE + "','attributes':["
                + attributes + "]}}");
    }

    private static String doors(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "{'value':'d" + i + "'}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void declare(ObjectNode declaration) {
        declarations.declareSchema(house.connection().id(), declaration, true);
    }

    private String user(String userName, String extension) {
        String attributes = extension.startsWith("[") ? "'doors':" + extension : extension;
        return reread().create(House.USER, "{'userName':'" + userName + "','" + SITE + "':{" + attributes + "}}")
                .path("id")
                .stringValue();
    }

    private void patch(String id, String operation, String attribute, String value) {
        House now = reread();
        now.patch(now.connection().types().user(), id, "[{'op':'" + operation + "','path':'" + SITE + ":" + attribute
                + "','value':" + value + "}]");
    }

    private static void refused(int status, String told, Runnable request) {
        assertThatExceptionOfType(ScimException.class).isThrownBy(request::run).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.detail()).contains(told);
        });
    }

    private int byIndex(String attribute, String value) {
        return found(reread().withScan(0), attribute, value);
    }

    private int found(String attribute, String value) {
        return found(reread(), attribute, value);
    }

    private static int found(House house, String attribute, String value) {
        return house.list(house.connection().types().user(),
                Map.of("filter", SITE + ":" + attribute + " eq \"" + value + "\"")).path("totalResults").intValue();
    }

    private House reread() {
        return house.reread();
    }

    private DeclaredIndex index(String attribute) {
        return DeclaredSchema.stored(declarations
                .find(house.connection().id(), Declaration.Kind.SCHEMA, SITE)
                .orElseThrow()
                .text())
                .indexes()
                .stream()
                .filter(each -> each.attribute().equals(attribute))
                .findFirst()
                .orElseThrow();
    }

    private void finish() {
        for (int hour = 1; job().finishedAt().isEmpty(); hour++) {
            assertThat(hour).as("it ends").isLessThan(50);
            ConnectionJobs later = new ConnectionJobs(storage(),
                    Clock.offset(Clock.systemUTC(), Duration.ofHours(hour)), house.ids, System::nanoTime,
                    new StoredSettings(), house.resources);
            for (int i = 0; i < 20; i++) {
                later.step();
            }
        }
    }

    private ConnectionJob job() {
        return storage().read(Share.HOUSE, session -> session.jobs()
                .find(house.connection().id(), ConnectionJob.Kind.SCHEMA)).orElseThrow();
    }
}
