package dev.rollcall.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The direction of the house: a lower module never knows a higher one, and each library stays in its module. */
class ArchitectureTest {
    private static final String SETTING = "dev.rollcall.setting..";
    private static final String SCIM = "dev.rollcall.scim..";
    private static final String MAPPING = "dev.rollcall.mapping..";
    private static final String DIRECTORY = "dev.rollcall.directory..";
    private static final String STORE = "dev.rollcall.store..";
    private static final String CLIENT = "dev.rollcall.client..";
    private static final String CHECK = "dev.rollcall.check..";
    private static final String ENTRA = "dev.rollcall.entra..";
    private static final String OUTBOUND = "dev.rollcall.outbound..";
    private static final String OAUTH = "dev.rollcall.oauth..";
    private static final String SERVER = "dev.rollcall.server..";
    private static final String CONSOLE = "dev.rollcall.console..";
    private static final String APP = "dev.rollcall.app..";

    /** Packages that know each other in a circle. The list only shrinks: one that is needed no more fails its test. */
    private static final List<Set<String>> CIRCLES = List.of();

    /** Names that still name two things. The list only shrinks. */
    private static final Set<String> AMBIGUOUS = Set.of();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // What another module's tests lend to tests.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.rollcall");

    @Test
    void settingNeedsOnlyTheJdk() {
        check(classes().that()
                .resideInAPackage(SETTING)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(SETTING, "java..", "org.jspecify.."));
    }

    @Test
    void scimNeedsOnlyTheJdkAndJson() {
        check(classes().that()
                .resideInAPackage(SCIM)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(SCIM, "java..", "tools.jackson..", "org.jspecify.."));
    }

    @Test
    void scimHasNoStateOfItsOwn() {
        check(fields().that().areDeclaredInClassesThat().resideInAPackage(SCIM).and().areStatic().should().beFinal());
    }

    @Test
    void mappingKnowsScimAlone() {
        check(classes().that()
                .resideInAPackage(MAPPING)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(MAPPING, SCIM, "java..", "tools.jackson..", "org.jspecify..", "dev.cel..",
                        "com.google.common.."));
    }

    @Test
    void theExpressionLibraryStaysInTheMapping() {
        check(noClasses().that()
                .resideOutsideOfPackage("dev.rollcall.mapping.expression..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cel.."));
    }

    @Test
    void directoryKnowsNothingAboveIt() {
        check(noClasses().that()
                .resideInAPackage(DIRECTORY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORE, OAUTH, OUTBOUND, SERVER, APP));
    }

    @Test
    void storeKnowsNeitherServerNorApp() {
        check(noClasses().that()
                .resideInAPackage(STORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVER, APP));
    }

    @Test
    void serverKnowsNeitherStoreNorApp() {
        check(noClasses().that()
                .resideInAPackage(SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORE, APP));
    }

    /** They are clients of any endpoint, and other projects take them into their tests. */
    @Test
    void clientKnowsScimAlone() {
        check(noClasses().that()
                .resideInAPackage(CLIENT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DIRECTORY, STORE, CHECK, ENTRA, OUTBOUND, SERVER, APP));
    }

    @Test
    void checkKnowsTheClientAndNothingAboveIt() {
        check(noClasses().that()
                .resideInAPackage(CHECK)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DIRECTORY, STORE, ENTRA, OUTBOUND, SERVER, APP));
    }

    @Test
    void entraKnowsTheClientAndNothingAboveIt() {
        check(noClasses().that()
                .resideInAPackage(ENTRA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DIRECTORY, STORE, CHECK, OUTBOUND, SERVER, APP));
    }

    @Test
    void whatServesKnowsNoneOfTheClients() {
        check(noClasses().that()
                .resideInAnyPackage(SCIM, MAPPING, DIRECTORY, STORE, SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLIENT, CHECK, ENTRA, OUTBOUND));
    }

    @Test
    void oauthKnowsNeitherStoreNorServer() {
        check(noClasses().that()
                .resideInAPackage(OAUTH)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORE, CHECK, ENTRA, OUTBOUND, SERVER, APP));
    }

    /** It has the storage port from the directory, tokens and seals through ports there, and serves nobody. */
    @Test
    void outboundKnowsTheDirectoryAndTheClient() {
        check(noClasses().that()
                .resideInAPackage(OUTBOUND)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORE, CHECK, ENTRA, OAUTH, SERVER, APP));
    }

    /** It is a surface of the server, which does not know it. */
    @Test
    void theConsoleKnowsTheServerAndIsKnownToTheAppAlone() {
        check(noClasses().that()
                .resideInAPackage(CONSOLE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORE, CLIENT, CHECK, ENTRA, OAUTH, OUTBOUND, APP));
        check(noClasses().that()
                .resideOutsideOfPackages(CONSOLE, APP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONSOLE));
    }

    @Test
    void mailStaysWithTheAlerts() {
        check(noClasses().that()
                .resideOutsideOfPackage("dev.rollcall.outbound.alert..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.mail.."));
    }

    @Test
    void tokensStayInOauth() {
        check(noClasses().that()
                .resideOutsideOfPackage(OAUTH)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.nimbusds..", "com.google.crypto.tink.."));
    }

    @Test
    void sqlStaysInTheStore() {
        check(noClasses().that()
                .resideOutsideOfPackage(STORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql.."));
    }

    @Test
    void helidonStaysInTheServer() {
        check(noClasses().that()
                .resideOutsideOfPackage(SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon.."));
    }

    @Test
    void theHttpClientStaysInTheClient() {
        check(noClasses().that()
                .resideOutsideOfPackage(CLIENT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc.."));
    }

    @Test
    void noPackageKnowsAnotherInACircle() {
        check(slices().assignedFrom(new PackageSlices(CIRCLES)).should().beFreeOfCycles());
    }

    /** A package with those below it: what is apart in two packages may still be a circle of what they belong to. */
    @Test
    void noPartOfAModuleKnowsAnotherInACircle() {
        check(slices().assignedFrom(new PackageSlices(CIRCLES, "dev\\.rollcall\\.\\w+\\.\\w+"))
                .should()
                .beFreeOfCycles());
    }

    @Test
    void noCircleIsExcusedThatIsNoneAnyMore() {
        for (Set<String> circle : CIRCLES) {
            List<Set<String>> others = CIRCLES.stream().filter(other -> !other.equals(circle)).toList();
            ArchRule rule = slices().assignedFrom(new PackageSlices(others)).should().beFreeOfCycles();
            assertThat(rule.evaluate(CLASSES).hasViolation())
                    .as("Take %s off the list: its packages are in no circle any more.", circle)
                    .isTrue();
        }
    }

    @Test
    void aNameNamesOneThing() {
        Map<String, Long> classes = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
        assertThat(classes.keySet()).hasSizeGreaterThan(500);
        assertThat(classes.keySet().stream().filter(name -> classes.get(name) > 1))
                .containsExactlyInAnyOrderElementsOf(AMBIGUOUS);
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
