package dev.rollcall.app.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file in the data folder with the address under which the server that runs on it is reached, so that commands can
 * print SCIM endpoints as they really are: the port may have been picked by the system.
 */
final class ServeAddress {
    private static final String NAME = "serve-address";

    private final Path file;

    ServeAddress(Path dataFolder) {
        this.file = dataFolder.resolve(NAME);
    }

    /** Notes the address; a note that an earlier server left behind is replaced. */
    void write(URI address) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(NAME + ".new");
            Files.writeString(draft, address + "\n");
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ServiceException(
                    "The file %s cannot be written: check that this user may write in the data folder."
                            .formatted(file),
                    e);
        }
    }

    /** The address that a server noted; empty when none did or it has stopped. */
    Optional<URI> read() {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(URI.create(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new ServiceException("The file %s cannot be read: check that this user may read the data folder."
                    .formatted(file), e);
        }
    }

    /** Takes the note away. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ServiceException("The file %s cannot be deleted; delete it by hand.".formatted(file), e);
        }
    }
}
