package dev.rollcall.mapping;

import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class MappingEditTest {
    private static final String SCHEMAS = "'schemas':['urn:ietf:params:scim:schemas:core:2.0:User',"
            + "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']";
    private static final Mapping MAPPING = Cases.mapping("[{'scim':'userName','auth0':'username'},"
            + "{'scim':'active','auth0':'blocked'},"
            + "{'scim':'title','auth0':'app_metadata.title','edit':'refused'},"
            + "{'scim':'displayName','auth0':'name','default':'nobody'},"
            + "{'scim':'nickName','auth0':'nickname','direction':'in'},"
            + "{'scim':'userType','auth0':'app_metadata.kind','direction':'in','edit':'overlay'},"
            + "{'scim':'locale','auth0':'user_metadata.locale','direction':'out'},"
            + "{'scim':'emails[type eq \\'work\\'].value','auth0':'email'},"
            + "{'scim':'emails[primary eq true].value','auth0':'app_metadata.mails.primary'},"
            + "{'scim':'roles','auth0':'app_metadata.roles'},"
            + "{'auth0':'app_metadata.source','constant':'scim'}]");
    private final ObjectNode user = Cases.object("{" + SCHEMAS
            + ",'externalId':'e','userName':'ann','displayName':'Ann',"
            + "'nickName':'An','title':'Chief','userType':'staff','active':true,"
            + "'emails':[{'value':'w','type':'work'},{'value':'p','primary':true}],'unknown':{'a':[1.50,null]}}");

    private MappingEdit edit(String body) {
        String before = user.toString();
        MappingEdit edit = MAPPING.edit(user, ProfileEdit.of(Cases.object(body)), Dialect.tolerant());
        assertThat(user).hasToString(before);
        return edit;
    }

    private static EditOutcome outcome(MappingEdit edit, String path) {
        return edit.outcomes().get(ProfilePath.parse(path));
    }

    private static EditOutcome.Applied applied(String json) {
        return new EditOutcome.Applied(Optional.of(Cases.json(json)));
    }

    /** What would be written and never shown is said. */
    @Test
    void anAttributeThatIsTextForEveryClientTakesTextAlone() {
        Mapping mapping = Cases.mapping("[{'scim':'urn:example:hr:2.0:User.badge','auth0':'nickname'}]");
        MappingEdit edit = mapping.edit(Cases.object("{'userName':'ann'}"),
                ProfileEdit.of(ProfilePath.of("nickname"), Optional.of(Cases.json("{'a':1}"))), Dialect.tolerant());
        assertThat(edit.refusals()).hasToString("{nickname=nickname is text for every client; send text.}");
        assertThat(edit.document()).isEqualTo(Cases.object("{'userName':'ann'}"));
    }

    /** A row that nobody wants to change shows what the rest of the edit made of it. */
    @Test
    void whatIsShownIsWhatIsThereInTheEnd() {
        Mapping mapping = Cases.mapping("[{'auth0':'app_metadata.n','expression_in':'size(title)'},"
                + "{'scim':'title','auth0':'app_metadata.title'}]");
        java.util.SequencedMap<ProfilePath, Optional<JsonNode>> assignments = new java.util.LinkedHashMap<>();
        assignments.put(ProfilePath.parse("app_metadata.n"), Optional.of(Cases.json("2")));
        assignments.put(ProfilePath.parse("app_metadata.title"), Optional.of(Cases.json("'Chief'")));
        MappingEdit edit = mapping.edit(Cases.object("{'userName':'ann','title':'Dr'}"), new ProfileEdit(assignments),
                Dialect.tolerant());
        assertThat(edit.outcomes().get(ProfilePath.parse("app_metadata.n")))
                .isEqualTo(new EditOutcome.Applied(Optional.of(Cases.json("5"))));
    }

    @Test
    void anEditGoesIntoTheDocumentAndNothingElseChanges() {
        MappingEdit edit = edit("{'email':'new'}");
        assertThat(edit.document()).hasToString(user.toString().replace("\"value\":\"w\"", "\"value\":\"new\""));
        assertThat(outcome(edit, "email")).isEqualTo(applied("'new'"));
    }

    @Test
    void whatIsThereAlreadyIsAppliedWhateverTheRowSays() {
        Profile profile = MAPPING.profile(user);
        ObjectNode all = profile.attributes().deepCopy();
        all.remove("blocked");
        ((ObjectNode) all.path("app_metadata")).remove("kind");
        MappingEdit edit = MAPPING.edit(user, ProfileEdit.of(all), Dialect.tolerant());
        assertThat(edit.document()).isSameAs(user);
        assertThat(edit.refusals()).isEmpty();
    }

    /** The identity provider's word and the administrator's are two: DESIGN 3.6. */
    @Test
    void aBlockIsNeverWrittenToTheDocument() {
        MappingEdit edit = edit("{'blocked':true}");
        assertThat(edit.document()).isSameAs(user);
        assertThat(outcome(edit, "blocked")).isEqualTo(new EditOutcome.Overlay(Optional.of(Cases.json("true"))));
        assertThat(Cases.mapping("[]").edit(user, ProfileEdit.of(Cases.object("{'blocked':true}")), Dialect.tolerant()))
                .isEqualTo(edit);
    }

    @Test
    void whatTheProviderOwnsIsRefusedAndSaid() {
        MappingEdit edit = edit("{'nickname':'x','app_metadata':{'title':'y','source':'z'},'name':'New'}");
        assertThat(edit.refusals().keySet()).extracting(ProfilePath::toString)
                .containsExactly("nickname", "app_metadata.title", "app_metadata.source");
        assertThat(edit.refusals().values()).element(0)
                .asString()
                .contains("comes from the identity provider", "nickName");
        assertThat(edit.refusals().values()).element(1).asString().contains("let the mapping's row allow edits");
        assertThat(edit.refusals().values()).element(2).asString().contains("a constant of the mapping");
        assertThat(edit.document().path("title")).isEqualTo(user.path("title"));
        assertThat(edit.document().path("displayName").stringValue()).isEqualTo("New");
    }

    @Test
    void whatNoRowFeedsBelongsToTheOverlay() {
        MappingEdit edit = edit("{'given_name':'Ann','app_metadata':{'plan':{'a':1}},'user_metadata':{'x':null}}");
        assertThat(edit.document()).isSameAs(user);
        assertThat(edit.outcomes()).isEqualTo(Map.of(
                ProfilePath.of("given_name"), new EditOutcome.Overlay(Optional.of(Cases.json("'Ann'"))),
                ProfilePath.of("app_metadata", "plan"), new EditOutcome.Overlay(Optional.of(Cases.json("{'a':1}"))),
                ProfilePath.of("user_metadata", "x"), new EditOutcome.Overlay(Optional.empty())));
    }

    @Test
    void aRowMaySayThatEditsAreKeptBesideIt() {
        assertThat(outcome(edit("{'app_metadata':{'kind':'vip'}}"), "app_metadata.kind"))
                .isEqualTo(new EditOutcome.Overlay(Optional.of(Cases.json("'vip'"))));
    }

    @Test
    void whatOnlyGoesOutIsWrittenAndKept() {
        MappingEdit edit = edit("{'user_metadata':{'locale':'de'}}");
        assertThat(outcome(edit, "user_metadata.locale"))
                .isEqualTo(new EditOutcome.AppliedAndKept(Optional.of(Cases.json("'de'"))));
        assertThat(edit.document().path("locale").stringValue()).isEqualTo("de");
        assertThat(MAPPING.profile(edit.document()).value(ProfilePath.parse("user_metadata.locale"))).isEmpty();
    }

    @Test
    void nullTakesOutAndADefaultTakesItsPlace() {
        MappingEdit edit = edit("{'name':null,'email':null}");
        assertThat(outcome(edit, "name")).isEqualTo(applied("'nobody'"));
        assertThat(outcome(edit, "email")).isEqualTo(new EditOutcome.Applied(Optional.empty()));
        assertThat(edit.document().has("displayName")).isFalse();
        assertThat(edit.document().path("emails")).isEqualTo(Cases.json("[{'value':'p','primary':true}]"));
    }

    @Test
    void aDefaultIsWrittenOnlyOverSomethingElse() {
        assertThat(edit("{'name':'nobody'}").document().path("displayName").stringValue()).isEqualTo("nobody");
        ObjectNode nameless = Cases.object("{" + SCHEMAS + ",'userName':'ann','active':true}");
        assertThat(MAPPING.edit(nameless, ProfileEdit.of(Cases.object("{'name':'nobody'}")), Dialect.tolerant())
                .document())
                .isSameAs(nameless);
    }

    @Test
    void whatScimRequiresStays() {
        assertThat(edit("{'username':null}").refusals().values())
                .singleElement()
                .asString()
                .contains("username stays as it is", "SCIM requires userName");
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        assertThat(edit("{'email':{'a':1}}").refusals().values()).singleElement().asString().contains("takes text");
    }

    @Test
    void anObjectOfWhichARowFeedsAPartIsDividedBetweenThem() {
        MappingEdit edit = edit("{'app_metadata':{'mails':{'primary':'q','backup':{'x':1}}}}");
        assertThat(outcome(edit, "app_metadata.mails.primary")).isEqualTo(applied("'q'"));
        assertThat(outcome(edit, "app_metadata.mails"))
                .isEqualTo(new EditOutcome.Overlay(Optional.of(Cases.json("{'backup':{'x':1}}"))));
        assertThat(edit("{'app_metadata':{'mails':'text'}}").refusals().values())
                .singleElement()
                .asString()
                .contains("send an object");
    }

    @Test
    void aPartOfWhatIsMappedAsAWholeCannotBeAssigned() {
        ProfileEdit part = ProfileEdit.of(ProfilePath.parse("app_metadata.roles.first"),
                Optional.of(Cases.json("'x'")));
        assertThat(MAPPING.edit(user, part, Dialect.tolerant()).refusals().values())
                .singleElement()
                .asString()
                .contains("app_metadata.roles is mapped as a whole");
    }

    @Test
    void emptyMetadataTakesAllOfItOut() {
        MappingEdit edit = edit("{'app_metadata':{}}");
        assertThat(edit.outcomes().keySet()).extracting(ProfilePath::toString)
                .containsExactly("app_metadata.title", "app_metadata.kind", "app_metadata.mails.primary",
                        "app_metadata.roles", "app_metadata.source", "app_metadata");
        assertThat(edit.document().path("emails")).isEqualTo(Cases.json("[{'value':'w','type':'work'}]"));
    }

    @Test
    void oneEditNeverUndoesAnother() {
        ObjectNode both = Cases.object("{" + SCHEMAS + ",'userName':'ann','active':true,"
                + "'emails':[{'value':'w','type':'work','primary':true}]}");
        MappingEdit edit = MAPPING.edit(both, ProfileEdit.of(Cases.object(
                "{'email':'a','app_metadata':{'mails':{'primary':'b'}}}")), Dialect.tolerant());
        assertThat(outcome(edit, "email")).isEqualTo(applied("'a'"));
        assertThat(edit.refusals().values()).singleElement().asString().contains("it would change email");
        assertThat(edit.document().path("emails").get(0).path("value").stringValue()).isEqualTo("a");
    }

    /** As every client does that reads a profile, changes one attribute and sends all of it. */
    @Test
    void whatWasReadAndSentBackNeverStandsInTheWayOfAChange() {
        Mapping mapping = Cases.mapping("[{'scim':'emails.value','auth0':'app_metadata.all','direction':'in'},"
                + "{'scim':'emails[primary eq true].value','auth0':'app_metadata.primary'},"
                + "{'scim':'emails[type eq \\'work\\'].value','auth0':'email'}]");
        ObjectNode document = Cases.object("{'userName':'a','active':true,"
                + "'emails':[{'value':'w','type':'work','primary':true}]}");
        ObjectNode sent = mapping.profile(document).attributes().deepCopy().put("email", "new");
        for (ObjectNode body : List.of(sent,
                Cases.object("{'email':'new','app_metadata':{'all':['w'],'primary':'w'}}"))) {
            MappingEdit edit = mapping.edit(document, ProfileEdit.of(body), Dialect.tolerant());
            assertThat(edit.refusals()).isEmpty();
            assertThat(mapping.profile(edit.document()).attributes()).isEqualTo(
                    Cases.object("{'email':'new','app_metadata':{'all':['new'],'primary':'new'}}"));
        }
    }

    @Test
    void aNewUserIsMadeFromNothing() {
        MappingEdit made = MAPPING.edit(Cases.object("{}"), ProfileEdit.of(Cases.object(
                "{'username':'bob','email':'b','name':'Bob'}")), Dialect.tolerant());
        assertThat(made.document()).isEqualTo(Cases.object("{" + SCHEMAS
                + ",'userName':'bob','displayName':'Bob','active':true,'emails':[{'value':'b','type':'work'}]}"));
        JsonNode strict = MAPPING.edit(Cases.object("{}"), ProfileEdit.of(Cases.object("{'username':'bob'}")),
                Dialect.strict()).document().path("schemas");
        assertThat(strict).isEqualTo(Cases.json("['urn:ietf:params:scim:schemas:core:2.0:User']"));
    }

    @Test
    void aValueLargerThanAProfileIsRefused() {
        Mapping small = Mapping.parse(MAPPING.rows(), StandardSchemas.user(),
                new MappingLimits(200, 4_096, 1_000, MappingLimits.defaults().expressions()));
        MappingEdit edit = small.edit(user, ProfileEdit.of(Cases.object("{'name':'" + "x".repeat(1_000) + "'}")),
                Dialect.tolerant());
        assertThat(edit.refusals().values()).singleElement().asString().contains("more than 1000 bytes");
        assertThat(edit.document()).isSameAs(user);
    }
}
