package dev.rollcall.directory.configuration;

import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Jobs as they are shown to the operator. */
public final class ConnectionJobJson {
    private ConnectionJobJson() {}

    /** Jobs of a connection. @param users how many it has */
    public static ArrayNode of(List<ConnectionJob> jobs, long users) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        jobs.forEach(job -> array.add(of(job, users)));
        return array;
    }

    private static ObjectNode of(ConnectionJob job, long users) {
        Tally tally = job.tally();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("job", job.kind().keyword())
                .put("state", job.finishedAt().isPresent() ? "finished" : "running");
        switch (job.kind()) {
            case MAPPING -> json.put("mapping_version", Integer.parseInt(job.target()));
            case RE_KEY -> json.put("from", job.source()).put("to", job.target());
            case SCHEMA -> {
                return schema(job, json);
            }
        }
        json.put("users", users).put("looked_at", tally.seen()).put("changed", tally.changed());
        if (job.kind() == ConnectionJob.Kind.RE_KEY) {
            json.put("clashes", tally.clashes()).put("without_value", tally.without());
        }
        return times(job, json);
    }

    private static ObjectNode schema(ConnectionJob job, ObjectNode json) {
        Tally tally = job.tally();
        json.put("looked_at", tally.seen())
                .put("changed", tally.changed())
                .put("misfits", tally.clashes())
                .put("duplicates", tally.without());
        return times(job, json);
    }

    private static ObjectNode times(ConnectionJob job, ObjectNode json) {
        json.put("started_at", job.startedAt().toString()).put("updated_at", job.updatedAt().toString());
        job.finishedAt().ifPresent(at -> json.put("finished_at", at.toString()));
        return json;
    }
}
