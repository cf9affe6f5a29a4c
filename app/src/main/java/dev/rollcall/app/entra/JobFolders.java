package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Jobs as the command line makes and finds them. */
public final class JobFolders {
    private static final String TOKEN_NAME = "token";

    private JobFolders() {}

    /**
     * Makes a job with the sample directory in a new folder. A token that is given goes into a file of its own that only its
     * owner can read; without one, the job reads {@link TokenSource#DEFAULT_VARIABLE}.
     */
    public static JobFolder create(
            Terminal terminal, Path folder, String endpoint, Optional<String> token, EntraDialect dialect) {
        String tenantUrl = dialect.isFlag() ? endpoint + "?" + dialect.label() : endpoint;
        TokenSource source = token.<TokenSource>map(secret -> new TokenSource.TokenFile(TOKEN_NAME))
                .orElse(new TokenSource.Variable(TokenSource.DEFAULT_VARIABLE));
        if (token.isPresent() && Files.exists(folder.resolve(TOKEN_NAME))) {
            throw new JobException(
                    Problem.REQUEST,
                    "There is a file %s already: remove it, or choose another folder.".formatted(
                            folder.resolve(TOKEN_NAME)));
        }
        JobTemplate template = dialect == EntraDialect.CUSTOMAPPSSO ? JobTemplate.CUSTOMAPPSSO : JobTemplate.SCIM;
        JobFolder created = JobFolder.init(folder, template, tenantUrl, source, environment(terminal));
        token.ifPresent(secret -> write(folder.resolve(TOKEN_NAME), secret));
        return created;
    }

    /** The world as the terminal shows it. */
    static JobEnvironment environment(Terminal terminal) {
        return JobEnvironment.system()
                .withClock(terminal.clock())
                .withVariables(name -> Optional.ofNullable(terminal.environment().get(name)));
    }

    private static void write(Path file, String secret) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            channel.write(StandardCharsets.UTF_8.encode(secret + "\n"));
        } catch (IOException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "The token could not be written to %s (%s). Remove the file, or choose another folder."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
