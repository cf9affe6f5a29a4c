package dev.rollcall.oauth;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.rollcall.client.file.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file whose keys seal what the store may not hold in the clear: AES-256-GCM by Tink, a keyset in its JSON form.
 *
 * <p>Guarantees: a new file is readable by its owner alone, and one that others may read is refused. What was sealed for one
 * purpose is not opened for another. A rotation adds a key and keeps the ones before, so that what they sealed is opened on; one
 * is forgotten only when nothing is sealed by it. The
 * file is read when it is first needed, and again when something cannot be opened and it has changed since. Safe for use by many
 * threads.
 */
public final class KeyFile {
    /** How many keys it keeps when nothing is sealed by the ones before. */
    static final int MOST_KEPT = 8;

    /** How many keys it holds at most, while something is sealed by the ones before. */
    static final int MOST_KEYS = 64;

    /** Which file it is and of when, so that one that was put in its place is told. */
    private record Version(FileTime changed, Optional<Object> identity) {}

    private record Loaded(KeysetHandle keys, Aead aead, Version version) {}

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
            PrivateFile.create(path, json(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)));
            return true;
        } catch (FileAlreadyExistsException somebodyElseWasFirst) {
            return false;
        } catch (IOException | GeneralSecurityException e) {
            throw unwritable(e);
        }
    }

    /**
     * Adds a key that seals from now on; the ones before open on.
     *
     * @throws KeyFileException when it cannot be written, somebody else is changing it, or it has {@link #MOST_KEYS} keys
     */
    synchronized void rotate() {
        edit(keys -> {
            if (keys.size() >= MOST_KEYS) {
                throw new KeyFileException("The key file " + path + " has " + MOST_KEYS + " keys, which is the most it"
                        + " may have: something in the store is sealed by keys that are not in it. Rotate again in a"
                        + " day, when the signing keys before have gone.");
            }
            return KeysetHandle.newBuilder(keys)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
        });
    }

    /** Forgets all but the newest {@link #MOST_KEPT} keys; only when nothing is sealed by any but the newest. */
    synchronized void forgetOldest() {
        if (load().keys().size() > MOST_KEPT) {
            edit(keys -> {
                KeysetHandle.Builder next = KeysetHandle.newBuilder(keys);
                for (int i = keys.size(); i > MOST_KEPT; i--) {
                    next.deleteAt(0);
                }
                return next.build();
            });
        }
    }

    @FunctionalInterface
    private interface KeysEdit {
        KeysetHandle next(KeysetHandle keys) throws GeneralSecurityException;
    }

    private void edit(KeysEdit edit) {
        // Refuses a file that others may read.
        load();
        try {
            PrivateFile.edit(path, text -> {
                try {
                    return json(edit.next(TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get())));
                } catch (GeneralSecurityException e) {
                    throw new IOException(e);
                }
            });
            loaded = null;
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileException("The key file " + path + " is being changed by somebody else, or that was"
                    + " interrupted: when nobody does it now, delete " + PrivateFile.partOf(path) + " and try again.",
                    e);
        } catch (IOException e) {
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
        if (text.isPresent() || before.version().equals(version())) {
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
            Version version = versionOf(path);
            if (!PrivateFile.isPrivate(path)) {
                throw new KeyFileException("The key file " + path
                        + " can be read by others: run chmod 600 on it, and rotate it if somebody has.");
            }
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(path),
                    InsecureSecretKeyAccess.get());
            Loaded now = new Loaded(keys, keys.getPrimitive(RegistryConfiguration.get(), Aead.class), version);
            loaded = now;
            return now;
        } catch (NoSuchFileException e) {
            throw new KeyFileException("There is no key file " + path + ": put it there, or make a new one with"
                    + " \"rollcall key create\".", e);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private Version version() {
        try {
            return versionOf(path);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static Version versionOf(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey()));
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
