package dev.rollcall.client.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PrivateFileTest {
    @TempDir
    private Path folder;

    @Test
    void aNewFileIsItsOwnersAloneAndNothingIsLeftBeside() throws IOException {
        Path file = folder.resolve("f");
        PrivateFile.create(file, "text");
        assertThat(file).hasContent("text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PrivateFile.isPrivate(file)).isTrue();
        assertThat(names()).containsExactly("f");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(PrivateFile.isPrivate(file)).isFalse();
    }

    @Test
    void whatIsThereIsNeverReplacedByANewFile() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "first");
        assertThat(catchThrowable(() -> PrivateFile.create(file, "second")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(catchThrowable(() -> PrivateFile.create(file, (out, _) -> out.write(1))))
                .isInstanceOf(FileAlreadyExistsException.class);
        Path late = folder.resolve("late");
        FileAlreadyExistsException taken = catchThrowableOfType(FileAlreadyExistsException.class,
                () -> PrivateFile.create(late, (out, _) -> {
                    out.write(1);
                    Files.writeString(late, "somebody else's");
                }));
        assertThat(taken.getFile()).isEqualTo(late.toString());
        assertThat(late).hasContent("somebody else's");
        assertThat(file).hasContent("first");
        assertThat(names()).containsExactly("f", "late");
    }

    @Test
    void ofManyWhoCreateOneFileOneDoes() throws Exception {
        Path file = folder.resolve("f");
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String text = Integer.toString(i);
                attempts.add(pool.submit(() -> {
                    start.await();
                    return create(file, text);
                }));
            }
            start.countDown();
            List<String> winners = new ArrayList<>();
            for (int i = 0; i < attempts.size(); i++) {
                if (attempts.get(i).get()) {
                    winners.add(Integer.toString(i));
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(file).hasContent(winners.getFirst());
        }
        assertThat(names()).containsExactly("f");
    }

    @Test
    void aReplacementIsWholeAndItsOwnersAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "first");
        PrivateFile.replace(file, "second");
        assertThat(file).hasContent("second");
        assertThat(PrivateFile.isPrivate(file)).isTrue();
        assertThat(names()).containsExactly("f");
    }

    @Test
    void onlyOneEditsAtATimeAndAFailureChangesNothing() throws IOException {
        Path file = folder.resolve("f");
        assertThat(catchThrowable(() -> PrivateFile.edit(file, before -> before)))
                .isInstanceOf(NoSuchFileException.class);
        PrivateFile.create(file, "1");
        PrivateFile.edit(file, before -> {
            assertThat(catchThrowable(() -> PrivateFile.edit(file, other -> other + "3")))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining(PrivateFile.partOf(file));
            return before + "2";
        });
        assertThat(file).hasContent("12");
        assertThat(catchThrowable(() -> PrivateFile.edit(file, before -> {
            throw new IOException("no");
        }))).hasMessage("no");
        assertThat(file).hasContent("12");
        assertThat(names()).containsExactly("f");
    }

    private static boolean create(Path file, String text) throws IOException {
        try {
            PrivateFile.create(file, text);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
