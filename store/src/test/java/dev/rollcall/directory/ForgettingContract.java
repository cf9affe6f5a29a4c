package dev.rollcall.directory;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.scim.schema.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What was never answered is not answered because its declaration goes, on every engine. */
abstract class ForgettingContract {
    private static final String URN = "urn:example:vault:2.0:User";
    private static final String DEVICE = "urn:example:vault:2.0:Device";
    private static final String SECRETS = "{'name':'pin','type':'string','returned':'never'},"
            + "{'name':'box','type':'complex','subAttributes':[{'name':'label','type':'integer'},"
            + "{'name':'note','type':'string','returned':'never'}]},"
            + "{'name':'keys','type':'complex','multiValued':true,'returned':'never','subAttributes':["
            + "{'name':'value','type':'string'}]}";

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
    void aSchemaGoesOnlyWhenWhatItHidIsDroppedAndItsHistoryIsWithheld() {
        EventSource source = new EventSource(storage(), new EventRenderer(new PersonProfiles(new StoredSettings())));
        String begin = source.end(Share.HOUSE);
        // What does not fit is kept as it came, and that of it which is hidden is hidden.
        String early = house.create(house.connection().types().user(), "{'userName':'u1','" + URN
                + "':{'PIN':'SECRET1','box':{'label':'none','NOTE':'SECRET2'},'level':1}}").path("id").stringValue();
        declarations.declareSchema(house.connection().id(), schema(SECRETS, "User"), false);
        House now = house.reread();
        ResourceType user = now.connection().types().user();
        String id = now
                .create(user, "{'userName':'u2','" + URN + "':{'pin':'SECRET3','box':{'label':2,'note':'SECRET4'},"
                        + "'keys':[{'value':'SECRET5'}],'level':2}}")
                .path("id")
                .stringValue();
        now.patch(user, id,
                "[{'op':'replace','path':'" + URN + ":pin','value':'SECRET6'},{'op':'replace','path':'" + URN
                        + ":box','value':{'label':3,'note':'SECRET7'}},{'op':'add','path':'" + URN
                        + ":level','value':5}]");
        assertThat(stored(id)).contains("SECRET6", "SECRET7", "SECRET5");

        refused(() -> declarations.remove(house.connection().id(), Kind.SCHEMA, URN), "--forget");
        refused(() -> declarations.orphans(house.connection().id(), Kind.SCHEMA, URN), "--forget");
        for (String revealing : List.of(
                "{'name':'pin','type':'string'}," + SECRETS.substring(SECRETS.indexOf("},") + 2),
                SECRETS.replace("'pin'", "'code'"), SECRETS.replace("'note'", "'remark'"),
                SECRETS.replace("'multiValued':true,'returned':'never'", "'multiValued':true"))) {
            refused(() -> declarations.declareSchema(house.connection().id(), schema(revealing, "User"), true),
                    "--forget");
            refused(() -> declarations.fit(house.connection().id(), schema(revealing, "User")), "--forget");
        }
        refused(() -> declarations.declareSchema(house.connection().id(), schema(SECRETS, "Group"), true), "--forget");
        declarations.declareSchema(house.connection().id(),
                schema(SECRETS + ",{'name':'level','type':'integer'}", "User"), true);

        assertThat(declarations.forget(house.connection().id(), Kind.SCHEMA, URN, Optional.empty()))
                .containsExactly("pin", "box.note", "keys");
        refused(() -> declarations.remove(house.connection().id(), Kind.SCHEMA, URN), "is being dropped");
        House hidden = house.reread();
        assertThat(hidden.get(hidden.connection().types().user(), id).toString()).contains("u2");
        finish();
        assertThat(stored(id)).contains("\"level\":5", "\"label\":3").doesNotContain("SECRET");
        assertThat(stored(early)).contains("\"label\":\"none\"").doesNotContain("SECRET");
        assertThat(declarations.forget(house.connection().id(), Kind.SCHEMA, URN, Optional.empty())).isEmpty();
        declarations.remove(house.connection().id(), Kind.SCHEMA, URN);
        assertThat(declarations.list(house.connection().id(), Kind.SCHEMA)).isEmpty();

        House after = house.reread();
        String last = after.user("last");
        StringBuilder told = new StringBuilder();
        String position = begin;
        while (!told.toString().contains(last)) {
            EventSource.Stretch stretch = source.after(Share.HOUSE, position, Set.of(), 100);
            stretch.events()
                    .forEach(event -> told.append(event.cloudEvent("acme", Optional.empty())).append(event.resource()));
            position = stretch.position();
        }
        assertThat(told.toString()).contains("level")
                .doesNotContain("SECRET3", "SECRET4", "SECRET5", "SECRET6", "SECRET7");
        String given = after
                .create(after.connection().types().user(), "{'userName':'u3','" + URN + "':{'pin':'PLAIN'}}")
                .path("id")
                .stringValue();
        assertThat(stored(given)).contains("PLAIN");
        told.setLength(0);
        while (!told.toString().contains(given)) {
            EventSource.Stretch stretch = source.after(Share.HOUSE, position, Set.of(), 100);
            stretch.events().forEach(event -> told.append(event.resource()));
            position = stretch.position();
        }
        assertThat(told.toString()).as("what comes later is told").contains("PLAIN");
    }

