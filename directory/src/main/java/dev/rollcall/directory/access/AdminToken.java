package dev.rollcall.directory.access;

import dev.rollcall.directory.client.ManagementAdmission;
import dev.rollcall.directory.client.ManagementAdmission.Admitted;
import dev.rollcall.directory.client.ManagementAdmission.Refused;
import dev.rollcall.directory.client.ManagementAuthenticator;
import dev.rollcall.directory.client.ManagementCaller;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The administrator's token, which a setting holds and which may do everything on the management API.
 *
 * <p>Guarantees: what is kept of it is a hash, compared in constant time; where none is set, every token is refused.
 */
public final class AdminToken implements ManagementAuthenticator {
    /** A shorter one could be guessed. */
    public static final int MINIMUM_LENGTH = 32;

    private final Optional<byte[]> hash;

    /**
     * @param token empty for none
     * @throws IllegalArgumentException when it is shorter than {@link #MINIMUM_LENGTH}
     */
    public AdminToken(Optional<String> token) {
        if (token.filter(text -> text.length() < MINIMUM_LENGTH).isPresent()) {
            throw new IllegalArgumentException(
                    "The administrator's token must have at least " + MINIMUM_LENGTH + " characters.");
        }
        this.hash = token.map(text -> HexFormat.of().parseHex(TokenHash.of(text)));
    }

    /** Whether it is this token. */
    public boolean matches(String bearerToken) {
        return hash.filter(kept -> TokenHash.matches(bearerToken, kept)).isPresent();
    }

    /**
     * A hash of this token together with another secret, by which it is known later that the token is still this one.
     *
     * @param bearerToken what was shown
     * @param with a secret with 256 random bits: without it, the hash says nothing of the token
     * @return empty when it is not this token
     */
    Optional<String> sealed(String bearerToken, String with) {
        return matches(bearerToken) ? seal(with) : Optional.empty();
    }

    /** Whether a hash was made of the token that is set now and of that secret. */
    boolean isSealed(String seal, String with) {
        return seal(with).filter(seal::equals).isPresent();
    }

    private Optional<String> seal(String with) {
        return hash.map(kept -> TokenHash.of(HexFormat.of().formatHex(kept) + ' ' + with));
    }

    @Override
    public ManagementAdmission authenticate(String bearerToken) {
        return matches(bearerToken)
                ? new Admitted(ManagementCaller.administrator())
                : new Refused("Invalid token. Send the token of the setting server.admin-token, or an access token that"
                        + " /oauth/token has issued for the management API.");
    }
}
