package dev.rollcall.directory.access;

import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A synchronisation as the management API and the command line show it. */
public final class SyncJson {
    private SyncJson() {}

    /** How far it has come, and what has come of it. */
    public static ObjectNode of(SyncJob job) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("event_stream_id", job.stream().value())
                .put("mode", job.mode())
                .put("status", job.finishedAt().isPresent() ? "finished" : "running")
                .put("phase", job.phase());
        if (!job.source().isEmpty()) {
            json.put("source", job.source());
        }
        json.put("started_at", job.startedAt().toString()).put("updated_at", job.updatedAt().toString());
        job.finishedAt().ifPresent(at -> json.put("finished_at", at.toString()));
        json.set("report", ScimJson.tree(job.report().getBytes(StandardCharsets.UTF_8)));
        return json;
    }
}
