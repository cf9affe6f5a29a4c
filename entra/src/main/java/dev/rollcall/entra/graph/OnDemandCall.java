package dev.rollcall.entra.graph;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.graph.OnDemandJson.Result;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.entra.ondemand.OnDemandReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST …/provisionOnDemand}: provisions the objects that the request names, one after the other. What one of several
 * cannot be done with is answered as its failure; the others are done all the same.
 */
final class OnDemandCall {
    /** The most objects of one request; each is a handful of requests to the endpoint, and the caller waits for all. */
    static final int MOST_SUBJECTS = 10;

    private final JobFolder job;

    private record Subject(String id, List<String> members) {}

    OnDemandCall(JobFolder job) {
        this.job = job;
    }

    GraphAnswer answer(JsonNode body) {
        List<Subject> subjects = subjects(body);
        if (subjects.isEmpty() || subjects.size() > MOST_SUBJECTS) {
            throw GraphRefusal.badRequest(
                    "Give {\"parameters\":[{\"subjects\":[{\"objectId\":\"…\",\"objectTypeName\":\"User\"}]}]} with 1 to %d subjects; there are %d."
                            .formatted(MOST_SUBJECTS, subjects.size()));
        }
        job.requireConfirmation();
        if (subjects.size() == 1) {
            return GraphAnswer.ok(OnDemandJson.answer(List.of(result(subjects.getFirst()))));
        }
        return GraphAnswer.ok(OnDemandJson.answer(subjects.stream().map(this::resultOrFailure).toList()));
    }

    private Result resultOrFailure(Subject subject) {
        try {
            return result(subject);
        } catch (JobException e) {
            String code = e.problem() == Problem.NOT_FOUND ? "notFound" : "badRequest";
            return OnDemandJson.failure(subject.id(), code, String.valueOf(e.getMessage()));
        }
    }

    private Result result(Subject subject) {
        OnDemandReport report = job.provisionOnDemand(subject.id(), subject.members());
        return OnDemandJson.result(report, job.log(RecordQuery.NEWEST.withCycle(report.cycleId())));
    }

    private static List<Subject> subjects(JsonNode body) {
        List<Subject> subjects = new ArrayList<>();
        for (JsonNode parameters : body.path("parameters").values()) {
            parameters.path("subjects").values().forEach(subject -> subjects.add(subject(subject)));
        }
        return subjects;
    }

    private static Subject subject(JsonNode subject) {
        String type = subject.path("objectTypeName").asString("User");
        if (Arrays.stream(ObjectType.values()).noneMatch(known -> known.scimName().equalsIgnoreCase(type))) {
            throw GraphRefusal.badRequest("There is no objectTypeName '" + type + "'; write User or Group.");
        }
        return new Subject(id(subject),
                subject.at("/links/members").valueStream().map(OnDemandCall::id).toList());
    }

    private static String id(JsonNode subject) {
        String id = subject.path("objectId").asString("");
        if (id.isBlank()) {
            throw GraphRefusal.badRequest("A subject has no objectId; write the object's id.");
        }
        return id;
    }
}
