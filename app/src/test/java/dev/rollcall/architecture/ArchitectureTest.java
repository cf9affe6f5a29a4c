package dev.rollcall.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The direction of the house: a lower module never knows a higher one, and each library stays in its module. */
class ArchitectureTest {
    private static final String SETTING = "dev.rollcall.setting..";
    private static final String SCIM = "dev.rollcall.scim..";
    private static final String DIRECTORY = "dev.rollcall.directory..";
    private static final String STORE = "dev.rollcall.store..";
    private static final String CLIENT = "dev.rollcall.client..";
    private static final String CHECK = "dev.rollcall.check..";
    private static final String ENTRA = "dev.rollcall.entra..";
    private static final String SERVER = "dev.rollcall.server..";
    private static final String APP = "dev.rollcall.app..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
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
    void directoryKnowsNothingAboveIt() {
        check(noClasses().that()
                .resideInAPackage(DIRECTORY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORE, SERVER, APP));
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
                .resideInAnyPackage(DIRECTORY, STORE, CHECK, ENTRA, SERVER, APP));
    }

    @Test
    void checkKnowsTheClientAndNothingAboveIt() {
        check(noClasses().that()
                .resideInAPackage(CHECK)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DIRECTORY, STORE, ENTRA, SERVER, APP));
    }

    @Test
    void entraKnowsTheClientAndNothingAboveIt() {
        check(noClasses().that()
                .resideInAPackage(ENTRA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DIRECTORY, STORE, CHECK, SERVER, APP));
    }

    @Test
    void whatServesKnowsNoneOfTheClients() {
        check(noClasses().that()
                .resideInAnyPackage(SCIM, DIRECTORY, STORE, SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLIENT, CHECK, ENTRA));
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

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
