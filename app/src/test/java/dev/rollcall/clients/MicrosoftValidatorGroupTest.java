package dev.rollcall.clients;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The checks of scimvalidator.microsoft.com that concern groups, with its numbers. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class MicrosoftValidatorGroupTest {
    private final ClientFlow flow;

    MicrosoftValidatorGroupTest(StoreKind kind, LiveServers servers) {
        flow = new ClientFlow(servers.on(kind).connect());
    }

    @Test
    @DisplayName("13 GET /Groups/{id}?excludedAttributes=members")
    void readWithoutMembers() {
        String group = groupWith("UXVRVLCYWQAD", flow.user("member"));
        JsonNode read = flow.read("/Groups/" + group + "?excludedAttributes=members");
        assertThat(read.has("members")).isFalse();
        assertThat(read.path("displayName").stringValue()).isEqualTo("UXVRVLCYWQAD");
    }

    @Test
    @DisplayName("14 GET /Groups?excludedAttributes=members&filter=displayName")
    void matchWithoutMembers() {
        String group = groupWith("UXVRVLCYWQAD", flow.user("member"));
        JsonNode found = flow.findOne("/Groups?excludedAttributes=members", "displayName eq \"UXVRVLCYWQAD\"");
        assertThat(found.path("id").stringValue()).isEqualTo(group);
        assertThat(found.has("members")).isFalse();
    }

    @Test
    @DisplayName("15 filter group existing")
    void filterExisting() {
        String group = flow.group("UXVRVLCYWQAD");
        flow.group("Another");
        JsonNode found = flow.findOne("/Groups", "displayName eq \"UXVRVLCYWQAD\"");
        assertThat(found).isEqualTo(flow.read("/Groups/" + group));
    }

    @Test
    @DisplayName("16 filter group non-existing")
    void filterNonExisting() {
        flow.group("UXVRVLCYWQAD");
        assertThat(flow.find("/Groups", "displayName eq \"nonexistent_UXVRVLCYWQAD\"").at("/totalResults"))
                .isEqualTo(0);
    }

    @Test
    @DisplayName("17 filter group other case")
    void filterOtherCase() {
        String group = flow.group("UXVRVLCYWQAD");
        JsonNode found = flow.findOne("/Groups", "displayName eq \"uxvrvlcywqad\"");
        assertThat(found.path("id").stringValue()).isEqualTo(group);
    }

    @Test
    @DisplayName("18 POST group")
    void createGroup() {
        JsonNode created = flow.client()
                .create("/Groups", "{displayName:'ZGHZBQHCAPZU',externalId:"
                        + "'087af0b9-d1e1-480d-acb8-03ceaa8ea85b',schemas:['" + Urn.GROUP + "']}");
        assertThat(Json.at(created, "/displayName")).isEqualTo("ZGHZBQHCAPZU");
        assertThat(Json.at(created, "/externalId")).isEqualTo("087af0b9-d1e1-480d-acb8-03ceaa8ea85b");
        assertThat(flow.findOne("/Groups", "displayName eq \"ZGHZBQHCAPZU\"")).isEqualTo(created);
    }

    @Test
    @DisplayName("19 POST group duplicate")
    void createGroupTwice() {
        flow.group("ZGHZBQHCAPZU");
        Answer second = flow.client()
                .send("POST", "/Groups", "{displayName:'ZGHZBQHCAPZU',schemas:['" + Urn.GROUP
                        + "']}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.at("/scimType")).isEqualTo("uniqueness");
    }

    @Test
    @DisplayName("20 Patch Group Replace Attributes")
    void replaceAttributes() {
        String path = "/Groups/" + flow.group("A group");
        flow.patch(path, "{op:'replace',value:{externalId:'663fa3a8-e2b6-4ac0-96c8-363432cdc01d'}}");
        assertThat(flow.read(path, "/externalId")).isEqualTo("663fa3a8-e2b6-4ac0-96c8-363432cdc01d");
    }

    @Test
    @DisplayName("21 Update Group displayName")
    void updateDisplayName() {
        String path = "/Groups/" + flow.group("Before");
        flow.patch(path, "{op:'replace',value:{displayName:'After'}}");
        assertThat(flow.read(path, "/displayName")).isEqualTo("After");
        assertThat(flow.find("/Groups", "displayName eq \"before\"").at("/totalResults")).isEqualTo(0);
    }

    @Test
    @DisplayName("22 Add Member")
    void addMember() {
        String group = flow.group("A group");
        String user = flow.user("member");
        flow.patch("/Groups/" + group, "{op:'replace',path:'members',value:[{value:'" + user + "'}]}");
        assertThat(flow.members(group)).containsExactly(user);
    }

    @Test
    @DisplayName("23 Remove Member")
    void removeMember() {
        String leaving = flow.user("leaving");
        String staying = flow.user("staying");
        String group = groupWith("A group", leaving, staying);
        flow.patch("/Groups/" + group, "{op:'remove',path:'members[value eq \"" + leaving + "\"]'}");
        assertThat(flow.members(group)).containsExactly(staying);
    }

    @Test
    @DisplayName("24 DELETE group")
    void deleteGroup() {
        String path = "/Groups/" + groupWith("A group", flow.user("member"));
        flow.delete(path);
        assertThat(flow.client().get(path).status()).isEqualTo(404);
        assertThat(flow.findOne("/Users", "userName eq \"member\"").has("groups")).isFalse();
    }

    @Test
    @DisplayName("P5 group add+remove same member")
    void addAndRemoveSameMember() {
        String staying = flow.user("staying");
        String group = groupWith("A group", staying);
        String user = flow.user("member");
        flow.patch("/Groups/" + group, "{op:'add',path:'members',value:[{value:'" + user + "'}]},"
                + "{op:'remove',path:'members[value eq \"" + user + "\"]'}");
        assertThat(flow.members(group)).containsExactly(staying);
    }

    @Test
    @DisplayName("P6 DELETE non-existent group")
    void deleteUnknownGroup() {
        assertThat(flow.client().delete("/Groups/d950a5ce-61da-4979-8423-4600c745a897").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("P7 DELETE group twice")
    void deleteGroupTwice() {
        String path = "/Groups/" + flow.group("A group");
        flow.delete(path);
        assertThat(flow.client().delete(path).status()).isEqualTo(404);
    }

    private String groupWith(String displayName, String... members) {
        String group = flow.group(displayName);
        for (String member : members) {
            flow.patch("/Groups/" + group, "{op:'add',path:'members',value:[{value:'" + member + "'}]}");
        }
        return group;
    }
}
