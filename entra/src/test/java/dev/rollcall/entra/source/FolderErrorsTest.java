package dev.rollcall.entra.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every mistake is named with the file, the line and what to write there. In the tables, a bar begins a new line. */
class FolderErrorsTest {
    private static final String USERS = """
        - userPrincipalName: ada@contoso.com
        - userPrincipalName: bob@contoso.com
        """;

    private static final String SIGNS = "-:?,[]{}#&*!|>'\"%@`~ \n\t\r;.\\\u0000\uFEFF\u2028<=0a";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "- displayName: Ada~line 1: this entry has no userPrincipalName; write \"userPrincipalName: ada@contoso.com\"",
        "- userPrincipalName: ada~line 1: \"ada\" is no userPrincipalName",
        "- userPrincipalName: a b@x~line 1: \"a b@x\" is no userPrincipalName",
        "- userPrincipalName: a@x|  DisplayName: A~line 2: there is no attribute DisplayName; did you mean displayName?",
        "- userPrincipalName: a@x|  dispalyName: A~line 2: there is no attribute dispalyName; did you mean displayName?",
        "- userPrincipalName: a@x|  extensionAttribute16: A~did you mean extensionAttribute1?",
        "- userPrincipalName: a@x|  title: A~line 2: there is no attribute title; write jobTitle instead.",
        "- userPrincipalName: a@x|  role: A~line 2: there is no attribute role; write it into the file assignments",
        "- userPrincipalName: a@x|  members: A~in the file groups",
        "- userPrincipalName: a@x|  accountEnabled: no~line 2: accountEnabled is either true or false, but this is \"no\"",
        "- userPrincipalName: a@x|  softDeleted: 1~line 2: softDeleted is either true or false",
        "- userPrincipalName: a@x|  city: [a, b]~line 2: city has one value; write one instead of 2.",
        "- userPrincipalName: a@x|  city: {a: b}~line 2: city has a value that is no single text",
        "- userPrincipalName: a@x|  city: Rome|  city: Pisa~line 3: city is written twice in this entry",
        "- userPrincipalName: a@x|  manager: someone@x~line 2: there is no user \"someone@x\"; write the userPrincipalName or the id",
        "- userPrincipalName: ada@x.org|- userPrincipalName: bo@x|  manager: adda@x.org~line 3: there is no user "
                + "\"adda@x.org\"; did you mean ada@x.org?",
        "- userPrincipalName: a@x|  manager: [a@x, a@x]~line 2: manager has one value",
        "- userPrincipalName: a@x||- userPrincipalName: A@X~line 3: the userPrincipalName A@X is taken already, at "
                + "users.yaml, line 1",
        "- userPrincipalName: a@x|  id: i|- userPrincipalName: b@x|  id: i~line 3: this user has the same id as the one "
                + "at users.yaml, line 1",
        "- userPrincipalName: a@x|  id: i|  objectId: i~line 3: id and objectId mean the same",
        "- userPrincipalName: &a a@x|  mail: *a~line 2: references by * are not read; write the value of mail",
        "- a@x~line 1: an entry is made of names with values",
        "users: []~line 1: the file is a list; begin each entry with",
        "- [a]: b~line 1: the name of an attribute is a plain word",
        "- userPrincipalName: a@x|  jobTitle: Head: Sales~line 2: this is not valid YAML",
        "- userPrincipalName: a@x|  mail: @x~line 2: this is not valid YAML",
        "- userPrincipalName: a@x|---|- userPrincipalName: b@x~line 2: a second document begins here",
    })
    void users(String text, String words) throws IOException {
        refused("users.yaml", text, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "- members: ada@contoso.com~line 1: this entry has no displayName; write \"displayName: Engineering\"",
        "- displayName: G|  member: ada@contoso.com~line 2: there is no attribute member; did you mean members?",
        "- displayName: G|  members:|    - ada@contoso.com|    - eve@contoso.com~line 4: there is no user \"eve@contoso.com\"",
        "- displayName: G|- displayName: g~line 2: this group has the same id as the one at groups.yaml, line 1, because "
                + "they have the same name; write another \"id: …\" into one of them",
        "- displayName: G|  users: x~line 2: there is no attribute users; write members instead."})
    void groups(String text, String words) throws IOException {
        write("users.yaml", USERS);
        refused("groups.yaml", text, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "- user: eve@contoso.com~line 1: there is no user \"eve@contoso.com\"",
        "- group: H~line 1: there is no group \"H\"",
        "- group: Twin~line 1: several groups are named \"Twin\"; write the id",
        "- users: ada@contoso.com~line 1: an assignment has no users; did you mean user?",
        "- whoever: x~line 1: an assignment has no whoever; write user, group, all, role or roles.",
        "- role: Admin~line 1: an assignment names one user, one group, or everybody",
        "- user: ada@contoso.com|  group: G~line 1: an assignment names one user, one group, or everybody",
        "- all: false~line 1: an assignment names one user"})
    void assignments(String text, String words) throws IOException {
        write("users.yaml", USERS);
        write("groups.yaml", "- displayName: G\n- displayName: Twin\n- displayName: Twin\n  id: other\n");
        refused("assignments.yaml", text, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
        "userPrincipalName;displayName|a@x;A~line 1: the first line names the attribute of each column",
        "userPrincipalName,mail,mail|a@x,b,c~line 1: two columns are named mail",
        "userPrincipalName,displayName|a@x,A, B~line 2: this line has 3 cells, but the first line has 2 names",
        "userPrincipalName,displayNam||a@x,A~line 3: there is no attribute displayNam; did you mean displayName?",
        "userPrincipalName,city|\"a@x\",\"two|lines\"|b,~line 4: \"b\" is no userPrincipalName",
        "userPrincipalName,city|a@x,\"open~this is not valid CSV"})
    void csv(String text, String words) throws IOException {
        refused("users.csv", text, words);
    }

    @Test
    void aGroupWithTheIdOfAUser() throws IOException {
        write("users.yaml", "- userPrincipalName: a@x.example\n  id: same\n");
        write("groups.yaml", "- displayName: g\n  id: same\n");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new FolderDirectory(folder).read())
                .withMessageContaining("this group has the same id as the user at users.yaml");
    }

    @Test
    void filesThatCannotBeRead() throws IOException {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new FolderDirectory(folder.resolve("nowhere")).read())
                .withMessageContaining("There is no folder");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new FolderDirectory(folder).read())
                .withMessageContaining("write them into users.yaml, users.yml or users.csv");
        Files.write(folder.resolve("users.csv"),
                "userPrincipalName\njos\u00e9@x\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new FolderDirectory(folder).read())
                .withMessageContaining("users.csv is not UTF-8 text");
        write("users.yaml", USERS);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new FolderDirectory(folder).read())
                .withMessageContaining("There are both users.yaml and users.csv");
    }

    @Test
    void eachLimitIsKept() throws IOException {
        write("users.yaml", USERS);
        write("groups.yaml", "- displayName: G\n  members: [ada@contoso.com, bob@contoso.com]\n");
        FolderLimits limits = FolderLimits.defaults();
        limited(limits.withFileBytes(USERS.length() - 1), "users.yaml has 74 bytes; at most 73 are read");
        limited(limits.withObjects(2), "groups.yaml, line 1: this is more than 2 users and groups together");
        limited(limits.withReferences(1), "groups.yaml, line 2: these are more than 1 managers and members together");
        limited(limits.withValueLength(14), "users.yaml, line 1: userPrincipalName has 15 characters; at most 14");
        assertThat(new FolderDirectory(folder, limits.withFileBytes(USERS.length())
                .withObjects(3)
                .withReferences(2)
                .withValueLength(15)).read().users()).hasSize(2);
        Files.delete(folder.resolve("users.yaml"));
        write("users.csv", "userPrincipalName\nada@contoso.com\nbob@contoso.com\n");
        limited(limits.withValueLength(14), "users.csv, line 2: userPrincipalName has 15 characters; at most 14");
    }

    /** Whatever a file holds, it is read or refused with a sentence; nothing else is thrown. */
    @ParameterizedTest
    @ValueSource(strings = {"users.yaml", "users.csv"})
    void mangledFilesAreReadOrRefused(String name) throws IOException {
        String text = name.endsWith(".yaml")
                ? "- userPrincipalName: ada@x\n  otherMails: [a, 'b']\n  note: |\n    long\n- userPrincipalName: \"bob@x\"\n"
                : "userPrincipalName,otherMails,note\nada@x,a;b,\"long\nnote\"\n# nobody\nbob@x,,\n";
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < 500; i++) {
            String mangled = mangled(text, random);
            write(name, mangled);
            try {
                new FolderDirectory(folder).read();
                read++;
            } catch (SourceException e) {
                assertThat(e).hasMessageStartingWith(name);
            } catch (RuntimeException e) {
                throw new AssertionError("With the text\n" + mangled, e);
            }
        }
        assertThat(read).isBetween(25, 475);
    }

    private static String mangled(String text, Random random) {
        StringBuilder mangled = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mangled.length());
            if (random.nextBoolean()) {
                mangled.deleteCharAt(at);
            } else {
                mangled.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
        }
        return mangled.toString();
    }

    private void limited(FolderLimits limits, String words) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new FolderDirectory(folder, limits).read())
                .withMessageContaining(words);
    }

    private void refused(String file, String text, String words) throws IOException {
        write(file, text.replace('|', '\n'));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new FolderDirectory(folder).read())
                .withMessageStartingWith(file)
                .withMessageContaining(words);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
