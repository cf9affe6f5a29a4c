package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.SigningKey;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign access tokens (ES256), shared by all nodes through the store.
 *
 * <p>Guarantees: a key that was retired checks on until everything that it signed has expired. The private part is in the store
 * only sealed under the key file, which is the same for all: with another one nothing is sealed and nothing signed. A rotation, in
 * this process or another, is in force within {@link #STALENESS}; a node that has not got the new key file yet signs on for {@link
 * #GRACE}. Safe for use by many threads.
 */
public final class SigningKeys {
    /** For how long keys that were read are believed. */
    static final Duration STALENESS = Duration.ofMillis(500);

    /** For how long a node that cannot open the new key signs with the retired one. */
    static final Duration GRACE = Duration.ofMinutes(5);

    /** For how long a retired key checks: the longest life of a token that it may have signed. */
    static final Duration KEPT = ClientDraft.MANAGEMENT_LIFETIME.plus(GRACE);

    static final String LANE = "signing-keys";

    /** A key as it is known here. */
    private record Known(SigningKey row, ECKey publicKey) {}

    private record Reading(List<Known> keys, Instant at) {}

    private final Storage storage;
    private final KeyFile file;
    private final StoreSeal seal;
    private final SigningKeySeal sealing;
    private final Clock clock;
    private volatile @Nullable Reading reading;
    /** The one that signs, opened. */
    private volatile @Nullable ECKey opened;

    public SigningKeys(Storage storage, KeyFile file, Clock clock) {
        this.storage = storage;
        this.file = file;
        this.seal = new StoreSeal(file);
        this.sealing = new SigningKeySeal(file, clock);
        this.clock = clock;
    }

    /**
     * The key that signs now; makes one when there is none.
     *
     * @throws KeyFileException when the key file cannot be used, or is not the one that the store is sealed under
     */
    ECKey signer() {
        return active().or(this::activeNow).or(this::retiredJustNow).orElseGet(this::makeOne);
    }

    /**
     * Makes sure that the key file is the one that the store is sealed under, or that it is sealed under none yet; then it is
     * sealed under this one from now on.
     *
     * @throws KeyFileException when it is another one, or cannot be used
     */
    public void requireKeyFile() {
        if (!storage.<Boolean>read(Share.HOUSE, seal::isOurs)) {
            storage.write(Share.HOUSE, LANE, session -> {
                seal.claim(session);
                return seal;
            });
        }
    }

    /**
     * Goes on with a key file that was just made, in the place of one that is lost: the keys before sign no more, and check on.
     *
     * @return false, and nothing is changed, when the store was not sealed yet
     */
    public boolean replaceLostKeyFile() {
        boolean replaced = storage.write(Share.HOUSE, LANE, session -> {
            if (seal.isFresh(session)) {
                return false;
            }
            session.signingKeys().retireAllBut("", now());
            seal.keep(session);
            return true;
        });
        reading = null;
        return replaced;
    }

    /** The public key of that id, while it checks. */
    Optional<JWK> find(String keyId) {
        Instant now = clock.instant();
        return current().stream()
                .filter(key -> key.row().keyId().equals(keyId) && checksAt(key.row(), now))
                .map(key -> (JWK) key.publicKey())
                .findFirst();
    }

    /** All public keys that check, as a JSON Web Key Set. */
    public String keySet() {
        Instant now = clock.instant();
        return new JWKSet(current().stream()
                .filter(key -> checksAt(key.row(), now))
                .map(key -> (JWK) key.publicKey())
                .toList())
                .toString(true);
    }

    /** All keys that are kept, the newest first. */
    public List<SigningKey> list() {
        return storage.read(Share.HOUSE, session -> session.signingKeys().all());
    }

    /**
     * Gives the key file a new key, seals everything under it, and lets a new key sign from now on.
     *
     * @param revoke whether the ones before check no more, so that all access tokens that are out are void at once
     * @param lost whether the key file that the store is sealed under is lost, and this one takes its place
     * @throws KeyFileException when the key file cannot be used, or is not the one that the store is sealed under
     */
    public KeyRotation.Done rotate(boolean revoke, boolean lost) {
        return rotate(revoke, lost, AuditTrail.NONE);
    }

    /** The same, and it is noted there who asked for it. */
    public KeyRotation.Done rotate(boolean revoke, boolean lost, AuditTrail trail) {
        if (!lost) {
            requireKeyFile();
        }
        KeyRotation.Done done = new KeyRotation(storage, file, sealing, seal).run(revoke, trail);
        reading = null;
        return done;
    }

    private static boolean checksAt(SigningKey key, Instant now) {
        return key.retiredAt().filter(retired -> retired.plus(KEPT).isBefore(now)).isEmpty();
    }

    private Optional<ECKey> activeNow() {
        reading = null;
        return active();
    }

    private Optional<ECKey> active() {
        ECKey before = opened;
        for (Known key : current()) {
            if (key.row().retiredAt().isEmpty()) {
                if (before != null && before.getKeyID().equals(key.row().keyId())) {
                    return Optional.of(before);
                }
                Optional<ECKey> now = sealing.open(key.row());
                if (now.isPresent()) {
                    opened = now.get();
                    return now;
                }
            }
        }
        return Optional.empty();
    }

    /** The key that signed until a rotation, on a node to which the new key file is still to be given. */
    private Optional<ECKey> retiredJustNow() {
        ECKey before = opened;
        Instant now = clock.instant();
        boolean may = before != null
                && current().stream()
                        .map(Known::row)
                        .filter(row -> row.keyId().equals(before.getKeyID()))
                        .anyMatch(row -> row.retiredAt().filter(at -> now.isBefore(at.plus(GRACE))).isPresent());
        return may ? Optional.ofNullable(before) : Optional.empty();
    }

    private synchronized ECKey makeOne() {
        Optional<ECKey> another = activeNow();
        if (another.isPresent()) {
            return another.get();
        }
        SigningKey row = sealing.fresh();
        SigningKey signing = storage.write(Share.HOUSE, LANE, session -> {
            seal.claim(session);
            // Another node may have made one meanwhile; one is enough.
            Optional<SigningKey> active = session.signingKeys()
                    .all()
                    .stream()
                    .filter(key -> key.retiredAt().isEmpty())
                    .findFirst();
            if (active.isEmpty()) {
                session.signingKeys().insert(row);
            }
            return active.orElse(row);
        });
        reading = null;
        ECKey key = sealing.open(signing)
                .orElseThrow(() -> new KeyFileException("The key file " + file.path() + " does not open the key that"
                        + " signs access tokens: put the key file of the other nodes in its place."));
        opened = key;
        return key;
    }

    private List<Known> current() {
        Reading known = reading;
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.at().plus(STALENESS)) && !now.isBefore(known.at())) {
            return known.keys();
        }
        List<Known> keys = list().stream().map(row -> new Known(row, SigningKeySeal.key(row.publicKey()))).toList();
        reading = new Reading(keys, now);
        return keys;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
