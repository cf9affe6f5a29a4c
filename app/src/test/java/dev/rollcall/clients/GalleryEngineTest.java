package dev.rollcall.clients;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The tests of Microsoft's gallery validation that drive the provisioning engine, with the requests that it sends. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class GalleryEngineTest {
    private static final String MANAGER = Urn.ENTERPRISE + ":manager";

    private final ClientFlow flow;

    GalleryEngineTest(StoreKind kind, LiveServers servers) {
        flow = new ClientFlow(servers.on(kind).connect());
    }

    @Test
    @DisplayName("Create_User_Test")
    void createUser() {
        assertThat(flow.find("/Users", "userName eq \"3e59e27b-68ad-41f5-bb0e-dadf130e2ac8\"").at("/totalResults"))
                .isEqualTo(0);
        String id = provision("babs@contoso.com");
        assertThat(flow.findOne("/Users", "userName eq \"babs@contoso.com\"").path("id").stringValue()).isEqualTo(id);
        JsonNode user = flow.read("/Users/" + id);
        assertThat(Json.at(user, "/emails/0/value")).isEqualTo("babs@contoso.com");
        assertThat(Json.at(user, "/addresses/0/formatted")).isEqualTo("Building 18");
    }

    @Test
    @DisplayName("Update_User_Test")
    void updateUser() {
        String path = "/Users/" + provision("babs@contoso.com");
        flow.patch(path, "{op:'Replace',path:'displayName',value:'Babs'},{op:'Add',path:'nickName',value:'B'},"
                + "{op:'Replace',path:'emails[type eq \"work\"].value',value:'babs@fabrikam.com'},"
                + "{op:'Add',path:'phoneNumbers[type eq \"mobile\"].value',value:'+1 425 555 0101'}");
        JsonNode user = flow.read(path);
        assertThat(Json.at(user, "/displayName")).isEqualTo("Babs");
        assertThat(Json.at(user, "/nickName")).isEqualTo("B");
        assertThat(Json.at(user, "/emails/0/value")).isEqualTo("babs@fabrikam.com");
        assertThat(user.path("emails").size()).isEqualTo(1);
        assertThat(Json.at(user, "/phoneNumbers/0/value")).isEqualTo("+1 425 555 0101");
    }

    @Test
    @DisplayName("Disable_User_Test and Restore_User_Test")
    void disableAndRestoreUser() {
        String path = "/Users/" + provision("babs@contoso.com");
        flow.patch(path, "{op:'Replace',path:'active',value:'False'}");
        assertThat(flow.findOne("/Users", "userName eq \"babs@contoso.com\"").path("active").booleanValue()).isFalse();
        flow.patch(path, "{op:'Replace',path:'active',value:'True'},{op:'Replace',path:'displayName',value:'Back'}");
        assertThat(flow.read(path, "/active")).isEqualTo(true);
        assertThat(flow.read(path, "/displayName")).isEqualTo("Back");
    }

    @Test
    @DisplayName("Delete_User_Test")
    void deleteUser() {
        String id = provision("babs@contoso.com");
        flow.patch("/Users/" + id, "{op:'Replace',path:'active',value:'False'}");
        flow.delete("/Users/" + id);
        assertThat(flow.client().get("/Users/" + id).status()).isEqualTo(404);
        assertThat(provision("babs@contoso.com")).isNotEqualTo(id);
    }

    @Test
    @DisplayName("User_Update_Manager_Test: set, change, remove")
    void updateManager() {
        String first = provision("first@contoso.com");
        String second = provision("second@contoso.com");
        String user = provision("babs@contoso.com");
        for (String manager : new String[]{first, second}) {
            assertThat(flow.find("/Users?attributes=id", "id eq \"" + user + "\" and manager eq \"" + manager + "\"")
                    .at("/totalResults")).isEqualTo(0);
            flow.patch("/Users/" + user, "{op:'Add',path:'" + MANAGER + "',value:'" + manager + "'}");
            assertThat(flow.findOne("/Users?attributes=id", "id eq \"" + user + "\" and manager eq \"" + manager + "\"")
                    .path("id")
                    .stringValue()).isEqualTo(user);
        }
        flow.patch("/Users/" + user, "{op:'Remove',path:'" + MANAGER + "'}");
        assertThat(flow.read("/Users/" + user, "/" + Urn.ENTERPRISE + "/manager")).isNull();
    }

    @Test
    @DisplayName("Group engine tests: create, update, delete, restore")
    void groups() {
        String group = flow.group("Sales");
        flow.patch("/Groups/" + group, "{op:'Replace',path:'displayName',value:'Sales EMEA'}");
        assertThat(flow.findOne("/Groups?excludedAttributes=members", "displayName eq \"Sales EMEA\"")
                .path("id")
                .stringValue()).isEqualTo(group);
        flow.delete("/Groups/" + group);
        assertThat(flow.client().get("/Groups/" + group + "?excludedAttributes=members").status()).isEqualTo(404);
        assertThat(flow.group("Sales EMEA")).isNotEqualTo(group);
    }

    @Test
    @DisplayName("Group engine tests: add member, remove member")
    void members() {
        String group = flow.group("Sales");
        String one = provision("one@contoso.com");
        String two = provision("two@contoso.com");
        flow.patch("/Groups/" + group, "{op:'Add',path:'members',value:[{'$ref':null,value:'" + one + "'}]}");
        flow.patch("/Groups/" + group, "{op:'Add',path:'members',value:[{value:'" + two + "'}]}");
        assertThat(flow.members(group)).containsExactlyInAnyOrder(one, two);
        assertThat(flow.findOne("/Groups?attributes=id", "id eq \"" + group + "\" and members eq \"" + one + "\"")
                .path("id")
                .stringValue()).isEqualTo(group);
        assertThat(flow.read("/Users/" + one, "/groups/0/value")).isEqualTo(group);
        flow.patch("/Groups/" + group, "{op:'Remove',path:'members',value:[{value:'" + one + "'}]}");
        assertThat(flow.members(group)).containsExactly(two);
        assertThat(flow.read("/Users/" + one).has("groups")).isFalse();
    }

    /** Creates a user as Entra's default mapping does. */
    private String provision(String userName) {
        Answer answer = flow.client()
                .send("POST", "/Users", "{schemas:['" + Urn.USER + "','" + Urn.ENTERPRISE
                        + "'],externalId:'x',userName:'" + userName + "',active:true,displayName:'BobIsAmazing',"
                        + "addresses:[{type:'work',formatted:'Building 18'}],emails:[{primary:true,type:'work',value:'"
                        + userName
                        + "'}],meta:{resourceType:'User'},name:{formatted:'Babs J',familyName:'J',givenName:'Babs'},roles:[],'"
                        + Urn.ENTERPRISE + "':{department:'Tools'}}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.id();
    }
}
