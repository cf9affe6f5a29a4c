package dev.rollcall.directory.setup;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identifier.Keyword;
import dev.rollcall.directory.token.TokenScope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a connection is set up: which identity provider, and which kind of application there. */
public enum SetupProvider implements Keyword {
    /** Microsoft Entra ID with an application for provisioning alone. */
    ENTRA("entra", "Microsoft Entra ID", Strategy.WAAD),
    /** Microsoft Entra ID with an application by which people sign in with SAML. */
    ENTRA_SAML("entra-saml", "Microsoft Entra ID, sign-in with SAML", Strategy.WAAD),
    /** Microsoft Entra ID where people come into being by signing in with OpenID Connect, under an id that is not provisioned. */
    ENTRA_OIDC("entra-oidc", "Microsoft Entra ID, older set-up with OpenID Connect", Strategy.WAAD),
    /** Okta with an application of the App Integration Wizard. */
    OKTA_SAML("okta-saml", "Okta, an app of your own with SAML", Strategy.OKTA),
    /** Okta with an application of its catalogue. */
    OKTA_CATALOGUE("okta-catalogue", "Okta, an app of the catalogue", Strategy.OKTA),
    /** Any other one. */
    OTHER("other", "Another identity provider", Strategy.SCIM);

    private final String keyword;
    private final String label;
    private final Strategy strategy;

    SetupProvider(String keyword, String label, Strategy strategy) {
        this.keyword = keyword;
        this.label = label;
        this.strategy = strategy;
    }

    /** The word for it in a path. */
    @Override
    public String keyword() {
        return keyword;
    }

    /** What a page calls it. */
    public String label() {
        return label;
    }

    /** The strategy of connections to it, by which a failure is explained in its words. */
    public Strategy strategy() {
        return strategy;
    }

    /**
     * The fewest scopes with which it does everything that it does: a credential that can do no more does less harm when it is lost.
     * Entra never replaces, and Okta never deletes users; where people come into being by signing in, nobody is created.
     */
    public Set<TokenScope> scopes() {
        return switch (this) {
            case ENTRA, ENTRA_SAML -> without(TokenScope.PUT_USERS, TokenScope.PUT_GROUPS);
            case ENTRA_OIDC -> EnumSet.of(TokenScope.GET_USERS, TokenScope.PATCH_USERS, TokenScope.DELETE_USERS);
            case OKTA_SAML, OKTA_CATALOGUE -> without(TokenScope.DELETE_USERS);
            case OTHER -> TokenScope.ofUsersAndGroups();
        };
    }

    private static Set<TokenScope> without(TokenScope... scopes) {
        Set<TokenScope> rest = EnumSet.copyOf(TokenScope.ofUsersAndGroups());
        rest.removeAll(Set.of(scopes));
        return rest;
    }

    /** What is to arrive from it. */
    public List<SetupStep> steps() {
        return this == ENTRA_OIDC
                ? List.of(SetupStep.TEST, SetupStep.USER, SetupStep.UPDATE, SetupStep.DISABLE, SetupStep.MANAGER)
                : List.of(SetupStep.values());
    }

    /** The one of that word. */
    public static Optional<SetupProvider> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(provider -> provider.keyword.equals(keyword)).findFirst();
    }
}
