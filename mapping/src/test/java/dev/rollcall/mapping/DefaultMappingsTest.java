package dev.rollcall.mapping;

import dev.rollcall.mapping.place.ScimPlaces;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DefaultMappingsTest {
    static final List<String> STRATEGIES = DefaultMappings.STRATEGIES;
    private static final String E = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final ObjectNode USER = Cases.object("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User','" + E
            + "'],'externalId':'x1','userName':'ann@example.com','name':{'formatted':'Ann B','familyName':'B','givenName':'Ann',"
            + "'middleName':'M','honorificPrefix':'Dr','honorificSuffix':'II'},'displayName':'Ann B','nickName':'An',"
            + "'profileUrl':'https://x/ann','title':'Chief','userType':'staff','preferredLanguage':'de','locale':'de-DE',"
            + "'timezone':'Europe/Berlin','active':true,"
            + "'emails':[{'value':'w@x','type':'work'},{'value':'p@x','type':'home','primary':true}],"
            + "'phoneNumbers':[{'value':'1','type':'work','primary':true},{'value':'2','type':'mobile'},"
            + "{'value':'3','type':'fax'},{'value':'4','type':'home'}],"
            + "'photos':[{'value':'https://x/a.jpg','type':'photo'}],"
            + "'addresses':[{'formatted':'F','streetAddress':'S','locality':'L','region':'R','postalCode':'P','country':'DE',"
            + "'type':'work'}],'entitlements':[{'value':'e1'}],'roles':[{'value':'r1','primary':true}],"
            + "'favouriteColour':'blue','urn:example:hr:2.0:User':{'badge':7},"
            + "'" + E + "':{'employeeNumber':'701','costCenter':'C','organization':'O','division':'D','department':'T',"
            + "'manager':{'value':'m1'}}}");

    @Test
    void anEntraUserAsTheProductSeesIt() {
        assertThat(Mapping.defaultFor("waad").profile(USER))
                .isEqualTo(new Profile(Cases.object("{'upn':'ann@example.com',"
                        + "'email':'w@x','blocked':false,'name':'Ann B','given_name':'Ann','family_name':'B','nickname':'An',"
                        + "'picture':'https://x/a.jpg','app_metadata':{'external_id':'x1','work_phone_number':'1',"
                        + "'mobile_phone_number':'2','fax_number':'3','street_address':'S','city':'L','state':'R','postal_code':'P',"
                        + "'postal_address':'F','country':'DE','profile_url':'https://x/ann','user_type':'staff','title':'Chief',"
                        + "'language':'de','locale':'de-DE','timezone':'Europe/Berlin','employee_id':'701','cost_center':'C',"
                        + "'organization':'O','division':'D','department':'T','manager':'m1'}}"), List.of()));
    }

    @Test
    void anOktaUserAsTheProductSeesIt() {
        ObjectNode profile = Mapping.defaultFor("okta").profile(USER).attributes();
        assertThat(profile.path("preferred_username").stringValue()).isEqualTo("ann@example.com");
        assertThat(profile.path("email").stringValue()).isEqualTo("p@x");
        assertThat(profile.path("app_metadata").path("primary_phone_number").stringValue()).isEqualTo("1");
        assertThat(profile.path("app_metadata").path("honorific_suffix").stringValue()).isEqualTo("II");
        assertThat(profile.has("roles")).isFalse();
    }

    @ParameterizedTest
    @FieldSource("STRATEGIES")
    void everyRowIsPlainAndFeedsSomething(String strategy) {
        Mapping mapping = Mapping.defaultFor(strategy);
        assertThat(mapping.rows()).hasSizeGreaterThan(28).allMatch(ProfileRow::plain);
        Profile profile = mapping.profile(USER);
        assertThat(mapping.rows()).allSatisfy(
                row -> assertThat(profile.value(ProfilePath.parse(row.auth0()))).as(row.toString()).isPresent());
        assertThat(profile.problems()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("STRATEGIES")
    void theWayBackLosesNothingButABlock(String strategy) {
        Mapping mapping = Mapping.defaultFor(strategy);
        assertThat(mapping.preview(USER).roundTrip().lost()).isEmpty();
        ObjectNode inactive = USER.deepCopy().put("active", false);
        assertThat(mapping.preview(inactive).roundTrip().lost()).extracting(loss -> loss.attribute().toString())
                .containsExactly("blocked");
    }

    @ParameterizedTest
    @FieldSource("STRATEGIES")
    void everyAttributeCanBeEditedAndNothingElseChanges(String strategy) {
        Mapping mapping = Mapping.defaultFor(strategy);
        for (ProfileRow row : mapping.rows()) {
            ProfilePath target = ProfilePath.parse(row.auth0());
            if (target.equals(ProfilePath.of("blocked"))) {
                continue;
            }
            JsonNode value = newValue(row);
            MappingEdit edit = mapping.edit(USER, ProfileEdit.of(target, Optional.of(value)), Dialect.tolerant());
            assertThat(edit.outcomes().get(target)).isEqualTo(new EditOutcome.Applied(Optional.of(value)));
            ObjectNode expected = mapping.profile(USER).attributes().deepCopy();
            target.put(expected, value);
            assertThat(mapping.profile(edit.document()).attributes()).as(row.toString()).isEqualTo(expected);
            assertThat(edit.document().path("favouriteColour")).isEqualTo(USER.path("favouriteColour"));
            assertThat(edit.document().path("urn:example:hr:2.0:User")).isEqualTo(USER.path("urn:example:hr:2.0:User"));
        }
    }

    @Test
    void anUnknownStrategyIsRefused() {
        assertThatThrownBy(() -> Mapping.defaultFor("ldap")).hasMessageContaining("waad, okta, samlp, oidc, scim");
    }

    private static JsonNode newValue(ProfileRow row) {
        boolean list = new ScimPlaces(StandardSchemas.user()).parse(row.scim().orElseThrow())
                .leaf()
                .filter(Attribute::multiValued)
                .isPresent();
        return Cases.json(list ? "[{'value':'new'}]" : "'new'");
    }
}
