package dev.rollcall.clients;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The checks of scimvalidator.microsoft.com that concern users, with its numbers. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class MicrosoftValidatorTest {
    private static final String MANAGER = Urn.ENTERPRISE + ":manager";

    private final Random random = new Random(20260210);
    private final ValidatorUser sent = new ValidatorUser(random);
    private final ValidatorUser other = new ValidatorUser(random);
    private final ClientFlow flow;

    MicrosoftValidatorTest(StoreKind kind, LiveServers servers) {
        flow = new ClientFlow(servers.on(kind).connect());
    }

    @Test
    @DisplayName("1 POST /Users - create")
    void createUser() {
        assertThat(sent.size()).isEqualTo(36);
        JsonNode created = create("noemie.hoppe@schaefer.us");

        sent.assertIn(created);
        JsonNode found = flow.findOne("/Users", "userName eq \"noemie.hoppe@schaefer.us\"");
        sent.assertIn(found);
        assertThat(found).isEqualTo(created);
    }

    @Test
    @DisplayName("2 POST /Users - duplicate")
    void createUserTwice() {
        create("twice@schaefer.us");
        Answer second = flow.client().post("/Users", sent.createBody("twice@schaefer.us"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.at("/scimType")).isEqualTo("uniqueness");
    }

    @Test
    @DisplayName("3 GET filter existing")
    void filterExisting() {
        JsonNode created = create("existing@schaefer.us");
        create("another@schaefer.us");
        Answer answer = flow.find("/Users", "userName eq \"existing@schaefer.us\"");
        assertListOf(answer, created);
    }

    @Test
    @DisplayName("4 GET filter non-existing")
    void filterNonExisting() {
        create("existing@schaefer.us");
        Answer answer = flow.find("/Users", "userName eq \"nonexistent1a2b3c_existing@schaefer.us\"");
        assertThat(answer.at("/totalResults")).isEqualTo(0);
        assertThat(answer.at("/schemas/0")).isEqualTo(Urn.LIST);
    }

    @Test
    @DisplayName("5 GET filter other case")
    void filterOtherCase() {
        JsonNode created = create("noemie.hoppe@schaefer.us");
        assertListOf(flow.find("/Users", "userName eq \"NOEMIE.HOPPE@SCHAEFER.US\""), created);
    }

    @Test
    @DisplayName("6 PATCH Replace Attributes Verbose")
    void replaceAttributesVerbose() {
        String path = "/Users/" + id(create("user@schaefer.us"));
        flow.patch(path, other.verbosePatch("replace"));
        other.assertIn(flow.read(path));
    }

    @Test
    @DisplayName("6b PATCH Replace Attributes (non-verbose)")
    void replaceAttributesMerged() {
        String path = "/Users/" + id(create("user@schaefer.us"));
        flow.patch(path, other.mergedPatch("replace"));
        other.assertIn(flow.read(path));
    }

    @Test
    @DisplayName("6b PATCH Add Attributes Verbose")
    void addAttributesVerbose() {
        String path = "/Users/" + flow.user("minimal@schaefer.us");
        flow.patch(path, other.verbosePatch("add"));
        other.assertIn(flow.read(path));
    }

    @Test
    @DisplayName("6b PATCH Add Attributes (non-verbose)")
    void addAttributesMerged() {
        String path = "/Users/" + flow.user("minimal@schaefer.us");
        flow.patch(path, other.mergedPatch("add"));
        other.assertIn(flow.read(path));
    }

    @Test
    @DisplayName("7 Update User userName")
    void updateUserName() {
        String path = "/Users/" + id(create("before@schaefer.us"));
        flow.patch(path, "{op:'replace',value:{userName:'burdette@beer.co.uk'}}");
        assertThat(flow.read(path, "/userName")).isEqualTo("burdette@beer.co.uk");
        sent.assertIn(flow.findOne("/Users", "userName eq \"burdette@beer.co.uk\""));
    }

    @Test
    @DisplayName("8 Disable User")
    void disableUser() {
        String path = "/Users/" + id(create("leaver@schaefer.us"));
        flow.patch(path, "{op:'replace',path:'active',value:false}");
        assertThat(flow.read(path, "/active")).isEqualTo(false);
        assertThat(Json.at(flow.findOne("/Users", "userName eq \"leaver@schaefer.us\""), "/active")).isEqualTo(false);
    }

    @Test
    @DisplayName("9 Add Manager")
    void addManager() {
        assertManagerSet("add", flow.user("boss"), id(create("user@schaefer.us")));
    }

    @Test
    @DisplayName("10 Replace Manager")
    void replaceManager() {
        String user = id(create("user@schaefer.us"));
        assertManagerSet("add", flow.user("boss"), user);
        assertManagerSet("replace", flow.user("new boss"), user);
    }

    @Test
    @DisplayName("11 Remove Manager")
    void removeManager() {
        String user = id(create("user@schaefer.us"));
        assertManagerSet("add", flow.user("boss"), user);
        flow.patch("/Users/" + user, "{op:'replace',path:'" + MANAGER + "',value:{value:''}}");
        assertThat(flow.read("/Users/" + user).path(Urn.ENTERPRISE).has("manager")).isFalse();
        sent.assertIn(flow.read("/Users/" + user));
    }

    @Test
    @DisplayName("12 DELETE user")
    void deleteUser() {
        String path = "/Users/" + id(create("user@schaefer.us"));
        flow.delete(path);
        assertThat(flow.client().get(path).status()).isEqualTo(404);
        assertThat(flow.find("/Users", "userName eq \"user@schaefer.us\"").at("/totalResults")).isEqualTo(0);
    }

    @Test
    @DisplayName("P1 multi-op different attributes")
    void severalAttributes() {
        String path = "/Users/" + flow.user("user");
        flow.patch(path, "{op:'add',path:'displayName',value:'New'},{op:'replace',path:'title',value:'Title'}");
        assertThat(flow.read(path, "/displayName")).isEqualTo("New");
        assertThat(flow.read(path, "/title")).isEqualTo("Title");
    }

    @Test
    @DisplayName("P2 multi-op same attribute")
    void sameAttributeTwice() {
        String path = "/Users/" + flow.user("user");
        flow.patch(path, "{op:'remove',path:'displayName'},{op:'add',path:'displayName',value:'One'},"
                + "{op:'replace',path:'displayName',value:'Two'}");
        assertThat(flow.read(path, "/displayName")).isEqualTo("Two");
    }

    @Test
    @DisplayName("P3 DELETE non-existent user")
    void deleteUnknownUser() {
        Answer answer = flow.client().delete("/Users/d950a5ce-61da-4979-8423-4600c745a897");
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    @DisplayName("P4 DELETE user twice")
    void deleteUserTwice() {
        String path = "/Users/" + flow.user("user");
        flow.delete(path);
        assertThat(flow.client().delete(path).status()).isEqualTo(404);
    }

    private JsonNode create(String userName) {
        ObjectNode body = sent.createBody(userName);
        Answer answer = flow.client().post("/Users", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private void assertManagerSet(String op, String manager, String user) {
        flow.patch("/Users/" + user, "{op:'" + op + "',path:'" + MANAGER + "',value:{value:'" + manager + "'}}");
        assertThat(flow.read("/Users/" + user, "/" + Urn.ENTERPRISE + "/manager/value")).isEqualTo(manager);
    }

    private static String id(JsonNode resource) {
        return resource.path("id").stringValue();
    }

    /** The assertions that the validator makes on every list. */
    private static void assertListOf(Answer answer, JsonNode created) {
        assertThat(answer.json().has("schemas") && answer.json().has("totalResults")).isTrue();
        assertThat(answer.at("/schemas/0")).isEqualTo(Urn.LIST);
        assertThat(answer.at("/totalResults")).isEqualTo(1);
        assertThat(answer.json().path("Resources").size()).isEqualTo(1);
        assertThat(answer.json().path("Resources").get(0)).isEqualTo(created);
    }
}
