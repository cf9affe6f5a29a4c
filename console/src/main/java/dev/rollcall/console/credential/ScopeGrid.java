package dev.rollcall.console.credential;

import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.setup.SetupProvider;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.management.ManagementFailure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scopes of a credential, as a line for each verb with users, groups and what the connection declares itself beside each
 * other.
 *
 * @param lines in the order of the verbs
 */
public record ScopeGrid(List<Line> lines) {
    private static final List<String> VERBS = List.of("get", "post", "put", "patch", "delete");
    private static final String FIELD = "scope";

    public ScopeGrid {
        lines = List.copyOf(lines);
    }

    /** A verb. */
    public record Line(String verb, Box users, Box groups, Box resources) {}

    /** One scope. @param word such as {@code get:users} */
    public record Box(String word, boolean ticked) {}

    /** Those that are ticked, in words: {@code users: get, patch; groups: get; others: get}. */
    public String text() {
        String users = verbs(Line::users);
        String groups = verbs(Line::groups);
        String resources = verbs(Line::resources);
        return Stream.of(users.isEmpty() ? "" : "users: " + users, groups.isEmpty() ? "" : "groups: " + groups,
                resources.isEmpty() ? "" : "others: " + resources)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private String verbs(Function<Line, Box> box) {
        return lines.stream()
                .filter(line -> box.apply(line).ticked())
                .map(Line::verb)
                .collect(Collectors.joining(", "));
    }

    /** With these ticked. */
    static ScopeGrid of(Set<TokenScope> ticked) {
        List<Line> lines = new ArrayList<>();
        for (String verb : VERBS) {
            lines.add(new Line(verb, box(verb, "users", ticked), box(verb, "groups", ticked),
                    box(verb, "resources", ticked)));
        }
        return new ScopeGrid(lines);
    }

    private static Box box(String verb, String noun, Set<TokenScope> ticked) {
        TokenScope scope = TokenScope.ofKeyword(verb + ":" + noun).orElseThrow();
        return new Box(scope.keyword(), ticked.contains(scope));
    }

    /**
     * Those that a provider needs: a credential that can do no more does less harm when it is lost.
     *
     * @param pairwise whether Entra names people by a pairwise id, which it never provisions: then it creates nobody
     */
    static Set<TokenScope> usual(Strategy strategy, boolean pairwise) {
        SetupProvider provider = switch (strategy) {
            case WAAD -> pairwise ? SetupProvider.ENTRA_OIDC : SetupProvider.ENTRA;
            case OKTA -> SetupProvider.OKTA_SAML;
            case SAMLP, OIDC, SCIM -> SetupProvider.OTHER;
        };
        return provider.scopes();
    }

    /** What a form ticks. @throws ManagementFailure 400 when it is nothing, or no scope */
    static Set<TokenScope> ticked(ConsoleForm form) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (String word : form.all(FIELD)) {
            scopes.add(TokenScope.ofKeyword(word)
                    .orElseThrow(() -> ManagementFailure.body("There is no scope " + Excerpt.of(word) + ".")));
        }
        if (scopes.isEmpty()) {
            throw ManagementFailure.body("Tick at least one scope: without one it could do nothing.");
        }
        return scopes;
    }
}
