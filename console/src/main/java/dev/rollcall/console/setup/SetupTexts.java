package dev.rollcall.console.setup;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.setup.SetupProvider;
import dev.rollcall.directory.setup.SetupStep;

/** What is said of a provider, a token and a step of the checklist. */
final class SetupTexts {
    private SetupTexts() {}

    /** When a provider is the one to choose. */
    static String suits(SetupProvider provider) {
        return switch (provider) {
            case ENTRA -> "An application for provisioning alone. Choose this unless one of the others is yours.";
            case ENTRA_SAML -> "Your people sign in with SAML, by an enterprise application that you have already.";
            case ENTRA_OIDC ->
                "Users come into being when they sign in with OpenID Connect, and Entra ID only keeps them up"
                        + " to date.";
            case OKTA_SAML -> "An app that you made with the App Integration Wizard, with SAML or SWA.";
            case OKTA_CATALOGUE ->
                "Your people sign in with OpenID Connect: a second app of the catalogue provisions them.";
            case OTHER -> "Anything that speaks SCIM 2.0 with a bearer token.";
        };
    }

    /** What somebody can do who has the token. */
    static String power(SetupProvider provider) {
        String groups = provider == SetupProvider.ENTRA_OIDC ? "users" : "users and groups";
        String verbs = switch (provider) {
            case ENTRA, ENTRA_SAML, OTHER -> "read, create, change and delete";
            case ENTRA_OIDC -> "read, change and delete";
            case OKTA_SAML, OKTA_CATALOGUE -> "read, create and change";
        };
        return "Whoever has it can " + verbs + " the " + groups + " of this connection, and reaches nothing else here."
                + " Keep it like a password.";
    }

    /** What a step is called. */
    static String label(SetupStep step) {
        return switch (step) {
            case TEST -> "Connection test";
            case USER -> "First user";
            case UPDATE -> "Update of a user";
            case DISABLE -> "User disabled";
            case GROUP -> "First group";
            case MEMBER -> "Member of a group";
            case MANAGER -> "Manager";
        };
    }

    /** What has arrived when a step is done. */
    static String done(SetupStep step) {
        return switch (step) {
            case TEST -> "Address and token are right.";
            case USER -> "A user was created, or one that was here was found.";
            case UPDATE -> "A user's attributes were changed.";
            case DISABLE -> "A user was disabled or deleted.";
            case GROUP -> "A group was created, or one that was here was found.";
            case MEMBER -> "Somebody came into a group.";
            case MANAGER -> "A user has a manager who is a user here as well.";
        };
    }

    /** What to do for a step that nothing has arrived of. */
    static String hint(SetupStep step, SetupProvider provider) {
        Strategy strategy = provider.strategy();
        return switch (step) {
            case TEST -> in(strategy, "Press Test Connection under Provisioning > Admin Credentials.",
                    "Press Test Connector Configuration (Test API Credentials in the catalogue app).",
                    "Run the connection test, or let it read once.");
            case USER ->
                in(strategy, "Assign a user under Users and groups, then choose Provision on demand for that user.",
                        "Assign a person under Assignments.", "Assign a user.");
            case UPDATE -> in(strategy,
                    "Change a mapped attribute of that user, such as the job title, and provision the user"
                            + " on demand again.",
                    "Change a mapped attribute of that person's profile.", "Change a mapped attribute of that user.");
            case DISABLE ->
                in(strategy, "Take the assignment of a test user away; a cycle runs about every 40 minutes.",
                        "Unassign a test person.", "Take the assignment of a test user away.");
            case GROUP -> in(strategy, "Assign a group and start provisioning.", "Push a group under Push Groups.",
                    "Assign or push a group.");
            case MEMBER -> in(strategy, "Assign a group that has a member who is assigned as well.",
                    "Push a group that has a member who is assigned as well.",
                    "Push a group that has a member who is assigned as well.");
            case MANAGER -> in(strategy,
                    "Keep the row manager of the mapping, and assign a user together with the user's"
                            + " manager.",
                    "Map manager under To App if you keep managers in Okta; otherwise leave this one grey.",
                    "Map manager if you keep managers; otherwise leave this one grey.");
        };
    }

    private static String in(Strategy strategy, String entra, String okta, String other) {
        return switch (strategy) {
            case WAAD -> entra;
            case OKTA -> okta;
            case SAMLP, OIDC, SCIM -> other;
        };
    }
}
