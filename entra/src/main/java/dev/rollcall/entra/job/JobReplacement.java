package dev.rollcall.entra.job;

import dev.rollcall.entra.definition.FileFailure;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobExport;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.JobFileEdit;
import dev.rollcall.entra.definition.JobFiles;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.definition.TokenFile;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.mapping.SchemaDocument;
import dev.rollcall.entra.state.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Puts another definition, or a part of one, in the place of the job that is in a folder. What gives way is kept. */
final class JobReplacement {
    /** The job file of a job that was deleted, with its endpoint and its settings. */
    static final String DELETED_NAME = JobFile.NAME + ".deleted";

    private static final String TOKEN_NAME = "token";

    private final Path folder;
    private final Clock clock;
    private final LockedState state;

    JobReplacement(Path folder, Clock clock, LockedState state) {
        this.folder = folder;
        this.clock = clock;
        this.state = state;
    }

    Path delete() {
        ProvisioningJob job = JobFile.read(folder);
        return state.hold(() -> {
            Path kept = ReplacedFiles.keep(folder, clock.instant());
            Path deleted = folder.resolve(DELETED_NAME);
            try {
                Files.move(folder.resolve(JobFile.NAME), deleted, StandardCopyOption.REPLACE_EXISTING);
                // Without rows: those that it had may be about a schema that is deleted with it.
                JobFiles.writeJobAs(deleted, job);
                Files.deleteIfExists(folder.resolve(JobFile.SCHEMA_NAME));
                Files.deleteIfExists(folder.resolve(LockedState.NAME));
                return kept;
            } catch (IOException e) {
                throw unwritable(e);
            }
        });
    }

    void create(JobTemplate template) {
        Path file = folder.resolve(JobFile.NAME);
        Path deleted = folder.resolve(DELETED_NAME);
        if (Files.exists(file)) {
            throw new JobException(Problem.REQUEST,
                    "There is a job in %s already; delete it first with \"rollcall entra job delete\"."
                            .formatted(folder));
        }
        if (!Files.exists(deleted)) {
            throw new JobException(Problem.NOT_FOUND,
                    "There was no job in %s. \"rollcall entra init\" makes one with a source directory."
                            .formatted(folder));
        }
        state.hold(() -> {
            try {
                Files.deleteIfExists(folder.resolve(JobFile.SCHEMA_NAME));
                Files.move(deleted, file);
                try {
                    ProvisioningJob made = JobFile.read(folder)
                            .withTemplate(template)
                            .withSchema(JobFile.template(template));
                    JobFiles.writeJob(folder, made);
                    state.write(state.fresh(made));
                    return file;
                } catch (JobException e) {
                    Files.move(file, deleted);
                    throw e;
                }
            } catch (IOException e) {
                throw unwritable(e);
            }
        });
    }

    Path importJob(JsonNode exported) {
        return replace(JobExport.read(exported), JobExport.schema(exported), true);
    }

    Path putSchema(JsonNode json) {
        SchemaDocument schema = JobExport.schema(json);
        return replace(JobFile.read(folder).withSchema(schema.schema()), schema, false);
    }

    Path moveTo(JobTemplate template) {
        ProvisioningJob job = JobFile.read(folder);
        if (job.template() == template) {
            throw new JobException(
                    Problem.REQUEST, "The job is made from the template %s already.".formatted(template.id()));
        }
        JobState now = state.read().orElseGet(() -> state.fresh(job));
        DeletionConsent.require(job, now);
        SchemaDocument schema = JobFile.schema(folder, job.template());
        Path backup = folder.resolve("job-" + now.jobId() + ".json");
        JobFiles.writeJson(backup, JobExport.write(job, now.jobId(), schema));
        replace(job.withTemplate(template), schema, true);
        return backup;
    }

    private Path replace(ProvisioningJob job, SchemaDocument schema, boolean anew) {
        return state.hold(() -> {
            JobState now = state.read().orElseGet(() -> state.fresh(job));
            DeletionConsent.require(job, now);
            Path kept = ReplacedFiles.keep(folder, clock.instant());
            JobFiles.writeWithSchema(folder, job, schema);
            if (anew) {
                JobState fresh = state.fresh(job);
                fresh.confirmDeletion(now.isDeletionConfirmed());
                state.write(fresh);
            }
            return kept;
        });
    }

    void configure(UnaryOperator<ProvisioningJob> change, Optional<String> token) {
        JobFile.read(folder);
        state.hold(() -> {
            ProvisioningJob job = JobFile.read(folder);
            ProvisioningJob changed = change.apply(job);
            Path secret = folder.resolve(job.token() instanceof TokenSource.TokenFile(String name) ? name : TOKEN_NAME);
            ProvisioningJob wanted = token.isEmpty() || job.token() instanceof TokenSource.TokenFile
                    ? changed
                    : changed.withEndpoint(changed.endpoint().withToken(new TokenSource.TokenFile(TOKEN_NAME)));
            JobFileEdit edit = JobFileEdit.of(folder, wanted);
            if (token.isPresent()) {
                requireOwn(job, secret);
                TokenFile.write(secret, token.get());
            }
            edit.write();
            return wanted;
        });
    }

    /** A file of that name that the job does not read is somebody's. */
    private static void requireOwn(ProvisioningJob job, Path secret) {
        if (!(job.token() instanceof TokenSource.TokenFile) && Files.exists(secret)) {
            throw new JobException(
                    Problem.REQUEST,
                    "There is a file %s that the job does not read, so the token was not written. Name it with token.file in the job file, or remove it."
                            .formatted(secret));
        }
    }

    private JobException unwritable(IOException e) {
        return new JobException(
                Problem.DEFINITION,
                "The files of %s cannot be written (%s). Check the folder's owner, mode and free space."
                        .formatted(folder, FileFailure.words(e)),
                e);
    }
}
