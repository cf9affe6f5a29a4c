package dev.rollcall.oauth;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file whose keys seal what the store may not hold in the clear: AES-256-GCM by Tink, a keyset in its JSON form.
 *
 * <p>Guarantees: a new file is readable by its owner alone, and one that others may read is refused. What was sealed for one
 * purpose is not opened for another. A rotation adds a key and keeps the ones before, so that what they sealed is opened on. The
 * file is read when it is first needed, and again when something cannot be opened and it has changed since. Safe for use by many
 * threads.
 */
public final class KeyFile {
    /** How many keys it holds at most; a rotation forgets the oldest beyond. */
    static final int MOST_KEYS = 8;

    private record Loaded(KeysetHandle keys, Aead aead, FileTime changed) {}

    private final Path path;
    private final boolean makes;
    private @Nullable Loaded loaded;

    private KeyFile(Path path, boolean makes) {
        this.path = path;
        this.makes = makes;
    }

    /** The file at that path, which must be there when it is needed: for several nodes, which share one. */
    public static KeyFile at(Path path) {
        return new KeyFile(path, false);
    }

    /** The file at that path, which is made when it is needed and not there: for a node that is alone. */
    public static KeyFile madeWhenMissing(Path path) {
        return new KeyFile(path, true);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Makes the file with one new key.
     *
     * @return false, and nothing is changed, when it is there already
     * @throws KeyFileException when it cannot be written
     */
    public synchronized boolean make() {
        if (Files.exists(path)) {
            return false;
        }
        try {
            AeadConfig.register();
            PrivateFile.write(path, json(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)), false);
            return true;
        } catch (IOException | GeneralSecurityException e) {
            throw unwritable(e);
        }
    }

    /** Adds a key that seals from now on. */
    public synchronized void rotate() {
        try {
            KeysetHandle keys = load().keys();
            KeysetHandle.Builder next = KeysetHandle.newBuilder(keys);
            if (keys.size() >= MOST_KEYS) {
                next.deleteAt(0);
            }
            next.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()
                    .makePrimary());
            PrivateFile.write(path, json(next.build()), true);
            loaded = null;
        } catch (IOException | GeneralSecurityException e) {
            throw unwritable(e);
        }
    }

    /**
     * The text, sealed.
     *
     * @param purpose what it must be opened for; not secret
     */
    public String seal(String text, String purpose) {
        try {
            return Base64.getEncoder()
                    .encodeToString(load().aead()
                            .encrypt(text.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** What was sealed for that purpose; empty when it was sealed by a key that is not in the file, or for another purpose. */
    public synchronized Optional<String> open(String sealed, String purpose) {
        Loaded before = load();
        Optional<String> text = open(before, sealed, purpose);
        if (text.isPresent() || before.changed().equals(changed())) {
            return text;
        }
        loaded = null;
        return open(load(), sealed, purpose);
    }

    private static Optional<String> open(Loaded loaded, String sealed, String purpose) {
        try {
            byte[] text = loaded.aead()
                    .decrypt(Base64.getDecoder().decode(sealed), purpose.getBytes(StandardCharsets.UTF_8));
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            // That is the answer: none of the keys has sealed it for that purpose.
            return Optional.empty();
        }
    }

    private synchronized Loaded load() {
        Loaded known = loaded;
        if (known != null) {
            return known;
        }
        if (makes) {
            make();
        }
        try {
            AeadConfig.register();
            FileTime changed = Files.getLastModifiedTime(path);
            if (!PrivateFile.isPrivate(path)) {
                throw new KeyFileException("The key file " + path
                        + " can be read by others: run chmod 600 on it, and rotate it if somebody has.");
            }
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(path),
                    InsecureSecretKeyAccess.get());
            Loaded now = new Loaded(keys, keys.getPrimitive(RegistryConfiguration.get(), Aead.class), changed);
            loaded = now;
            return now;
        } catch (NoSuchFileException e) {
            throw new KeyFileException("There is no key file " + path + ": put it there, or make a new one with"
                    + " \"rollcall key create\".", e);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private FileTime changed() {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static String json(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    }

    private KeyFileException unusable(Exception e) {
        return new KeyFileException("The key file " + path
                + " cannot be used: check that this user may read it, and that it is whole.", e);
    }

    private KeyFileException unwritable(Exception e) {
        return new KeyFileException("The key file " + path
                + " cannot be written: check that its folder is there and that this user may write to it.", e);
    }
}
