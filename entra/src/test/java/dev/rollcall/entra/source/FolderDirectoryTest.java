package dev.rollcall.entra.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class FolderDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void usersKeepWhatIsWritten() throws IOException {
        write("users.yaml", """
            - userPrincipalName: Ada@contoso.com
              displayName: Ada Lovelace
              employeeId: 0042
              jobTitle: ""
              city: ~
              proxyAddresses: SMTP:ada@contoso.com
              otherMails: [a@x, b@x]
              accountEnabled: FALSE
              costCenter: 7
              remote: true
              badge: "7"
              skills: [engines, 3, true]
              zip5: 01234
            """);
        assertThat(user("Ada@contoso.com").attributes()).hasToString("""
            {userPrincipalName="Ada@contoso.com", displayName="Ada Lovelace", employeeId="0042", \
            proxyAddresses=["SMTP:ada@contoso.com"], otherMails=["a@x","b@x"], accountEnabled=false, costCenter=7, \
            remote=true, badge="7", skills=["engines",3,true], zip5="01234", mailNickname="Ada", userType="Member"}""");
    }

    @Test
    void entraAddsWhatIsLeftOut() throws IOException {
        write("users.yml", "- userPrincipalName: eve_fabrikam.com#EXT#@contoso.com");
        assertThat(read().users().sequencedValues().getFirst().attributes()).hasToString("""
            {userPrincipalName="eve_fabrikam.com#EXT#@contoso.com", mailNickname="eve_fabrikam.com#EXT#", \
            userType="Guest", accountEnabled=true}""");
    }

    @Test
    void idsAreStableWithoutBeingWritten() throws IOException {
        write("users.yaml",
                "- userPrincipalName: ada@contoso.com\n- userPrincipalName: bob@contoso.com\n  id: my-id\n");
        String id = user("ada@contoso.com").id();
        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(user("bob@contoso.com").id()).isEqualTo("my-id");

        write("users.yaml", "- userPrincipalName: ADA@contoso.com\n  displayName: Ada\n");
        assertThat(user("ADA@contoso.com").id()).isEqualTo(id);

        write("users.yaml", "- userPrincipalName: ada.l@contoso.com\n  objectId: " + id + "\n");
        assertThat(user("ada.l@contoso.com").id()).isEqualTo(id);
    }

    @Test
    void referencesAreFoundByNameAndById() throws IOException {
        write("users.yaml", """
            - userPrincipalName: ada@contoso.com
              manager: BOB@contoso.com
            - userPrincipalName: bob@contoso.com
              manager: c-id
            - userPrincipalName: cyd@contoso.com
              id: c-id
            """);
        write("groups.yaml", """
            - displayName: All
              members: [ada@contoso.com, c-id, cyd@contoso.com, Some]
            - displayName: Some
              members: bob@contoso.com
            - displayName: None
            """);
        SourceSnapshot snapshot = read();
        assertThat(user("ada@contoso.com").attribute("manager").map(JsonNode::asString))
                .contains(user("bob@contoso.com").id());
        assertThat(user("bob@contoso.com").attribute("manager").map(JsonNode::asString)).contains("c-id");
        assertThat(snapshot.groups().values()).extracting(group -> group.attribute("members")
                .map(JsonNode::toString)
                .orElse("none"))
                .containsExactly("[\"" + user("ada@contoso.com").id() + "\",\"c-id\"]",
                        "[\"" + user("bob@contoso.com").id() + "\"]", "none");
        assertThat(snapshot.groups().sequencedValues().getFirst().attribute("mailNickname").map(JsonNode::asString))
                .contains("All");
    }

    @Test
    void softDeletedObjectsAreThere() throws IOException {
        write("users.yaml", "- userPrincipalName: ada@contoso.com\n  softDeleted: true\n");
        assertThat(user("ada@contoso.com").softDeleted()).isTrue();
        assertThat(user("ada@contoso.com").attributes()).doesNotContainKey("softDeleted");
    }

    @Test
    void assignmentsAndTheirRoles() throws IOException {
        write("users.yaml", """
            - userPrincipalName: ada@contoso.com
            - userPrincipalName: bob@contoso.com
            - userPrincipalName: cyd@contoso.com
            """);
        write("groups.yaml",
                "- displayName: Pair\n  members: [ada@contoso.com, bob@contoso.com]\n- displayName: Other\n");
        assertThat(read().assigned()).isEmpty();

        write("assignments.yaml", """
            - user: ada@contoso.com
              role: Admin
            - group: pair
              roles: [Reader, Admin]
            """);
        SourceSnapshot snapshot = read();
        assertThat(snapshot.assigned()).containsExactlyInAnyOrder(user("ada@contoso.com").id(),
                snapshot.groups().sequencedValues().getFirst().id());
        assertThat(roles("ada@contoso.com")).isEqualTo("Admin Reader ");
        assertThat(roles("bob@contoso.com")).isEqualTo("Reader Admin ");
        assertThat(roles("cyd@contoso.com")).isEmpty();
        assertThat(user("ada@contoso.com").attribute("appRoleAssignments").orElseThrow().get(0).propertyNames())
                .containsExactly("id", "displayName", "value");

        write("assignments.yaml", "- all: true\n");
        assertThat(read().assigned()).hasSize(5);
    }

    @Test
    void csvSaysTheSame() throws IOException {
        write("users.csv", """
            \uFEFFuserPrincipalName, displayName,employeeId,manager,accountEnabled,softDeleted,otherMails,note
            ada@contoso.com,"Lovelace, Ada",0042,bob@contoso.com,FALSE,,a@x;b@x,"two
            lines"

            bob@contoso.com,"Bob ""B"" O'Neil",7,,,true,,true
            """);
        write("groups.csv", "displayName,members\nPair,ada@contoso.com; bob@contoso.com\n");
        write("assignments.csv", "user,group,role\nada@contoso.com,,Admin\n,Pair,\n");
        assertThat(user("ada@contoso.com").attributes()).hasToString(
                """
                    {userPrincipalName="ada@contoso.com", displayName="Lovelace, Ada", employeeId="0042", accountEnabled=false, \
                    otherMails=["a@x","b@x"], note="two\\nlines", mailNickname="ada", userType="Member", manager="%s", \
                    appRoleAssignments=%s}"""
                        .formatted(user("bob@contoso.com").id(),
                                user("ada@contoso.com").attribute("appRoleAssignments").orElseThrow()));
        assertThat(user("bob@contoso.com").softDeleted()).isTrue();
        assertThat(user("bob@contoso.com").attribute("note").orElseThrow().isString()).isTrue();
        assertThat(read().groups().sequencedValues().getFirst().attribute("members").orElseThrow()).hasSize(2);
        assertThat(read().assigned()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n# nobody yet\n", "---\n", "[]", "~"})
    void anEmptyFileIsNobody(String text) throws IOException {
        write("users.yaml", text);
        assertThat(read().users()).isEmpty();
    }

    @Test
    void tenThousandUsersAndTwoHundredGroupsAreRead() throws IOException {
        StringBuilder users = new StringBuilder();
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            users.append("- userPrincipalName: user").append(i).append("@contoso.com\n  displayName: User ").append(i);
            users.append("\n  manager: user").append(i / 10).append("@contoso.com\n");
        }
        for (int i = 0; i < 200; i++) {
            groups.append("- displayName: Group ").append(i).append("\n  members:\n");
            for (int j = 0; j < 100; j++) {
                groups.append("    - user").append((i * 50 + j) % 10_000).append("@contoso.com\n");
            }
        }
        write("users.yaml", users.toString());
        write("groups.yaml", groups.toString());
        write("assignments.yaml", "- all: true\n  role: User\n");
        SourceSnapshot snapshot = read();
        assertThat(snapshot.users()).hasSize(10_000);
        assertThat(snapshot.groups()).hasSize(200);
        assertThat(snapshot.assigned()).hasSize(10_200);
    }

    private String roles(String principalName) {
        StringBuilder roles = new StringBuilder();
        user(principalName).attribute("appRoleAssignments")
                .ifPresent(list -> list.values()
                        .forEach(role -> roles.append(role.path("value").asString()).append(' ')));
        return roles.toString();
    }

    private SourceObject user(String principalName) {
        return read().users()
                .values()
                .stream()
                .filter(user -> user.attribute("userPrincipalName").orElseThrow().asString().equals(principalName))
                .findFirst()
                .orElseThrow();
    }

    private SourceSnapshot read() {
        return new FolderDirectory(folder).read();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }
}
