package dev.rollcall.benchmarks.provision;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of many users with the attributes of the default mapping, a manager each, and groups of fifty members. */
final class LargeDirectory {
    private static final int MEMBERS = 50;
    /** Everybody reports to one of the first users. */
    private static final int TEAM = 20;

    private LargeDirectory() {}

    static void write(Path folder, int users, int groups) throws IOException {
        try (Writer file = Files.newBufferedWriter(folder.resolve("users.yaml"))) {
            for (int i = 0; i < users; i++) {
                file.write(user(i));
            }
        }
        try (Writer file = Files.newBufferedWriter(folder.resolve("groups.yaml"))) {
            for (int i = 0; i < groups; i++) {
                file.write("- displayName: Group %05d\n  members:\n".formatted(i));
                for (int member = 0; member < MEMBERS; member++) {
                    file.write("    - " + name((i * MEMBERS + member) % users) + "\n");
                }
            }
        }
        Files.writeString(folder.resolve("assignments.yaml"), "- all: true\n");
    }

    private static String user(int number) {
        String manager = number == 0 ? "" : "  manager: " + name(number / TEAM) + "\n";
        return """
            - userPrincipalName: %s
              displayName: User Number %d
              givenName: User
              surname: Number %d
              mail: %s
              jobTitle: Engineer
              department: Department %d
              employeeId: "%06d"
              physicalDeliveryOfficeName: Berlin
              streetAddress: Invalidenstraße %d
              city: Berlin
              state: Berlin
              postalCode: "10115"
              country: DE
              preferredLanguage: de-DE
              telephoneNumber: "+49 30 %07d"
              mobile: "+49 170 %07d"
            %s
            """.formatted(name(number), number, number, name(number), number % 100, number, number % 300, number,
                number, manager);
    }

    private static String name(int number) {
        return "user.%06d@contoso.example".formatted(number);
    }
}
