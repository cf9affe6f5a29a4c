package dev.rollcall.app.demo;

import dev.rollcall.app.service.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is removed with everything in it. */
final class DemoFolder implements AutoCloseable {
    private final Path path;

    private DemoFolder(Path path) {
        this.path = path;
    }

    static DemoFolder create() {
        try {
            return new DemoFolder(Files.createTempDirectory("rollcall-demo-"));
        } catch (IOException e) {
            throw new ServiceException("No temporary folder can be made (%s): set TMPDIR to one that can be written."
                    .formatted(e.getMessage()), e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(path)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + path + " could not be removed.", e);
        }
    }
}
