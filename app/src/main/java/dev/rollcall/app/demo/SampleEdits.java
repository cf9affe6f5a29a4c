package dev.rollcall.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a person might edit in the sample directory between two cycles. */
final class SampleEdits {
    private static final String NEW_USER = """

        - userPrincipalName: ada.lovelace@contoso.example
          displayName: Ada Lovelace
          givenName: Ada
          surname: Lovelace
          mail: ada.lovelace@contoso.example
          jobTitle: Engineer
          department: Engineering
          manager: lukasz.wojcik@contoso.example
        """;

    private static final List<Edit> EDITS = List.of(
            new Edit("Hiroshi Tanaka is blocked", "users.yaml",
                    "- userPrincipalName: hiroshi.tanaka@contoso.example\n",
                    "- userPrincipalName: hiroshi.tanaka@contoso.example\n  accountEnabled: false\n"),
            new Edit("Siobhán O'Brien gets another job title", "users.yaml",
                    "jobTitle: Team Lead Product", "jobTitle: Head of Product"),
            new Edit("Ada Lovelace is new", "users.yaml", "", NEW_USER),
            new Edit("she joins Engineering", "groups.yaml",
                    "    - grace.okafor@contoso.example\n    - lukasz.wojcik@contoso.example\n",
                    "    - grace.okafor@contoso.example\n    - ada.lovelace@contoso.example\n"
                            + "    - lukasz.wojcik@contoso.example\n"),
            new Edit("Chloé Dubois leaves Sales, and with it the application", "groups.yaml",
                    "    - chloe.dubois@contoso.example\n", ""));

    private SampleEdits() {}

    /** Makes the edits and tells each. */
    static List<String> apply(Path folder) {
        EDITS.forEach(edit -> edit.apply(folder));
        return EDITS.stream().map(Edit::story).toList();
    }

    /** One edit; an empty text to find stands for the end of the file. */
    private record Edit(String story, String file, String find, String put) {
        void apply(Path folder) {
            Path path = folder.resolve(file);
            try {
                String text = Files.readString(path);
                if (!text.contains(find)) {
                    throw new IllegalStateException("The sample file " + path + " has no '" + find + "'.");
                }
                Files.writeString(path, find.isEmpty() ? text + put : text.replace(find, put));
            } catch (IOException e) {
                throw new UncheckedIOException("The sample file " + path + " could not be edited.", e);
            }
        }
    }
}
