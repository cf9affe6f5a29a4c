package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.TokenFile;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
        token.ifPresent(secret -> TokenFile.write(folder.resolve(TOKEN_NAME), secret));
        return created;
    }

    /** The world as the terminal shows it. */
    static JobEnvironment environment(Terminal terminal) {
        return JobEnvironment.system()
                .withClock(terminal.clock())
                .withVariables(name -> Optional.ofNullable(terminal.environment().get(name)));
    }
}
