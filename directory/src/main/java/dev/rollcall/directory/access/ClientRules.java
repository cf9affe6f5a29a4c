package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.Federation;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.text.Excerpt;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client must be like. */
final class ClientRules {
    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,128}");

    private ClientRules() {}

    /** @throws DirectoryException when the draft breaks a rule; the message says what to write instead */
    static void check(ClientDraft draft) {
        if (draft.name().isBlank() || !NAME.matcher(draft.name()).matches()) {
            throw invalid("A client's name has 1 to 128 characters, and none of them controls a terminal.");
        }
        List<String> known = draft.connection().isPresent()
                ? Arrays.stream(TokenScope.values()).map(TokenScope::keyword).toList()
                : List.copyOf(ManagementScope.words());
        if (draft.scopes().isEmpty()) {
            throw invalid("A client needs at least one scope, such as " + known.getFirst() + ".");
        }
        draft.scopes().stream().filter(scope -> !known.contains(scope)).sorted().findFirst().ifPresent(scope -> {
            throw invalid("There is no scope \"" + Excerpt.of(scope) + "\" here: use some of "
                    + String.join(", ", known) + ".");
        });
        checkTokenLifetime(draft);
        checkSecretLifetime(draft.secretLifetime());
        if (draft.keySet().isPresent() && draft.federation().isPresent()) {
            throw invalid("A client signs assertions itself, or somebody else does; give its keys or the issuer, not"
                    + " both.");
        }
        draft.federation().map(Federation::keySet).filter(keySet -> !Federation.isSafe(keySet)).ifPresent(keySet -> {
            throw invalid("The keys of an issuer must be fetched by https, so that nobody can change them on the way.");
        });
        if (draft.federation().isPresent() && draft.connection().isEmpty()) {
            throw invalid("Only a client of a connection can be known by another issuer's assertions.");
        }
    }

    static void checkSecretLifetime(Optional<Duration> lifetime) {
        if (lifetime.filter(duration -> duration.compareTo(Tokens.MINIMUM_LIFETIME) <= 0).isPresent()) {
            throw invalid("A secret's lifetime must be longer than 900 seconds.");
        }
    }

    private static void checkTokenLifetime(ClientDraft draft) {
        Duration lifetime = draft.tokenLifetime();
        if (draft.connection().isEmpty()) {
            if (!lifetime.equals(ClientDraft.MANAGEMENT_LIFETIME)) {
                throw invalid("Access tokens of the management API live 24 hours.");
            }
        } else if (lifetime.compareTo(ClientDraft.SHORTEST_LIFETIME) < 0
                || lifetime.compareTo(ClientDraft.LONGEST_LIFETIME) > 0) {
            throw invalid("Access tokens of a connection live 60 to 360 minutes, as Microsoft's gallery demands.");
        }
    }

    private static DirectoryException invalid(String message) {
        return new DirectoryException(Kind.INVALID, message);
    }
}
