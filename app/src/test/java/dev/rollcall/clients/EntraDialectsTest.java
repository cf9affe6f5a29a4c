package dev.rollcall.clients;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The four known behaviours of Entra, one after the other, on the same users of one connection. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class EntraDialectsTest {
    private static final String E = Urn.ENTERPRISE;

    private final ClientFlow flow;

    EntraDialectsTest(StoreKind kind, LiveServers servers) {
        flow = new ClientFlow(servers.on(kind).connect());
    }

    @Test
    void interleavedOnTheSameUsers() {
        List<String> bosses = List.of(flow.user("boss0"), flow.user("boss1"), flow.user("boss2"));
        List<String> users = List.of(flow.user("user0"), flow.user("user1"), flow.user("user2"));
        String group = flow.client()
                .create("/Groups", "{schemas:['" + Urn.GROUP
                        + "','http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],displayName:'G'}")
                .path("id")
                .stringValue();
        for (int i = 0; i < users.size(); i++) {
            String path = "/Users/" + users.get(i);
            noFlag(path, bosses.get(0));
            assertUser(path, "False name", "Sales 1", bosses.get(0), false);
            flag(path, bosses.get(1));
            assertUser(path, "Flag name", "Sales 2", bosses.get(1), true);
            oldFlag(path, bosses.get(2));
            assertUser(path, "2017 name", "Sales 3", bosses.get(2), false);
            customappsso(path, bosses.get(0));
            assertUser(path, "2018 name", "Sales 4", bosses.get(0), true);
        }
        members(group, users);
    }

    /** Capitalised operations, booleans as text, the manager as text. */
    private void noFlag(String path, String manager) {
        flow.patch(path, "{op:'Replace',path:'displayName',value:'False name'},"
                + "{op:'Add',path:'emails[type eq \"work\"].value',value:'a@contoso.com'},"
                + "{op:'Add',path:'" + E + ":department',value:'Sales 1'},"
                + "{op:'Add',path:'" + E + ":manager',value:'" + manager + "'},"
                + "{op:'Replace',path:'active',value:'False'}");
    }

    /** aadOptscim062020: lower case, paths as names, real booleans. */
    private void flag(String path, String manager) {
        flow.patch(path + "?aadOptscim062020",
                "{op:'replace',path:'emails[type eq \"work\"].value',value:'b@contoso.com'},"
                        + "{op:'replace',value:{displayName:'Flag name','name.givenName':'Gi','" + E
                        + ":department':'Sales 2',"
                        + "active:true}},{op:'add',path:'" + E + ":manager',value:'" + manager + "'}");
    }

    /** AzureAdScimPatch2017: the old dialect with an array for the manager. */
    private void oldFlag(String path, String manager) {
        flow.patch(path + "?AzureAdScimPatch2017", "{op:'Replace',path:'displayName',value:'2017 name'},"
                + "{op:'Replace',path:'" + E + ":department',value:'Sales 3'},{op:'Add',path:'manager',value:[{'$ref':"
                + "'http://.../scim/Users/" + manager + "',value:'" + manager + "'}]},"
                + "{op:'Add',path:'active',value:'False'}");
    }

    /** customappsso: a dot before extension attributes, literals without quotes. */
    private void customappsso(String path, String manager) {
        flow.patch(path, "{op:'Replace',path:'displayName',value:'2018 name'},"
                + "{op:'Replace',path:'emails[type eq work].value',value:'c@contoso.com'},"
                + "{op:'Replace',path:'" + E + ".department',value:'Sales 4'},"
                + "{op:'Replace',path:'" + E + ".manager',value:'" + manager + "'},"
                + "{op:'Replace',path:'active',value:'True'}");
        assertThat(flow.read(path, "/emails")).isEqualTo(List.of(Map.of("type", "work", "value", "c@contoso.com")));
    }

    private void assertUser(String path, String displayName, String department, String manager, boolean active) {
        JsonNode user = flow.read(path);
        assertThat(Json.at(user, "/displayName")).isEqualTo(displayName);
        assertThat(Json.at(user, "/" + E + "/department")).isEqualTo(department);
        assertThat(Json.at(user, "/" + E + "/manager/value")).isEqualTo(manager);
        assertThat(Json.at(user, "/active")).isEqualTo(active);
        assertThat(user.path("emails").size()).isEqualTo(1);
    }

    private void members(String group, List<String> users) {
        String path = "/Groups/" + group;
        flow.patch(path, "{op:'Add',path:'members',value:[{'$ref':null,value:'" + users.get(0) + "'}]}");
        flow.patch(path,
                "{op:'add',path:'members',value:[{value:'" + users.get(1) + "'},{value:'" + users.get(2) + "'}]}");
        assertThat(flow.members(group)).containsExactlyInAnyOrderElementsOf(users);
        flow.patch(path, "{op:'Remove',path:'members',value:[{'$ref':null,value:'" + users.get(0) + "'}]}");
        assertThat(flow.members(group)).containsExactlyInAnyOrder(users.get(1), users.get(2));
        flow.patch(path, "{op:'remove',path:'members[value eq \"" + users.get(1) + "\"]'}");
        assertThat(flow.members(group)).containsExactly(users.get(2));
    }
}
