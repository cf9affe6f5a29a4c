package dev.rollcall.directory;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.DeclaredIndex;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of resources that change while an index of their attributes is being built, on every engine. */
@Timeout(120)
abstract class IndexBuildContract {
    static final String SITE = "urn:example:params:scim:schemas:site:2.0:Any";
    static final String UNIQUE = "'string','uniqueness':'server'";
    private static final String DEVICE = "urn:example:params:scim:schemas:device:2.0:Device";
    private static final String EXTENSION = "{'schema':'" + SITE + "'}";

    WatchedStorage watched;
    /** Of a node that writes while the job's node builds. */
    WatchedStorage other;
    /** Seen by the job's node. */
    House house;
    /** Another node. */
    House node;
    Declarations declarations;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        other = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
        node = house.through(store());
        declarations = new Declarations(store(), Clock.systemUTC(), house.random, DeclarationLimits.defaults(),
                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime);
    }

    /** Jobs of other connections are not to be taken for this one's. */
    @AfterEach
    void leaveNothingToDo() {
        watched.listen(method -> {});
        other.listen(method -> {});
        finish();
    }

    @Test
    void aGroupWhoseMembersChangeMeanwhileIsInTheIndex() {
        String group = resource(House.GROUP, "'displayName':'g'", "'code':'a'");
        declareCode("Group");
        AtomicInteger members = new AtomicInteger();
        whenTheJobWrites(20, () -> node.reread()
                .patch(House.GROUP, group, "[{'op':'add','path':'members','value':[{'value':'m"
                        + members.incrementAndGet() + "'}]}]"));
        finish();
        assertThat(members).as("it was not at the version that the job had read").hasPositiveValue();
        assertThat(state()).isEqualTo(DeclaredIndex.State.READY);
        assertThat(byIndex("Group", "a")).isEqualTo(1);
    }

    /** A build gives rows other entries and no other version, and a write is planned beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"'replace','path':'%s:code','value':'b'", "'remove','path':'%s:code'",
        "'replace','path':'nickName','value':'n'"})
    void whoIsIndexedWhileAChangeIsPlannedHasTheEntriesOfTheChange(String operation) {
        String user = resource(House.USER, "'userName':'u'", "'code':'a'");
        declareCode("User");
        House writer = node.through(other.storage());
        AtomicBoolean built = new AtomicBoolean();
        other.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && built.compareAndSet(false, true)) {
                finish();
            }
        });
        writer.reread().patch(House.USER, user, "[{'op':" + operation.formatted(SITE) + "}]");
        assertThat(built).isTrue();
        assertThat(state()).isEqualTo(DeclaredIndex.State.READY);
        assertThat(byIndex("User", "a")).isEqualTo(operation.contains("nickName") ? 1 : 0);
        assertThat(byIndex("User", "b")).isEqualTo(operation.contains("'b'") ? 1 : 0);
        node.reread().patch(House.USER, user, "[{'op':'replace','path':'" + SITE + ":code','value':'c'}]");
        assertThat(byIndex("User", "a") + byIndex("User", "b")).as("nothing stays behind").isZero();
        assertThat(byIndex("User", "c")).isEqualTo(1);
    }

    @Test
    void whoChangesMeanwhileIsFoundByWhatItHasThen() {
        String user = resource(House.USER, "'userName':'u'", "'code':'a'");
        String gone = resource(House.USER, "'userName':'v'", "'code':'a'");
        declareCode("User");
        AtomicInteger changes = new AtomicInteger();
        whenTheJobWrites(2, () -> {
            node.reread()
                    .patch(House.USER, user, "[{'op':'replace','path':'" + SITE + ":code','value':'b"
                            + changes.incrementAndGet() + "'}]");
            if (changes.get() == 1) {
                node.reread().delete(House.USER, gone);
            }
        });
        finish();
        assertThat(changes).hasValue(2);
        assertThat(byIndex("User", "a")).isZero();
        assertThat(byIndex("User", "b1")).isZero();
        assertThat(byIndex("User", "b2")).isEqualTo(1);
    }

    @Test
    void whileATypeIsBroughtInTheOthersAreFoundAndWhatIsUniqueStaysSo() {
        resource(House.USER, "'userName':'u'", "'code':'a'");
        resource(House.GROUP, "'displayName':'g'", "'code':'a'");
        declarations.declareSchema(house.connection().id(), code(UNIQUE, "User"), false);
        finish();
        assertThat(state()).isEqualTo(DeclaredIndex.State.ENFORCED);

        declarations.declareSchema(house.connection().id(), code(UNIQUE, "User", "Group"), true);
        assertThat(state()).isEqualTo(DeclaredIndex.State.BUILDING);
        assertThat(byIndex("User", "a")).isEqualTo(1);
        assertThatExceptionOfType(ScimException.class)
                .as("an index of groups that is not whole finds none")
                .isThrownBy(() -> byIndex("Group", "a"));
        refused(() -> resource(House.USER, "'userName':'v'", "'code':'a'"));

        finish();
        assertThat(state()).isEqualTo(DeclaredIndex.State.ENFORCED);
        assertThat(byIndex("Group", "a")).isEqualTo(1);
        refused(() -> resource(House.GROUP, "'displayName':'h'", "'code':'a'"));
    }

    @Test
    void anIndexIsLeftAloneByWhatDoesNotConcernIt() {
        declarations.declareSchema(house.connection().id(), code(UNIQUE, "User"), false);
        declarations.declareSchema(house.connection().id(), House.json("{'schema':{'id':'" + DEVICE
                + "','attributes':[{'name':'serial','type':'string'}]}}"), false);
        finish();
        declarations.declareType(house.connection().id(), device("first", ""), false);
        assertThat(state()).as("a type without the schema").isEqualTo(DeclaredIndex.State.ENFORCED);
        declarations.declareType(house.connection().id(), device("first", EXTENSION), true);
        assertThat(state()).as("a type that comes to have it").isEqualTo(DeclaredIndex.State.BUILDING);
        finish();
        declarations.declareType(house.connection().id(), device("second", EXTENSION), true);
        assertThat(state()).as("a type that has it as before").isEqualTo(DeclaredIndex.State.ENFORCED);
        ObjectNode required = code(UNIQUE, "User");
        ((ObjectNode) required.path("extends").get(0)).put("required", true);
        declarations.declareSchema(house.connection().id(), required, true);
        assertThat(state()).as("whether it is required").isEqualTo(DeclaredIndex.State.ENFORCED);
        declarations.remove(house.connection().id(), Declaration.Kind.RESOURCE_TYPE, "Device");
        assertThat(state()).as("a type that goes").isEqualTo(DeclaredIndex.State.ENFORCED);
    }

    /** What is written without entries while a type does not have the schema is not missing when it has it again. */
    @Test
    void aTypeThatWentAndCameAgainIsBuiltAnew() {
        declareCode("User", "Group");
        declareCode("Group");
        resource(House.USER, "'userName':'u'", "'code':'a'");
        declareCode("User", "Group");
        assertThat(state()).isEqualTo(DeclaredIndex.State.BUILDING);
        finish();
        assertThat(byIndex("User", "a")).isEqualTo(1);

        declareCode("Group");
        String user = resource(House.USER, "'userName':'v'", "'code':'a'");
        assertThat(state()).isEqualTo(DeclaredIndex.State.READY);
        declareCode("User", "Group");
        assertThat(state()).isEqualTo(DeclaredIndex.State.BUILDING);
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> byIndex("User", "a"));
        finish();
        assertThat(byIndex("User", "a")).isEqualTo(2);
        node.reread().delete(House.USER, user);
    }

    /** A caller is known for a moment, as it was read, and a search may wait long for its turn. */
    @Test
    void whoComesByFormerSchemasFindsByThePresentOnes() {
        resource(House.USER, "'userName':'u'", "'code':'a'");
        declareCode("User");
        finish();
        House former = node.reread();
        declarations.declareSchema(house.connection().id(), code("'string','caseExact':true", "User"), true);
        Map<String, String> filter = Map.of("filter", SITE + ":code eq \"a\"");
        ResourceType user = former.connection().types().user();
        assertThat(former.list(user, filter).path("totalResults").intValue()).as("while another is built").isEqualTo(1);
        finish();
        assertThat(former.withScan(0).list(user, filter).path("totalResults").intValue()).isEqualTo(1);
        assertThat(House.json(former.resources.walk(former.call(), List.of(user),
                ListQuery.ofParameters(Map.of("filter", filter.get("filter"), "cursor", "")), Optional.empty(),
                place -> "next")).path("Resources").size()).as("by cursor").isEqualTo(1);
    }

    private static void refused(Runnable request) {
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(request::run)
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(409));
    }

    private static ObjectNode device(String description, String extensions) {
        return House.json("{'resource_type':{'name':'Device','endpoint':'/Devices','description':'" + description
                + "','schema':'" + DEVICE + "','schemaExtensions':[" + extensions + "]}}");
    }

    final void declareCode(String... types) {
        declarations.declareSchema(house.connection().id(), code("'string'", types), true);
    }

    /** @param type of the attribute, and what else is said of it */
    static ObjectNode code(String type, String... extended) {
        ObjectNode json = House.json("{'schema':{'id':'" + SITE + "','attributes':[{'name':'code','type':" + type
                + "}]},'indexed':['code']}");
        for (String each : extended) {
            json.withArray("extends").addObject().put("resource_type", each);
        }
        return json;
    }

    final String resource(ResourceType type, String core, String extension) {
        String urn = type.name().equals("Group") ? Urns.GROUP : Urns.USER;
        return node.reread()
                .create(type, "{'schemas':['" + urn + "','" + SITE + "']," + core + ",'" + SITE + "':{" + extension
                        + "}}")
                .path("id")
                .stringValue();
    }

    /** How many are found when no resource may be looked at one by one. */
    final int byIndex(String type, String code) {
        House now = node.reread().withScan(0);
        return now.list(List.of(now.connection().types().named(type).type()),
                Map.of("filter", SITE + ":code eq \"" + code + "\"")).path("totalResults").intValue();
    }

    final DeclaredIndex.State state() {
        return DeclaredSchema.stored(declarations
                .find(house.connection().id(), Declaration.Kind.SCHEMA, SITE)
                .orElseThrow()
                .text())
                .indexes()
                .getFirst()
                .state();
    }

    /** Does something before some of the transactions in which the job's node writes. */
    final void whenTheJobWrites(int times, Runnable other) {
        AtomicInteger left = new AtomicInteger(times);
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && left.getAndDecrement() > 0) {
                other.run();
            }
        });
    }

    final void finish() {
        for (int hour = 1; job().finishedAt().isEmpty(); hour++) {
            assertThat(hour).as("it ends").isLessThan(50);
            step(hour);
        }
    }

    /** What the job's node does at once when it looks after that many hours. */
    final void step(int hour) {
        ConnectionJobs jobs = new ConnectionJobs(watched.storage(),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(hour)), house.ids, System::nanoTime);
        for (int i = 0; i < 20; i++) {
            jobs.step();
        }
    }

    final ConnectionJob job() {
        return store().read(Share.HOUSE, session -> session.jobs()
                .find(house.connection().id(), ConnectionJob.Kind.SCHEMA)).orElseThrow();
    }
}
