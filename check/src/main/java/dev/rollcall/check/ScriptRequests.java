package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.message.Urns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The requests that the scripts written in Java have in common. */
record ScriptRequests(Workbench bench) {
    private static final String MEDIA_TYPE = "application/scim+json";

    /** A request as Entra sends it. */
    static ScimRequest request(String method, String target, Optional<JsonNode> body) {
        List<ScimHeader> headers = new ArrayList<>();
        headers.add(new ScimHeader("Accept", MEDIA_TYPE));
        body.ifPresent(b -> headers.add(new ScimHeader("Content-Type", MEDIA_TYPE + "; charset=utf-8")));
        return new ScimRequest(method, target, headers, body.map(JsonNode::toString));
    }

    /** A small user's id. */
    String user(String name) {
        ObjectNode user = Json.resource(Urns.USER, Urns.ENTERPRISE_USER);
        user.put("userName", bench.prefix() + name + "@check.example").put("externalId", bench.prefix() + name);
        user.put("active", true).put("displayName", bench.prefix() + name);
        return made(ObjectType.USER, user);
    }

    /** An empty group's id. */
    String group(String name) {
        return made(ObjectType.GROUP, Json.resource(Urns.GROUP)
                .put("displayName", bench.prefix() + name)
                .put("externalId", bench.prefix() + name));
    }

    /** Creates something that the check needs and does not judge. */
    String made(ObjectType type, ObjectNode body) {
        ScimRequest request = request("POST", type.path(), Optional.of(body));
        ScimAnswer answer = bench.send(request);
        JsonNode made = Json.parse(answer);
        String id = made.path("id").asString("");
        Expectation.status(List.of(201, 200))
                .unmet(answer, made, bench.variables())
                .or(() -> id.isEmpty()
                        ? Optional.of(new Complaint("should be answered with an id", new Symptom.Value("/id")))
                        : Optional.empty())
                .ifPresent(complaint -> {
                    throw CheckAbort.unprepared(Sentence.of(request, complaint.text()), complaint.symptom());
                });
        return id;
    }

    /** The body of a GET that must be answered with 200. */
    JsonNode read(String target) {
        return demand(request("GET", target, Optional.empty()), List.of(200));
    }

    /** A PATCH that must be done. */
    void patch(String target, ObjectNode body) {
        demand(request("PATCH", target, Optional.of(body)), List.of(200, 204));
    }

    /** The members of the group, in the order of their ids. */
    List<String> members(String group) {
        return read("/Groups/" + group).path("members")
                .valueStream()
                .map(member -> member.path("value").asString(""))
                .sorted()
                .toList();
    }

    /** An operation on members, with a list of values as Entra sends it. */
    static ObjectNode members(String op, List<String> ids) {
        var values = JsonNodeFactory.instance.arrayNode();
        ids.forEach(id -> values.addObject().put("value", id));
        return Json.patch(op, "members", values);
    }

    private JsonNode demand(ScimRequest request, List<Integer> statuses) {
        ScimAnswer answer = bench.send(request);
        JsonNode body = Json.parse(answer);
        Expectation.status(statuses).unmet(answer, body, bench.variables()).ifPresent(complaint -> {
            throw new CheckFailure(Sentence.of(request, complaint.text()), complaint.symptom());
        });
        return body;
    }
}
