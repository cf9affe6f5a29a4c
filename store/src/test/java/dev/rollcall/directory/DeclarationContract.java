package dev.rollcall.directory;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.declaration.Fit;
import dev.rollcall.directory.declaration.LookExtent;
import dev.rollcall.directory.declaration.Orphans;
import dev.rollcall.directory.declaration.Suggestion;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.ResourceView;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.type.DeclaredIndex;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Schemas and resource types that come and go while resources are there, on every engine. */
abstract class DeclarationContract {
    private static final String BADGE = "urn:example:params:scim:schemas:badge:2.0:User";
    private static final String DEVICE = "urn:example:params:scim:schemas:device:2.0:Device";

    private House house;
    private Declarations declarations;
    /** The id of the index that was asked for last. */
    private String index = "";

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        declarations = declarations(storage(), DeclarationLimits.defaults());
    }

    private Declarations declarations(Storage in, DeclarationLimits limits) {
        return new Declarations(in, Clock.systemUTC(), house.random, limits,
                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime);
    }

    @Test
    void aSchemaIsTheConnectionsAloneAndGoesAsItCame() {
        House neighbour = house.neighbour();
        declare("{'name':'level','type':'integer'}");

        House now = house.reread();
        assertThat(now.connection().types().schemas()).anyMatch(schema -> schema.id().equals(BADGE));
        assertThat(neighbour.reread().connection().types().schemas()).noneMatch(schema -> schema.id().equals(BADGE));
        assertThat(declarations.list(neighbour.connection().id(), Kind.SCHEMA)).isEmpty();
        String id = user(now, "u1", "'level':3");
        assertThat(found(now, BADGE + ":level gt 2")).isEqualTo(1);
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> found(neighbour, BADGE + ":level gt 2"));

        declarations.remove(house.connection().id(), Kind.SCHEMA, BADGE.toUpperCase(Locale.ROOT));
        House after = house.reread();
        assertThat(after.connection().types().schemas()).noneMatch(schema -> schema.id().equals(BADGE));
        assertThat(after.get(after.connection().types().user(), id).path(BADGE).path("level").intValue()).isEqualTo(3);
    }

    @Test
    void whatWasPlannedUnderOtherSchemasIsPlannedAnewAndNothingOfItIsWrittenByTheFormerOnes() {
        // This caller was known before the schema was declared.
        House before = house;
        declare("{'name':'level','type':'integer','required':true},{'name':'pin','mutability':'writeOnly','returned':'never','type':'string'}");

        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> user(before, "u1", "'pin':'1','other':1"))
                .satisfies(refused -> assertThat(refused.detail()).contains("level is required"));
        String id = user(before, "u2", "'level':1,'pin':'1'");
        ObjectNode stored = before.get(USER, id);
        assertThat(stored.path(BADGE).propertyNames()).containsExactly("level");
    }

    @Test
    void whatWasAskedForUnderOtherSchemasIsAnsweredByTheNewOnes() {
        House before = house;
        Projection asked = Projection.of(before.connection().types().user(), List.of(), List.of(),
                new RequestDialect(before.call().dialect(), new FiredTolerances()), FilterLimits.defaults());
        declare("{'name':'level','type':'integer'},{'name':'pin','returned':'never','type':'string'}");

        ObjectNode body = House.json("{'userName':'u1','" + BADGE + "':{'level':1,'pin':'SECRET'}}");
        ObjectNode made = House.json(before.resources.create(before.call(), USER, body, asked));
        String id = made.path("id").stringValue();
        ObjectNode put = House.json(before.resources.replace(before.call(), USER, id,
                House.json("{'userName':'u2','" + BADGE + "':{'level':2,'pin':'SECRET'}}"), Precondition.none(),
                asked));
        ObjectNode patched = House.json(before.resources.patch(before.call(), USER, id,
                House.json("{'schemas':['" + Urns.PATCH_OP
                        + "'],'Operations':[{'op':'add','path':'title','value':'T'}]}"),
                Precondition.none(),
                new PatchAnswer(asked, true)));
        assertThat(List.of(made, put, patched)).allSatisfy(answer -> assertThat(answer.toString()).contains("level")
                .doesNotContain("SECRET"));
    }

    @Test
    void whatIsStoredBecomesWhatItIsDeclaredAsAndWhatDoesNotFitIsToldAndStays() {
        String spelled = user(house, "u1", "'LEVEL':7,'other':1");
        String text = user(house, "u2", "'level':'seven'");
        String none = house.user("u3");
        String inOrder = user(house, "u4", "'level':1");

        Fit fit = declarations.fit(house.connection().id(), declaration("{'name':'level','type':'integer'}"));
        assertThat(fit.looked()).isEqualTo(new LookExtent(4, 4, true));
        assertThat(fit.with()).isEqualTo(3);
        assertThat(fit.changed()).isEqualTo(1);
        assertThat(fit.misfits()).isEqualTo(1);
        assertThat(fit.examples()).singleElement().satisfies(example -> {
            assertThat(example.id()).isEqualTo(text);
            assertThat(example.misfit().path()).isEqualTo(BADGE + ":level");
            assertThat(example.misfit().why()).contains("a number without fraction");
        });

        declare("{'name':'level','type':'integer'}");
        finish();
        House now = house.reread();
        assertThat(stored(now, spelled).path(BADGE).path("level").intValue()).isEqualTo(7);
        assertThat(stored(now, spelled).path(BADGE).has("LEVEL")).isFalse();
        assertThat(stored(now, spelled).path(BADGE).path("other").intValue()).isEqualTo(1);
        assertThat(stored(now, spelled).path("meta").path("version").stringValue()).isEqualTo("W/\"2\"");
        assertThat(stored(now, text).path(BADGE).path("level").stringValue()).isEqualTo("seven");
        assertThat(stored(now, text).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        assertThat(stored(now, inOrder).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        assertThat(found(now, BADGE + ":level gt 5")).isEqualTo(1);
        ConnectionJob job = job();
        assertThat(job.tally()).isEqualTo(new ConnectionJob.Tally(4, 1, 1, 0));
        assertThat(job.finishedAt()).isPresent();
        assertThat(house.changes()).filteredOn(change -> change.resourceId().equals(spelled))
                .extracting(ChangeRecord::action)
                .containsExactly("created", "updated");
        // An odd value keeps nobody from changing the rest.
        now.patch(now.connection().types().user(), text, "[{'op':'replace','path':'active','value':false}]");
        assertThat(stored(now, none).path(BADGE).isMissingNode()).isTrue();
    }

    @Test
    void whatStoodBesideAnExtensionGoesIntoItWhereClientsMayLeaveTheUrnOut() {
        String id = house.create(USER, "{'userName':'u1','badgeNumber':'7'}").path("id").stringValue();
        declare("{'name':'badgeNumber','type':'string'}");
        finish();
        ObjectNode stored = stored(house.reread(), id);
        assertThat(stored.path(BADGE).path("badgeNumber").stringValue()).isEqualTo("7");
        assertThat(stored.has("badgeNumber")).isFalse();
    }

    @Test
    void aRemovalSaysBeforehandWhatItWouldLeaveBehind() {
        declare("{'name':'level','type':'integer'}");
        House now = house.reread();
        String id = user(now, "u1", "'level':3");
        now.user("u2");
        assertThat(declarations.orphans(house.connection().id(), Kind.SCHEMA, BADGE))
                .isEqualTo(new Orphans(1, new LookExtent(2, 2, true), List.of(id)));

        declareDevice();
        House withDevices = house.reread();
        String device = withDevices.create(withDevices.connection().types().named("Device").type(),
                "{'schemas':['" + DEVICE + "'],'serial':'1'}").path("id").stringValue();
        assertThat(declarations.orphans(house.connection().id(), Kind.RESOURCE_TYPE, "device"))
                .isEqualTo(new Orphans(1, new LookExtent(1, 1, true), List.of(device)));
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> declarations.remove(house.connection().id(), Kind.SCHEMA, DEVICE))
                .withMessageContaining("Device needs the schema");

        declarations.remove(house.connection().id(), Kind.RESOURCE_TYPE, "Device");
        assertThat(house.reread().connection().types().find("Device")).isEmpty();
        declareDeviceType();
        House again = house.reread();
        assertThat(again.get(again.connection().types().named("Device").type(), device).path("serial").stringValue())
                .isEqualTo("1");
    }

    @Test
    void aTypeThatIsDeclaredAgainHasTheNameUnderWhichItsResourcesAreKept() {
        declareDevice();
        House now = house.reread();
        var type = now.connection().types().named("Device").type();
        String device = now.create(type, "{'schemas':['" + DEVICE + "'],'serial':'1'}").path("id").stringValue();
        declarations.remove(house.connection().id(), Kind.RESOURCE_TYPE, "Device");
        ObjectNode other = House.json("{'resource_type':{'name':'DEVICE','endpoint':'/Devices','schema':'" + DEVICE
                + "'}}");
        refused(() -> declarations.declareType(house.connection().id(), other, false), "called Device");
        refused(() -> declarations.checkType(house.connection().id(), other), "called Device");
        declareDeviceType();
        House again = house.reread();
        assertThat(again.get(again.connection().types().named("Device").type(), device).path("serial").stringValue())
                .isEqualTo("1");
        refused(() -> declarations.declareType(house.connection().id(), other, true), "called Device");

        again.delete(again.connection().types().named("Device").type(), device);
        declarations.remove(house.connection().id(), Kind.RESOURCE_TYPE, "Device");
        declarations.declareType(house.connection().id(), other, false);
        assertThat(house.reread().connection().types().find("DEVICE")).as("no resource is kept").isPresent();
    }

    @Test
    void whoStillSendsToATypeThatIsGoneIsTold() {
        declareDevice();
        House before = house.reread();
        declarations.remove(house.connection().id(), Kind.RESOURCE_TYPE, "Device");
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> before.create(before.connection().types().named("Device").type(),
                        "{'schemas':['" + DEVICE + "'],'serial':'1'}"))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @Test
    void limitsAreKeptAndToldOf() {
        Declarations few = declarations(storage(),
                new DeclarationLimits(1, 0, 2_000, 2, 1, 1, Duration.ofMinutes(1)));
        few.declareSchema(house.connection().id(), declaration("{'name':'level','type':'integer'}"), false);
        refused(() -> few.declareSchema(house.connection().id(), json(DEVICE, "{'name':'a','type':'string'}"), false),
                "limits.schemas");
        refused(() -> few.declareSchema(house.connection().id(), declaration(
                "{'name':'a','type':'string'},{'name':'b','type':'string'},{'name':'c','type':'string'}"), true),
                "limits.schema-attributes");
        refused(() -> few.declareSchema(house.connection().id(), declaration(
                "{'name':'a','type':'string','description':'" + "x".repeat(2_000) + "'}"), true), "limits.schema-size");
        refused(() -> few.declareType(house.connection().id(), deviceType(BADGE), false), "limits.resource-types");
        house.user("u1");
        user(house.reread(), "u2", "'level':1");
        assertThat(few.fit(house.connection().id(), declaration("{'name':'level','type':'string'}")).looked())
                .as("limits.schema-preview-resources")
                .isEqualTo(new LookExtent(1, 2, false));
    }

    @Test
    void whatADeclarationMeansIsFoundOutBesideTheWriterAndAnewWhenAnotherOneComesMeanwhile() {
        WatchedStorage watched = new WatchedStorage(storage());
        Set<String> inWriter = ConcurrentHashMap.newKeySet();
        AtomicInteger writes = new AtomicInteger();
        Declarations other = declarations(storage(), DeclarationLimits.defaults());
        watched.listen(call -> {
            if (watched.writing()) {
                inWriter.add(call);
            } else if (call.equals(WatchedStorage.WRITE) && writes.incrementAndGet() == 1) {
                // Planned already, and not written yet.
                other.declareSchema(house.connection().id(), json(DEVICE, "{'name':'serial','type':'string'}"), false);
            }
        });
        Declarations ones = declarations(watched.storage(), DeclarationLimits.defaults());
        ones.declareSchema(house.connection().id(), declaration("{'name':'level','type':'integer'}"), false);
        assertThat(writes).hasValue(2);
        assertThat(declarations.list(house.connection().id(), Kind.SCHEMA)).extracting(Declaration::name)
                .containsExactlyInAnyOrder(BADGE, DEVICE);
        ones.declareType(house.connection().id(), deviceType(DEVICE), false);
        ones.remove(house.connection().id(), Kind.RESOURCE_TYPE, "Device");
        ones.remove(house.connection().id(), Kind.SCHEMA, DEVICE);
        assertThat(inWriter).contains("put", "remove", "move").doesNotContain("of", "current", "find");
        assertThat(declarations.list(house.connection().id(), Kind.SCHEMA)).extracting(Declaration::name)
                .containsExactly(BADGE);
    }

    @Test
    void aSchemaIsSuggestedByWhatIsStored() {
        for (int i = 0; i < 3; i++) {
            house.create(USER, "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'s" + i
                    + "','shoeSize':" + (40 + i) + ",'" + BADGE + "':{'number':'n" + i + "','since':'2026-01-0"
                    + (i + 1)
                    + "T00:00:00Z','weights':[1,2.5],'door':{'value':'a','open':true},'mixed':" + (i == 0 ? "1" : "'x'")
                    + "}}");
        }
        List<Suggestion> suggestions = declarations.suggestions(house.connection().id());
        assertThat(suggestions).extracting(Suggestion::resources).containsExactly(3L, 3L);
        Suggestion badge = suggestions.stream().filter(each -> each.urn().equals(BADGE)).findFirst().orElseThrow();
        assertThat(badge.declaration().path("schema").path("attributes").values())
                .extracting(attribute -> attribute.path("name").stringValue() + " "
                        + attribute.path("type").stringValue() + " " + attribute.path("multiValued"))
                .containsExactly("number string false", "since dateTime false", "weights decimal true",
                        "door complex false", "mixed string false");
        assertThat(badge.notes()).anyMatch(note -> note.startsWith("mixed has values of several types"));
        declarations.declareSchema(house.connection().id(), badge.declaration(), false);
        finish();
        assertThat(job().tally().clashes()).as("numbers for a text").isZero();
        assertThat(declarations.suggestions(house.connection().id())).singleElement()
                .satisfies(rest -> assertThat(rest.declaration().toString()).contains("shoeSize"));
    }

    @Test
    void resourcesOfADeclaredTypeAreRecordedAsAllAre() {
        declareDevice();
        House now = house.reread();
        var type = now.connection().types().named("Device").type();
        String id = now.create(type, "{'schemas':['" + DEVICE + "'],'serial':'1'}").path("id").stringValue();
        now.patch(type, id, "[{'op':'replace','path':'serial','value':'2'}]");
        now.delete(type, id);
        assertThat(house.changes()).filteredOn(change -> change.resourceType().equals("Device"))
                .extracting(ChangeRecord::action)
                .containsExactly("created", "updated", "deleted");
        assertThat(now.list(type, Map.of()).path("totalResults").intValue()).isZero();
    }

    @Test
    void anIndexIsBuiltOfWhatIsThereAndFindsWhatTheFilterFinds() {
        String extension = "'code':'A','size':10,'since':'2026-01-31T08:00:00Z','doors':[{'value':'x'},{'value':'y'}]";
        String id = user(house, "u1", extension);
        user(house, "u2", "'code':'b','size':10.0,'since':'2026-02-01T08:00:00+01:00','doors':[{'value':'z'}]");
        house.user("u3");
        declarations.declareSchema(house.connection().id(), indexed("'code','size','since','doors.value'"), false);

        House building = house.reread();
        assertThat(index("code").state()).isEqualTo(DeclaredIndex.State.BUILDING);
        String meanwhile = user(building, "u4", "'code':'a'");
        assertThat(found(building, BADGE + ":code eq \"a\"")).as("by looking at all").isEqualTo(2);
        finish();
        assertThat(index("code").state()).isEqualTo(DeclaredIndex.State.READY);

        House now = house.reread();
        // No resource may be looked at one by one any more.
        House onlyByIndex = now.withScan(0);
        assertThat(found(onlyByIndex, BADGE + ":code eq \"A\"")).isEqualTo(2);
        assertThat(found(onlyByIndex, BADGE + ":code ne \"A\"")).isEqualTo(2);
        assertThat(found(onlyByIndex, BADGE + ":code sw \"b\" or " + BADGE + ":code gt \"A\"")).isEqualTo(1);
        assertThat(found(onlyByIndex, BADGE + ":size eq 1e1")).isEqualTo(2);
        assertThat(found(onlyByIndex, BADGE + ":since ge \"2026-02-01T07:00:00Z\"")).isEqualTo(1);
        assertThat(found(onlyByIndex, BADGE + ":doors.value eq \"Y\"")).isEqualTo(1);
        assertThat(found(onlyByIndex, BADGE + ":doors[value eq \"x\"]")).isEqualTo(1);

        now.patch(now.connection().types().user(), id, "[{'op':'replace','path':'" + BADGE + ":code','value':'c'}]");
        now.delete(now.connection().types().user(), meanwhile);
        assertThat(found(onlyByIndex, BADGE + ":code eq \"a\"")).isZero();
        assertThat(found(onlyByIndex, BADGE + ":code eq \"C\"")).isEqualTo(1);

        declarations.remove(house.connection().id(), Kind.SCHEMA, BADGE);
        finish();
        assertThat(entries()).as("of an index that is gone").isEmpty();
    }

    @Test
    void aUniqueAttributeIsEnforcedOnlyWhenNoTwoHaveAValueAlike() {
        String first = user(house, "u1", "'badge':'X'");
        String second = user(house, "u2", "'badge':'x'");
        declarations.declareSchema(house.connection().id(), unique(), false);
        finish();
        assertThat(index("badge")).extracting(DeclaredIndex::state, DeclaredIndex::named)
                .containsExactly(DeclaredIndex.State.DUPLICATES, List.of("x"));
        House now = house.reread();
        String third = user(now, "u3", "'badge':'X'");

        now.patch(now.connection().types().user(), second,
                "[{'op':'replace','path':'" + BADGE + ":badge','value':'y'}]");
        now.delete(now.connection().types().user(), third);
        declarations.declareSchema(house.connection().id(), unique(), true);
        finish();
        assertThat(index("badge").state()).isEqualTo(DeclaredIndex.State.ENFORCED);
        House enforced = house.reread();
        conflict(() -> user(enforced, "u4", "'badge':'Y'"));
        conflict(() -> enforced.patch(enforced.connection().types().user(), first,
                "[{'op':'replace','path':'" + BADGE + ":badge','value':'y'}]"));
        // What it has already, and what nobody has any more, is free.
        enforced.patch(enforced.connection().types().user(), first,
                "[{'op':'replace','path':'" + BADGE + ":badge','value':'X'}]");
        enforced.delete(enforced.connection().types().user(), second);
        user(enforced, "u5", "'badge':'Y'");
        House neighbour = house.neighbour();
        user(neighbour, "u6", "'badge':'Y'");
        assertThat(declarations.declareSchema(house.connection().id(), unique(), true).text())
                .as("declared once more")
                .contains("enforced");
    }

    @Test
    void ofManyWhoComeWithOneValueAtOnceOneGetsIt() throws Exception {
        declarations.declareSchema(house.connection().id(), unique(), false);
        finish();
        House now = house.reread();
        AtomicInteger made = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = "u" + i;
                all.add(clients.submit(() -> {
                    try {
                        user(now, name, "'badge':'one'");
                        made.incrementAndGet();
                    } catch (ScimException taken) {
                        refused.incrementAndGet();
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(made).hasValue(1);
        assertThat(refused).hasValue(19);
    }

    private static void conflict(Runnable request) {
        assertThatExceptionOfType(ScimException.class).isThrownBy(request::run).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail()).contains(BADGE + ":badge");
        });
    }

    private List<ResourceView.IndexedValue> entries() {
        return storage().read(Share.HOUSE, session -> session.resources()
                .indexed(house.connection().id(), "User", index, "", 9));
    }

    private DeclaredIndex index(String attribute) {
        DeclaredIndex found = DeclaredSchema.stored(declarations
                .find(house.connection().id(), Kind.SCHEMA, BADGE)
                .orElseThrow()
                .text())
                .indexes()
                .stream()
                .filter(each -> each.attribute().equals(attribute))
                .findFirst()
                .orElseThrow();
        index = found.id();
        return found;
    }

    private static ObjectNode indexed(String names) {
        ObjectNode json = declaration("{'name':'code','type':'string'},{'name':'size','type':'decimal'},"
                + "{'name':'since','type':'dateTime'},{'name':'doors','type':'complex','multiValued':true,'subAttributes':["
                + "{'name':'value','type':'string'}]}");
        json.set("indexed", House.json("{'x':[" + names + "]}").path("x"));
        return json;
    }

    private static ObjectNode unique() {
        return declaration("{'name':'badge','type':'string','uniqueness':'server'}");
    }

    private void declare(String attributes) {
        declarations.declareSchema(house.connection().id(), declaration(attributes), false);
    }

    private void declareDevice() {
        declarations.declareSchema(house.connection().id(),
                json(DEVICE, "{'name':'serial','type':'string','required':true}"), false);
        declareDeviceType();
    }

    private void declareDeviceType() {
        declarations.declareType(house.connection().id(), deviceType(DEVICE), false);
    }

    private static ObjectNode deviceType(String schema) {
        return House.json("{'resource_type':{'name':'Device','endpoint':'/Devices','schema':'" + schema + "'}}");
    }

    private static ObjectNode declaration(String attributes) {
        ObjectNode json = json(BADGE, attributes);
        json.putArray("extends").addObject().put("resource_type", "User");
        return json;
    }

    private static ObjectNode json(String urn, String attributes) {
        return House.json("{'schema':{'id':'" + urn + "','attributes':[" + attributes + "]}}");
    }

    private static String user(House house, String userName, String extension) {
        return house.create(house.connection().types().user(),
                "{'userName':'" + userName + "','" + BADGE + "':{" + extension + "}}").path("id").stringValue();
    }

    private static ObjectNode stored(House house, String id) {
        return House.json(house.resources.get(house.call(), house.connection().types().user(), id,
                Projection.everything()));
    }

    private static int found(House house, String filter) {
        return house.list(house.connection().types().user(), Map.of("filter", filter)).path("totalResults").intValue();
    }

    private static void refused(Runnable declaring, String told) {
        assertThatExceptionOfType(DirectoryException.class).isThrownBy(declaring::run).withMessageContaining(told);
    }

    private void finish() {
        // A look for values that are alike waits its time once more.
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
