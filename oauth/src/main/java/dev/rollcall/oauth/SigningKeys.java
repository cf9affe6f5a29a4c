package dev.rollcall.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.SigningKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign access tokens (ES256), shared by all nodes through the store.
 *
 * <p>Guarantees: a key that was retired checks on until everything that it signed has expired. The private part is in the store
 * only sealed under the key file. A rotation, in this process or another, is in force within {@link #STALENESS}. A node whose key
 * file opens none of the keys signs with one of its own, which all nodes check. Safe for use by many threads.
 */
public final class SigningKeys {
    /** For how long keys that were read are believed. */
    static final Duration STALENESS = Duration.ofMillis(500);

    /** For how long a retired key checks: the longest life of a token, and a while for nodes that have not heard of it yet. */
    static final Duration KEPT = ClientDraft.MANAGEMENT_LIFETIME.plusMinutes(5);

    private static final String LANE = "signing-keys";

    /** A key as it is known here. */
    private record Known(SigningKey row, ECKey publicKey) {}

    private record Reading(List<Known> keys, Instant at) {}

    private final Storage storage;
    private final KeyFile file;
    private final Clock clock;
    private volatile @Nullable Reading reading;
    /** The one that signs, opened. */
    private volatile @Nullable ECKey opened;

    public SigningKeys(Storage storage, KeyFile file, Clock clock) {
        this.storage = storage;
        this.file = file;
        this.clock = clock;
    }

    /**
     * The key that signs now; makes one when there is none that the key file opens.
     *
     * @throws KeyFileException when the key file cannot be used
     */
    ECKey signer() {
        return active().or(this::activeNow).orElseGet(this::makeOne);
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
     * Lets a new key sign from now on, and seals all keys under the newest key of the key file.
     *
     * @param revoke whether the ones before check no more, so that all access tokens that are out are void at once
     * @return the new key's id
     * @throws KeyFileException when the key file cannot be used
     */
    public String rotate(boolean revoke) {
        ECKey fresh = generate();
        SigningKey row = sealed(fresh);
        Instant now = row.createdAt();
        Map<String, String> resealed = new HashMap<>();
        for (SigningKey key : list()) {
            file.open(key.sealed(), purpose(key.keyId()))
                    .ifPresent(text -> resealed.put(key.keyId(), file.seal(text, purpose(key.keyId()))));
        }
        storage.write(Share.HOUSE, LANE, session -> {
            resealed.forEach(session.signingKeys()::reseal);
            session.signingKeys().insert(row);
            session.signingKeys().retireAllBut(row.keyId(), now);
            session.signingKeys().deleteRetiredBefore(revoke ? now.plusMillis(1) : now.minus(KEPT));
            return row;
        });
        reading = null;
        return row.keyId();
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
                Optional<ECKey> now = file.open(key.row().sealed(), purpose(key.row().keyId())).map(SigningKeys::key);
                if (now.isPresent()) {
                    opened = now.get();
                    return now;
                }
            }
        }
        return Optional.empty();
    }

    private synchronized ECKey makeOne() {
        Optional<ECKey> another = activeNow();
        if (another.isPresent()) {
            return another.get();
        }
        ECKey fresh = generate();
        SigningKey row = sealed(fresh);
        storage.write(Share.HOUSE, LANE, session -> {
            session.signingKeys().insert(row);
            return row;
        });
        reading = null;
        opened = fresh;
        return fresh;
    }

    private List<Known> current() {
        Reading known = reading;
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.at().plus(STALENESS)) && !now.isBefore(known.at())) {
            return known.keys();
        }
        List<Known> keys = list().stream().map(row -> new Known(row, key(row.publicKey()))).toList();
        reading = new Reading(keys, now);
        return keys;
    }

    private SigningKey sealed(ECKey key) {
        String id = key.getKeyID();
        return new SigningKey(id, key.toPublicJWK().toJSONString(), file.seal(key.toJSONString(), purpose(id)),
                clock.instant().truncatedTo(ChronoUnit.MILLIS), Optional.empty());
    }

    private static String purpose(String keyId) {
        return "signing-key " + keyId;
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java platform has the curve P-256.", e);
        }
    }

    private static ECKey key(String json) {
        try {
            return ECKey.parse(json);
        } catch (ParseException e) {
            throw new KeyFileException("A signing key in the store is not whole: make a new one with \"rollcall key"
                    + " rotate\".", e);
        }
    }
}
