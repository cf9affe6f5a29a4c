package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.SchemaReader;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ResourcePlansTest {
    private static final ResourceType USER = StandardSchemas.user();
    private static final ResourceType GROUP = StandardSchemas.group();

    @Test
    void creationAssignsEverythingAndAddsTheMembers() {
        ChangePlan user = ResourcePlans.creation(
                USER, read(USER, "{'userName':'ann','name':{'familyName':'Lee'},'password':'s3cret'}"));
        assertThat(ChangePlanJson.write(user)).isEqualTo(quoted("[{'change':'assign','path':'userName','after':'ann'},"
                + "{'change':'assign','path':'name.familyName','after':'Lee'},"
                + "{'change':'assign','path':'active','after':true}]"));
        ChangePlan group = ResourcePlans.creation(GROUP, read(GROUP, "{'displayName':'g','members':[{'value':'a'}]}"));
        assertThat(ChangePlanJson.write(group.membershipChanges()))
                .isEqualTo(quoted("[{'change':'add-members','members':[{'value':'a'}]}]"));
        assertThat(ResourcePlans.creation(GROUP, read(GROUP, "{'displayName':'g','members':[]}")).membershipChanges())
                .isEmpty();
    }

    @Test
    @DisplayName("7644-3.5.1-01, 7644-3.5.1-02 a PUT clears what is left out")
    void replacementClearsWhatIsLeftOut() {
        ObjectNode current = read(USER, "{'userName':'ann','title':'t','name':{'familyName':'Lee','givenName':'Ann'},"
                + "'active':false,'" + Urns.ENTERPRISE_USER + "':{'department':'D'}}").document();
        ChangePlan plan = replacement(
                USER, current, read(USER, "{'userName':'ann','name':{'givenName':'Ann'}}"));
        assertThat(ChangePlanJson.write(plan)).isEqualTo(quoted("[{'change':'assign','path':'name.familyName',"
                + "'before':'Lee'},{'change':'assign','path':'active','before':false,'after':true},"
                + "{'change':'assign','path':'title','before':'t'},{'change':'assign','path':'" + Urns.ENTERPRISE_USER
                + ":department','before':'D'}]"));
    }

    @Test
    void replacementByTheSameKeepsTheDocument() {
        ObjectNode current = read(USER, "{'userName':'ann','title':'t'}").document();
        ChangePlan plan = replacement(USER, current, read(USER, "{'title':'t','userName':'ann'}"));
        assertThat(plan.empty()).isTrue();
        assertThat(plan.document()).isSameAs(current);
    }

    @Test
    void replacementOfAGroupReplacesItsMembersAlways() {
        ObjectNode current = read(GROUP, "{'displayName':'g'}").document();
        ChangePlan plan = replacement(GROUP, current, read(GROUP, "{'displayName':'g'}"));
        assertThat(ChangePlanJson.write(plan)).isEqualTo(quoted("[{'change':'replace-members','members':[]}]"));
        assertThat(plan.changesDocument()).isFalse();
    }

    /** A value that cannot be read says nothing, and what it might have said was not that its attribute is to be cleared. */
    @Test
    void replacementKeepsWhatStandsWhereAValueCannotBeRead() {
        ObjectNode current = read(USER, "{'userName':'ann','title':'t','nickName':'n','name':{'familyName':'Lee',"
                + "'givenName':'Ann'},'photos':[{'value':'a.jpg'}],'" + Urns.ENTERPRISE_USER
                + "':{'department':'D','division':'V','manager':{'value':'m'}}}").document();
        for (String odd : List.of(
                "'title':{'x':1},'name':{'familyName':['a','b'],'givenName':'Ann'},'photos':[{'value':'a.jpg'}],'"
                        + Urns.ENTERPRISE_USER + "':{'department':{'x':1},'division':'V','manager':true}",
                "'title':['a','b'],'name':'Ann Lee','photos':[[1],[2]],'" + Urns.ENTERPRISE_USER + "':'text'",
                "'title':'t','name':{'familyName':{},'givenName':[1,2]},'photos':'javascript:1','department':[1,2],"
                        + "'division':'V','manager':{'displayName':'M'}")) {
            ChangePlan plan = replacement(USER, current, read(USER, "{'userName':'ann','active':false," + odd + "}"));
            assertThat(ChangePlanJson.write(plan)).as(odd)
                    .isEqualTo(quoted("[{'change':'assign','path':'active','before':true,'after':false},"
                            + "{'change':'assign','path':'nickName','before':'n'}]"));
            assertThat(plan.document().get("name").toString()).as("in the order of the schema")
                    .startsWith(quoted("{'familyName'"));
        }
    }

    @Test
    void replacementReplacesAListByWhatCanBeReadOfIt() {
        ObjectNode current = read(USER, "{'userName':'ann','photos':[{'value':'a.jpg','type':'photo'}]}").document();
        ObjectNode document = replacement(USER, current, read(USER, "{'userName':'ann','photos':[{'value':'b.jpg',"
                + "'type':{'x':1}},{'value':[1,2]}]}")).document();
        assertThat(document.path("photos")).hasToString(quoted("[{'value':'b.jpg'}]"));
        assertThat(replacement(USER, current, read(USER, "{'userName':'ann','photos':[],'name':{}}")).document()
                .has("photos")).as("an empty list clears").isFalse();
    }

    private static ChangePlan replacement(ResourceType type, ObjectNode current, NormalizedResource resource) {
        return ResourcePlans.replacement(type, current, resource, Dialect.tolerant());
    }

    @Test
    void deletionUnassignsEverything() {
        ChangePlan plan = ResourcePlans.deletion(read(GROUP, "{'displayName':'g','externalId':'e'}").document());
        assertThat(ChangePlanJson.write(plan)).isEqualTo(quoted("[{'change':'assign','path':'externalId','before':'e'},"
                + "{'change':'assign','path':'displayName','before':'g'}]"));
        assertThat(plan.document()).isEmpty();
    }

    @Test
    @DisplayName("7643-7-10, 7644-3.5.1-04, 7644-3.5.1-05 a PUT sets an immutable attribute once")
    void anImmutableAttributeIsSetOnce() {
        ResourceType device = device();
        ObjectNode unset = read(device, "{'label':'l'}").document();
        ObjectNode set = replacement(device, unset, read(device, "{'label':'l','serial':'1'}"))
                .document();
        assertThat(set.path("serial").asString()).isEqualTo("1");
        assertThat(replacement(device, set, read(device, "{'label':'l','serial':'1'}")).empty()).isTrue();
        assertThat(replacement(device, set, read(device, "{'label':'l'}")).empty()).isTrue();
        ScimException error = catchThrowableOfType(
                ScimException.class,
                () -> replacement(device, set, read(device, "{'label':'l','serial':'2'}")));
        assertThat(error.scimType()).contains(ScimType.MUTABILITY);
    }

    @Test
    @DisplayName("7644-3.5.2-10 a PATCH keeps immutable attributes too")
    void patchKeepsImmutablesToo() {
        ResourceType device = device();
        ObjectNode unset = read(device, "{'label':'l'}").document();
        ObjectNode set = PatchPropertiesTest.plan(device, unset, "{'op':'add','path':'serial','value':'1'}").document();
        assertThat(set.path("serial").asString()).isEqualTo("1");
        assertThat(PatchPropertiesTest.plan(device, set, "{'op':'replace','path':'serial','value':'1'}").empty())
                .isTrue();
        for (String operation : List.of(
                "{'op':'replace','path':'serial','value':'2'}", "{'op':'remove','path':'serial'}")) {
            ScimException error = catchThrowableOfType(
                    ScimException.class, () -> PatchPropertiesTest.plan(device, set, operation));
            assertThat(error.scimType()).contains(ScimType.MUTABILITY);
        }
    }

    @Test
    void simpleListsAreSetsOfValues() {
        ResourceType device = device();
        ObjectNode before = read(device, "{'label':'l','tags':['a','b','a']}").document();
        assertThat(before.path("tags")).hasToString(quoted("['a','b']"));
        assertThat(PatchPropertiesTest.plan(device, before, "{'op':'add','path':'tags','value':['b','c']}")
                .document()
                .path("tags")).hasToString(quoted("['a','b','c']"));
        assertThat(PatchPropertiesTest.plan(device, before, "{'op':'remove','path':'tags[value eq \\'a\\']'}")
                .document()
                .path("tags")).hasToString(quoted("['b']"));
        assertThat(PatchPropertiesTest.plan(
                device, before, "{'op':'replace','path':'tags[value eq \\'a\\'].value','value':'x'}")
                .document()
                .path("tags")).hasToString(quoted("['x','b']"));
    }

    private static ResourceType device() {
        ObjectNode schema = PatchCase.json(quoted("{'id':'urn:example:device:2.0:Device','name':'Device','attributes':["
                + "{'name':'label','type':'string','required':true},"
                + "{'name':'serial','type':'string','mutability':'immutable'},"
                + "{'name':'tags','type':'string','multiValued':true}]}"));
        return new ResourceType("Device", "/Devices", "A device", SchemaReader.read(schema), List.of());
    }

    private static NormalizedResource read(ResourceType type, String body) {
        return ResourceNormalizer.normalize(
                type, PatchCase.json(quoted(body)), Dialect.tolerant(), new FiredTolerances());
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
