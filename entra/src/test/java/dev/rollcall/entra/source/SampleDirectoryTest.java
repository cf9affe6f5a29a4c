package dev.rollcall.entra.source;

import dev.rollcall.entra.mapping.DefaultTemplate;
import dev.rollcall.entra.mapping.Mapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SampleDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void theSampleIsADirectoryOf25UsersInATreeAnd4Groups() {
        Path made = folder.resolve("a/b");
        SampleDirectory.write(made);
        SourceSnapshot snapshot = new FolderDirectory(made).read();

        assertThat(snapshot.users()).hasSize(25);
        assertThat(snapshot.groups()).hasSize(4);
        assertThat(snapshot.users().values().stream().filter(user -> user.attribute("manager").isEmpty())).hasSize(1);
        assertThat(snapshot.users().values()).allSatisfy(user -> assertThat(heads(snapshot, user)).isLessThan(4));
        assertThat(snapshot.assigned()).containsAll(snapshot.groups().keySet()).hasSize(6);
        assertThat(snapshot.groups().values()).allSatisfy(group -> assertThat(group.attribute("members")).isPresent());
        assertThat(snapshot.users().values()).extracting(SourceObject::displayName)
                .contains("Siobhán O'Brien", "Łukasz Wójcik", "Rosa Lind (Fabrikam)");
        assertThat(snapshot.users().values().stream().filter(user -> user.attribute("appRoleAssignments").isPresent()))
                .hasSize(2);
    }

    @Test
    void everyObjectOfTheSampleCanBeMapped() {
        SampleDirectory.write(folder);
        SourceSnapshot snapshot = new FolderDirectory(folder).read();
        Mapper users = Mapper.of(DefaultTemplate.scim().users());
        Mapper groups = Mapper.of(DefaultTemplate.customappsso().groups());
        assertThat(snapshot.users().values()).allSatisfy(user -> assertThat(users.map(user, true).attributes())
                .containsKeys("userName", "active", "displayName", "emails[type eq \"work\"].value", "externalId"));
        assertThat(snapshot.groups().values()).allSatisfy(group -> assertThat(groups.map(group, true).attributes())
                .containsOnlyKeys("displayName", "externalId", "emails[type eq \"work\"].value"));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.writeString(folder.resolve("groups.csv"), "displayName\n");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> SampleDirectory.write(folder))
                .withMessageContaining("There is already a file groups.csv");
        assertThat(folder.resolve("users.yaml")).doesNotExist();
    }

    private static int heads(SourceSnapshot snapshot, SourceObject user) {
        int heads = 0;
        SourceObject head = user;
        while (head.attribute("manager").isPresent() && heads < 25) {
            head = snapshot.users().get(head.attribute("manager").orElseThrow().asString());
            heads++;
        }
        return heads;
    }
}
