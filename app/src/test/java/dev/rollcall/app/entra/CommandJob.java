package dev.rollcall.app.entra;

import dev.rollcall.app.CommandRun;
import dev.rollcall.clients.LiveServer.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A job that was made by {@code entra init} in its default folder, and the commands on it. */
record CommandJob(Path around, Endpoint endpoint) {
    /** Makes the job. */
    static CommandJob init(Path around, Endpoint endpoint) {
        CommandJob job = new CommandJob(around, endpoint);
        CommandRun made = job.entra("init", "--url", endpoint.url(), "--token", endpoint.token());
        assertThat(made.code()).as(made.err()).isZero();
        return job;
    }

    Path folder() {
        return around.resolve("entra-job");
    }

    /** Runs {@code rollcall entra …} around the job's folder. What it prints never holds the token. */
    CommandRun entra(String... arguments) {
        CommandRun run = CommandRun.of(around, Map.of(),
                Stream.concat(Stream.of("entra"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(run.out() + run.err()).doesNotContain(endpoint.token()).doesNotContain("\tat ");
        return run;
    }

    /** The same, and it does what it is asked. */
    CommandRun done(String... arguments) {
        CommandRun run = entra(arguments);
        assertThat(run.code()).as(List.of(arguments) + ": " + run.out() + run.err()).isZero();
        return run;
    }

    String read(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String text) {
        try {
            Files.writeString(folder().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void edit(String file, String find, String put) {
        assertThat(read(file)).contains(find);
        write(file, read(file).replace(find, put));
    }
}
