package dev.rollcall.mapping;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreviewTest {
    private static final String E = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final Mapping MAPPING = Cases.mapping("[{'scim':'userName','auth0':'username'},"
            + "{'scim':'emails[type eq \\'work\\'].value','auth0':'email'},"
            + "{'scim':'title','auth0':'app_metadata.title','direction':'in'},"
            + "{'scim':'displayName','auth0':'name','default':'nobody'},"
            + "{'scim':'nickName','auth0':'nickname','edit':'refused'},"
            + "{'scim':'locale','auth0':'user_metadata.locale','direction':'out'},"
            + "{'scim':'active','auth0':'blocked'},"
            + "{'auth0':'app_metadata.source','constant':'scim'}]");

    @Test
    void aPayloadIsReadAsARequestIsAndShown() {
        Preview preview = MAPPING.previewOf(Cases.object("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],"
                + "'userName':'ann','active':'False','title':'Chief','name':{'givenName':'Ann'},'colour':'blue',"
                + "'emails':[{'value':'w','type':'work','display':'W'},{'value':'h','type':'home'}],"
                + "'" + E + "':{'manager':'m1','department':'D'}}"), Dialect.tolerant());
        assertThat(preview.profile().attributes())
                .isEqualTo(Cases.object("{'username':'ann','email':'w','name':'nobody',"
                        + "'blocked':true,'app_metadata':{'title':'Chief','source':'scim'}}"));
        assertThat(preview.roundTrip().resource()).isEqualTo(Cases.object("{'schemas':["
                + "'urn:ietf:params:scim:schemas:core:2.0:User','" + E + "'],'userName':'ann','active':true,"
                + "'emails':[{'value':'w','type':'work'}]}"));
        assertThat(preview.roundTrip().lost()).extracting(loss -> loss.attribute().toString())
                .containsExactly("app_metadata.title", "blocked");
        assertThat(preview.roundTrip().lost()).extracting(Loss::reason)
                .containsExactly("The row only reads, so that the profile makes nothing of it in the resource.",
                        "The row shows the opposite of active and never writes it; who is blocked by an administrator stays so "
                                + "beside the resource.");
        assertThat(preview.unmapped()).containsExactly("name.givenName", "emails[0].display", "emails[1].value",
                "emails[1].type", "colour", E + ".department", E + ".manager.value");
    }

    @Test
    void whatIsLostIsNamedWithItsReason() {
        ObjectNode profile = Cases.object("{'username':'ann','email':{'a':1},'nickname':'x','name':'nobody',"
                + "'user_metadata':{'locale':'de'},'app_metadata':{'source':'other'}}");
        assertThat(MAPPING.roundTrip(profile).lost()).extracting(loss -> loss.attribute() + ": " + loss.reason())
                .containsExactly(
                        "email: email stays as it is: emails[type eq \"work\"].value takes text, which this value is not; send it in "
                                + "that form.",
                        "nickname: nickname comes from the identity provider; change nickName there, or let the mapping's row allow "
                                + "edits.",
                        "user_metadata.locale: The row only writes, so that what is in the resource is not shown.",
                        "blocked: The row shows the opposite of active and never writes it; who is blocked by an administrator stays "
                                + "so beside the resource.",
                        "app_metadata.source: The row shows a constant, whatever the profile said.");
        assertThat(MAPPING.roundTrip(Cases.object("{'username':'ann'}")).lost())
                .extracting(loss -> loss.attribute() + ": " + loss.reason())
                .contains("name: The resource has no value, so that the row shows its default.");
    }

    @Test
    void aPayloadThatNoRequestMayHaveIsRefused() {
        assertThatThrownBy(() -> MAPPING.previewOf(Cases.object("{'active':5}"), Dialect.tolerant()))
                .isInstanceOf(ScimException.class);
    }

    @Test
    void aLongListOfUnmappedAttributesIsCut() {
        ObjectNode document = Cases.object("{'userName':'ann'}");
        for (int i = 0; i < 1_000; i++) {
            document.put("a" + i, i);
        }
        assertThat(MAPPING.preview(document).unmapped()).hasSize(Preview.MAX_UNMAPPED);
    }

    @Test
    void aProfileIsNoLargerThanItMayBe() {
        Mapping mapping = Mapping.parse(ProfileRows.read(Cases.json("[{'scim':'title','auth0':'name'},"
                + "{'scim':'title','auth0':'nickname','direction':'in'},{'scim':'userName','auth0':'username'}]")),
                StandardSchemas.user(), new MappingLimits(200, 4_096, 600, MappingLimits.defaults().expressions()));
        Profile profile = mapping.profile(Cases.object("{'userName':'ann','title':'" + "x".repeat(500) + "'}"));
        assertThat(profile.attributes().propertyNames()).containsExactly("name", "username");
        assertThat(profile.problems()).singleElement()
                .asString()
                .contains("Row 2 (title → nickname)", "more than 600 bytes");
    }

    @Test
    void aSearchBeginsAtTheAttributeThatFeeds() {
        Mapping mapping = Mapping.parse(ProfileRows.read(Cases.json("[{'scim':'userName','auth0':'username'},"
                + "{'scim':'emails[type eq \\'work\\'].value','auth0':'email'},{'scim':'title','auth0':'name','default':'x'},"
                + "{'scim':'" + E + ".manager','auth0':'app_metadata.manager'},{'scim':'active','auth0':'blocked'},"
                + "{'scim':'locale','auth0':'user_metadata.l','direction':'out'},{'auth0':'nickname','constant':'c'}]")));
        assertThat(List.of("username", "email", "app_metadata.manager"))
                .map(target -> mapping.searchedBy(ProfilePath.parse(target)).orElse("none"))
                .containsExactly("userName", "emails.value", E + ":manager.value");
        assertThat(List.of("name", "blocked", "user_metadata.l", "nickname", "given_name"))
                .allMatch(target -> mapping.searchedBy(ProfilePath.parse(target)).isEmpty());
    }
}