    @Test
    void aResourceTypeGoesOnlyWhenWhatItHidIsDroppedSinceAnotherMayGetItsName() {
        declarations.declareSchema(house.connection().id(), House.json("{'schema':{'id':'" + DEVICE
                + "','attributes':[{'name':'serial','type':'string'},{'name':'code','type':'string','returned':'never'}]}}"),
                false);
        declarations.declareSchema(house.connection().id(), House.json("{'schema':{'id':'" + DEVICE
                + "X','attributes':[{'name':'pin','type':'string','returned':'never'}]}}"), false);
        declarations.declareType(house.connection().id(), type(",'schemaExtensions':[{'schema':'" + DEVICE + "X'}]"),
                false);
        House now = house.reread();
        ResourceType devices = now.connection().types().named("Device").type();
        String id = now.create(devices, "{'schemas':['" + DEVICE + "'],'serial':'1','code':'SECRET1','" + DEVICE
                + "X':{'pin':'SECRET2'}}").path("id").stringValue();

        refused(() -> declarations.declareType(house.connection().id(), type(""), true), "pin");
        refused(() -> declarations.checkType(house.connection().id(), type("")), "pin");
        refused(() -> declarations.remove(house.connection().id(), Kind.RESOURCE_TYPE, "Device"), "code");
        assertThat(declarations.forget(house.connection().id(), Kind.RESOURCE_TYPE, "Device", Optional.of(type(""))))
                .containsExactly("pin");
        finish();
        assertThat(document("Device", id)).contains("SECRET1").doesNotContain("SECRET2");
        declarations.declareType(house.connection().id(), type(""), true);
        assertThat(declarations.forget(house.connection().id(), Kind.RESOURCE_TYPE, "Device", Optional.empty()))
                .containsExactly("code");
        finish();
        declarations.remove(house.connection().id(), Kind.RESOURCE_TYPE, "Device");
        assertThat(document("Device", id)).contains("serial").doesNotContain("SECRET");
    }

    private static ObjectNode type(String more) {
        return House.json(
                "{'resource_type':{'name':'Device','endpoint':'/Devices','schema':'" + DEVICE + "'" + more + "}}");
    }

    private static ObjectNode schema(String attributes, String extended) {
        return House
                .json("{'schema':{'id':'" + URN + "','attributes':[" + attributes + "]},'extends':[{'resource_type':'"
                        + extended + "'}]}");
    }

    private String stored(String id) {
        return document("User", id);
    }

    private String document(String type, String id) {
        return storage().read(Share.HOUSE, session -> new String(
                session.resources().find(house.connection().id(), type, id).orElseThrow().document(),
                StandardCharsets.UTF_8));
    }

    private static void refused(Runnable declaring, String told) {
        assertThatExceptionOfType(DirectoryException.class).isThrownBy(declaring::run).withMessageContaining(told);
    }

    private void finish() {
        for (int hour = 1; job().finishedAt().isEmpty(); hour++) {
            ConnectionJobs later = new ConnectionJobs(storage(),
                    Clock.offset(Clock.systemUTC(), Duration.ofHours(hour)), house.ids, System::nanoTime);
            for (int i = 0; i < 100; i++) {
                later.step();
            }
        }
    }

    private ConnectionJob job() {
        return storage().read(Share.HOUSE, session -> session.jobs()
                .find(house.connection().id(), ConnectionJob.Kind.SCHEMA)).orElseThrow();
    }
}
