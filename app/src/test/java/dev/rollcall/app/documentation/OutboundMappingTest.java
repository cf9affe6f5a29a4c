package dev.rollcall.app.documentation;

import dev.rollcall.app.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What docs/outbound.md prints between the marks; {@link OutboundPageTest} sees to it. */
class OutboundMappingTest {
    // example begins
    @TempDir
    Path folder;

    @Test
    void aNewUserIsPostedWithTheStreamsToken() throws Exception {
        Files.writeString(folder.resolve("crm.json"), """
            {"subscriptions": [{"event_type": "user.created"}],
             "destination": {"type": "scim", "configuration": {
               "base_url": "https://crm.example.com/scim/v2",
               "authorization": {"method": "bearer", "token": "secret"},
               "mapping": {"user": [
                 {"scim": "externalId", "auth0": "user_id"},
                 {"scim": "userName", "auth0": "email"},
                 {"scim": "title", "auth0": "user_metadata.title"}]}}}}
            """);
        Files.writeString(folder.resolve("event.json"), """
            {"specversion": "1.0", "type": "user.created", "id": "evt_1", "source": "urn:test",
             "time": "2026-01-01T00:00:00Z",
             "data": {"object": {"user_id": "waad|acme|42", "email": "ada@acme.example",
                                 "user_metadata": {"title": "Engineer"}}}}
            """);
        rollcall("connection", "create", "--name", "acme", "--strategy", "waad");
        rollcall("stream", "create", "crm", "--file", "crm.json");

        String printed = rollcall("stream", "preview", "crm", "--event", "event.json", "--json");

        JsonNode request = new JsonMapper().readTree(printed).path("requests").path(0);
        assertEquals("POST", request.path("method").asString());
        assertEquals("https://crm.example.com/scim/v2/Users", request.path("url").asString());
        assertTrue(request.path("headers").has("Authorization"));
        assertEquals("waad|acme|42", request.path("body").path("externalId").asString());
        assertEquals("ada@acme.example", request.path("body").path("userName").asString());
        assertEquals("Engineer", request.path("body").path("title").asString());
    }
    // example ends

    /** As {@link OutboundMappingByProcessTest} does it, without a process. */
    String rollcall(String... words) throws Exception {
        CommandRun run = CommandRun.of(folder, words);
        assertEquals(0, run.code(), run.err());
        return run.out();
    }
}
