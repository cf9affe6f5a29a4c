package dev.rollcall.oauth;

import dev.rollcall.directory.client.SigningKey;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Gives the key file a new key, seals everything under it, and lets a new key sign from now on.
 *
 * <p>Guarantees: what is sealed is sealed anew in one write with the new key, so that no key goes that still seals something; the
 * oldest key of the file is forgotten only when everything could be opened.
 */
public final class KeyRotation {
    private final Storage storage;
    private final KeyFile file;
    private final SigningKeySeal sealing;
    private final StoreSeal seal;

    KeyRotation(Storage storage, KeyFile file, SigningKeySeal sealing, StoreSeal seal) {
        this.storage = storage;
        this.file = file;
        this.sealing = sealing;
        this.seal = seal;
    }

    /**
     * What a rotation did.
     *
     * @param keyId of the key that signs from now on
     * @param resealed how many keys before it, and secrets of event streams, are sealed anew
     * @param unopened how many are sealed by a key that is not in the file; keys check on, until they are forgotten, and streams
     *     need their secrets set anew
     */
    public record Done(String keyId, int resealed, int unopened) {}

    /** @param revoke whether the keys before check no more */
    Done run(boolean revoke, AuditTrail trail) {
        file.rotate();
        SigningKey row = sealing.fresh();
        Done done = storage.write(Share.HOUSE, SigningKeys.LANE, session -> rotated(session, row, revoke, trail));
        if (done.unopened() == 0) {
            file.forgetOldest();
        }
        return done;
    }

    private Done rotated(WriteSession session, SigningKey row, boolean revoke, AuditTrail trail) {
        Instant now = row.createdAt();
        session.signingKeys().deleteRetiredBefore(now.minus(SigningKeys.KEPT));
        session.signingKeys().retireAllBut(row.keyId(), now);
        if (revoke) {
            session.signingKeys().deleteRetiredBefore(now.plusMillis(1));
        }
        // Read here, so that none is missed that another process adds meanwhile.
        List<SigningKey> before = session.signingKeys().all();
        int resealed = 0;
        for (SigningKey key : before) {
            Optional<String> anew = sealing.resealed(key);
            anew.ifPresent(sealed -> session.signingKeys().reseal(key.keyId(), sealed));
            resealed += anew.isPresent() ? 1 : 0;
        }
        SecretCount secrets = resealSecrets(session);
        session.signingKeys().insert(row);
        seal.keep(session);
        trail.made(session, "signing_key", Optional.empty(), row.keyId(), JsonNodeFactory.instance.objectNode()
                .put("id", row.keyId())
                .put("earlier_ones_revoked", revoke));
        return new Done(row.keyId(), resealed + secrets.resealed(), before.size() - resealed + secrets.unopened());
    }

    private record SecretCount(int resealed, int unopened) {}

    private SecretCount resealSecrets(WriteSession session) {
        int resealed = 0;
        int unopened = 0;
        for (EventStream stream : session.streams().all()) {
            Optional<String> sealed = stream.secrets();
            if (sealed.isPresent()) {
                String purpose = stream.id().purpose();
                Optional<String> text = file.open(sealed.get(), purpose);
                boolean done = text.isPresent()
                        && session.streams().reseal(stream.id(), stream.revision(), file.seal(text.get(), purpose));
                resealed += done ? 1 : 0;
                unopened += done ? 0 : 1;
            }
        }
        return new SecretCount(resealed, unopened);
    }
}
