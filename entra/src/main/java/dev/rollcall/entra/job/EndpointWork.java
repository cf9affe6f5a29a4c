package dev.rollcall.entra.job;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.connection.TargetConnections;
import dev.rollcall.entra.cycle.Cycle;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleDecision;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.cycle.StoppedException;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.expression.Evaluator;
import dev.rollcall.entra.log.LoggedSystem;
import dev.rollcall.entra.log.ProvisioningLog;
import dev.rollcall.entra.mapping.Mapper;
import dev.rollcall.entra.mapping.SourceCheck;
import dev.rollcall.entra.ondemand.OnDemand;
import dev.rollcall.entra.ondemand.OnDemandReport;
import dev.rollcall.entra.source.SourceAttributeNames;
import dev.rollcall.entra.source.SourceException;
import dev.rollcall.entra.source.SourceSnapshot;
import dev.rollcall.entra.state.CycleSummary;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.work.Advice;
import dev.rollcall.entra.work.RecordWriter;
import dev.rollcall.entra.work.WorkContext;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a job does with its endpoint: it asks whether it is there, runs cycles, and provisions single objects. */
final class EndpointWork {
    private final Path folder;
    private final JobEnvironment environment;
    private final LockedState state;
    private final ProvisioningLog log;

    EndpointWork(Path folder, JobEnvironment environment, LockedState state, ProvisioningLog log) {
        this.folder = folder;
        this.environment = environment;
        this.state = state;
        this.log = log;
    }

    Optional<String> token(ProvisioningJob job) {
        return job.token().token(folder, environment.variables());
    }

    ConnectionTest test(ProvisioningJob job, Optional<String> token) {
        try (TargetConnections.Connection connection = environment.connections().open(job, token, false)) {
            for (ObjectType type : ObjectType.values()) {
                if (job.mapping(type).enabled()) {
                    connection.target().probe(type, job.probeAttribute(type));
                }
            }
            return new ConnectionTest(
                    job.shownUrl(),
                    Optional.empty(),
                    "The supplied credentials are authorized to enable provisioning.",
                    "Provision one user on demand, or run a cycle.");
        } catch (ProvisioningException e) {
            ErrorCode code = e.code();
            return new ConnectionTest(
                    job.shownUrl(), Optional.of(code), String.valueOf(e.getMessage()), Advice.of(code));
        }
    }

    CycleReport run(CycleChoice choice, CycleListener listener) {
        try {
            return state.change((job, now) -> {
                DeletionConsent.require(job, now);
                return cycle(job, now, CycleDecision.of(choice, job, now, environment.clock().instant()), listener);
            });
        } catch (StoppedException e) {
            Thread.currentThread().interrupt();
            throw new JobException(
                    Problem.STOPPED,
                    "The cycle was stopped before its end. What was done is in the log and remembered; \"rollcall entra run\""
                            + " goes on with what is left.",
                    e);
        }
    }

    private CycleReport cycle(ProvisioningJob job, JobState now, CycleDecision decision, CycleListener listener) {
        String cycleId = RecordWriter.uuid(environment.random());
        try (TargetConnections.Connection connection = connect(job, false);
                ProvisioningLog.Writer out = log.open()) {
            WorkContext context = context(job, now, connection);
            CycleSummary summary = new Cycle(context, decision.kind(), writer(out, job, now, cycleId), listener)
                    .run(cycleId);
            return new CycleReport(summary, decision.why(), now.quarantine());
        }
    }

    OnDemandReport onDemand(String who, List<String> members) {
        return state.change((job, now) -> {
            DeletionConsent.require(job, now);
            String cycleId = RecordWriter.uuid(environment.random());
            try (TargetConnections.Connection connection = connect(job, true);
                    ProvisioningLog.Writer out = log.open()) {
                return new OnDemand(context(job, now, connection), writer(out, job, now, cycleId)).run(who, members);
            }
        });
    }

    private TargetConnections.Connection connect(ProvisioningJob job, boolean onDemand) {
        return environment.connections().open(job, token(job), onDemand);
    }

    private WorkContext context(ProvisioningJob job, JobState now, TargetConnections.Connection connection) {
        SourceSnapshot source = source();
        job.schema()
                .all()
                .forEach(mapping -> SourceCheck.check(mapping, SourceAttributeNames.of(source, mapping.type())));
        Evaluator evaluator = new Evaluator(environment.clock(), new SecureRandom());
        return new WorkContext(
                job,
                environment.rules(),
                connection.target(),
                source,
                Map.of(
                        ObjectType.USER, Mapper.of(job.users(), evaluator),
                        ObjectType.GROUP, Mapper.of(job.groups(), evaluator)),
                now,
                () -> state.write(now),
                connection::hurry,
                environment.clock(),
                environment.random());
    }

    private SourceSnapshot source() {
        try {
            return environment.sources().apply(folder).read();
        } catch (SourceException e) {
            throw new JobException(Problem.DEFINITION, String.valueOf(e.getMessage()), e);
        }
    }

    private RecordWriter writer(ProvisioningLog.Writer out, ProvisioningJob job, JobState now, String cycleId) {
        LoggedSystem target = new LoggedSystem(now.jobId(), job.shownUrl());
        return new RecordWriter(out, now.jobId(), cycleId, target, environment.random(), environment.clock());
    }
}
