package dev.rollcall.console.setup;

import dev.rollcall.directory.setup.SetupProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps of a set-up with one provider.
 *
 * @param application what to do until there is an application with people in it
 * @param connect what to do with the values of the connection
 * @param mapping the rows of the attribute mapping to look at; empty where it can stay as it is
 * @param start what to do then
 */
public record SetupGuide(
        List<String> application, List<String> connect, List<Row> mapping, List<String> start) {
    private static final String ASSIGN_IN_ENTRA = "Under Properties set “Assignment required?” to Yes: with No, everybody of"
            + " the tenant could sign in to the application. Under Users and groups assign whoever is to be provisioned."
            + " Members of an assigned group come with it; members of groups within it do not.";
    private static final String PASTE_IN_ENTRA = "Open Provisioning > Get started (or New configuration), set the mode to"
            + " Automatic, and copy Tenant URL and Secret Token from above into Admin Credentials.";
    private static final String TEST_IN_ENTRA = "Press Test Connection, then save.";
    private static final String START_IN_ENTRA = "Try one user with Provision on demand, then set the Provisioning Status to"
            + " On. A cycle runs about every 40 minutes.";
    private static final Row EXTERNAL_ID = new Row("externalId", "mailNickname", "objectId",
            "It never changes, and is never given to somebody else.");
    private static final Row ACTIVE = new Row("active", "Switch([IsSoftDeleted], …)", "keep it",
            "This is how users are disabled.");
    private static final Row MANAGER = new Row("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
            "manager", "keep it", "It is understood in every form in which Entra ID sends it.");
    private static final String ACTIONS_IN_OKTA = "Under Provisioning > To App choose Edit and enable Create Users, Update"
            + " User Attributes and Deactivate Users. The attribute mapping can stay as it is.";
    private static final String ASSIGN_IN_OKTA = "Under Assignments assign people and groups. Under Push Groups choose the"
            + " groups that are to exist here too: an assigned group is not pushed by itself.";

    /** A row of the mapping. @param from its source before @param to its source afterwards, or what else to do with it */
    public record Row(String attribute, String from, String to, String why) {}

    public SetupGuide {
        application = List.copyOf(application);
        connect = List.copyOf(connect);
        mapping = List.copyOf(mapping);
        start = List.copyOf(start);
    }

    /** The words for all steps, by which they are ticked off: their section and their number in it. */
    Set<String> steps() {
        Set<String> steps = new LinkedHashSet<>();
        number(steps, "application", application.size());
        number(steps, "connect", connect.size());
        number(steps, "mapping", mapping.size());
        number(steps, "start", start.size());
        return steps;
    }

    private static void number(Set<String> steps, String section, int size) {
        for (int i = 1; i <= size; i++) {
            steps.add(section + "-" + i);
        }
    }

    static SetupGuide of(SetupProvider provider) {
        return switch (provider) {
            case ENTRA -> entra(List.of("In the Microsoft Entra admin center open Entra ID > Enterprise apps > New"
                    + " application > Create your own application. Name it, choose “Integrate any other application you"
                    + " don't find in the gallery (Non-gallery)”, and create it.", ASSIGN_IN_ENTRA),
                    new Row("userName", "userPrincipalName", "keep it", "Match objects using this attribute: Yes,"
                            + " matching precedence 1."),
                    new Row("emails[type eq \"work\"].value", "mail", "keep it",
                            "Match objects: Yes, precedence 2, when"
                                    + " users may be known by their address already."));
            case ENTRA_SAML -> entra(
                    List.of("In the Microsoft Entra admin center open Entra ID > Enterprise apps, and there"
                            + " the application by which your people sign in with SAML.", ASSIGN_IN_ENTRA),
                    new Row("userName", "userPrincipalName", "what the sign-in sends as Name ID",
                            "Then whoever signs in and whoever is provisioned are one person."),
                    new Row("emails[type eq \"work\"].value", "mail", "keep it", "It is the person's e-mail here."));
            case ENTRA_OIDC -> new SetupGuide(
                    List.of("An app registration for sign-in cannot provision, so make a second application: in the Microsoft"
                            + " Entra admin center open Entra ID > Enterprise apps > New application > Create your own"
                            + " application, choose “Integrate any other application you don't find in the gallery"
                            + " (Non-gallery)”, and create it.",
                            ASSIGN_IN_ENTRA + " Assign the same people as in the application that signs them in."),
                    List.of(PASTE_IN_ENTRA, TEST_IN_ENTRA, "Under Mappings > Provision Microsoft Entra ID Users untick"
                            + " Create under Target Object Actions: users come into being when they sign in. Switch the"
                            + " mapping of groups off."),
                    List.of(new Row("emails[type eq \"work\"].value", "mail", "keep it",
                            "Match objects using this attribute: Yes, matching precedence 1; No for userName."),
                            EXTERNAL_ID, ACTIVE, MANAGER),
                    List.of("Let a user sign in once. " + START_IN_ENTRA));
            case OKTA_SAML -> new SetupGuide(
                    List.of("In the Okta admin console open your app, General > App Settings > Edit, set Provisioning to"
                            + " SCIM, and save."),
                    List.of("Open Provisioning > Integration > Edit and copy the base URL from above. Unique identifier"
                            + " field for users: userName.",
                            "Supported provisioning actions: Push New Users, Push Profile Updates, Push Groups.",
                            "Authentication Mode: HTTP Header. Copy the token into Authorization.",
                            "Press Test Connector Configuration, then save."),
                    List.of(), List.of(ACTIONS_IN_OKTA, ASSIGN_IN_OKTA));
            case OKTA_CATALOGUE -> new SetupGuide(
                    List.of("In the Okta admin console open Applications > Browse App Catalog, and add “SCIM 2.0 Test App"
                            + " (OAuth Bearer Token)”. People sign in by your other app; this one provisions them."),
                    List.of("Open Provisioning > Configure API Integration > Enable API integration, and copy base URL and"
                            + " token from above.", "Press Test API Credentials, then save."),
                    List.of(), List.of(ACTIONS_IN_OKTA, ASSIGN_IN_OKTA + " Assign the same people to both apps."));
            case OTHER -> new SetupGuide(
                    List.of("Add an application for SCIM 2.0 provisioning, and assign whoever is to be provisioned."),
                    List.of("Enter the SCIM URL and, as bearer token in the header Authorization, the token from above.",
                            "Run its connection test."),
                    List.of(new Row("externalId", "", "an id that never changes", "A person is found by it again."),
                            new Row("userName", "", "what people sign in with", "It is unique in this connection.")),
                    List.of("Start provisioning, with one user first."));
        };
    }

    private static SetupGuide entra(List<String> application, Row userName, Row email) {
        return new SetupGuide(application,
                List.of(PASTE_IN_ENTRA, TEST_IN_ENTRA),
                List.of(userName, EXTERNAL_ID, email, ACTIVE, MANAGER,
                        new Row("displayName, externalId and members of groups", "mailNickname for externalId",
                                "objectId for externalId",
                                "Under Provision Microsoft Entra ID Groups; keep the others.")),
                List.of(START_IN_ENTRA));
    }
}
