package dev.rollcall.check;

import dev.rollcall.client.entra.QueryText;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.message.Urns;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Makes one resource of a type and deletes it, before the checks make more.
 *
 * @param prefix with which the names of all that the run makes begin
 */
record RemovalProof(CheckEndpoint endpoint, Traces traces, String prefix) {
    /**
     * Returns when the resource is gone again, or could not even be made.
     *
     * @throws CheckException when it cannot be deleted; it says what is left
     */
    void demand(ObjectType type) {
        String name = prefix + "proof";
        String what = (type == ObjectType.USER ? "user " : "group ") + name;
        String made = "";
        try {
            ScimAnswer created = send(ScriptRequests.request("POST", type.path(), Optional.of(resource(type, name))));
            String id = Json.parse(created).path("id").asString("");
            if (created.status() >= 300 || id.isEmpty()) {
                return;
            }
            made = QueryText.resource(type, id);
            ScimAnswer deleted = send(ScriptRequests.request("DELETE", made, Optional.empty()));
            ScimAnswer read = send(ScriptRequests.request("GET", made, Optional.empty()));
            boolean done = deleted.status() < 300 || deleted.status() == 404 || deleted.status() == 410;
            if (!done || read.status() == 200) {
                throw new CheckException("The endpoint does not delete: DELETE " + made + " is answered with "
                        + deleted.status() + ", a GET after it with " + read.status() + ". What the checks make would"
                        + " stay, as the " + what + " does now. Give --keep to make them all the same, and delete by"
                        + " hand what they leave; the names of all that this run made begin with " + prefix + ".");
            }
            traces.forget();
        } catch (TransportException e) {
            throw new CheckException("There is no answer from " + endpoint.url() + ": " + e.getMessage()
                    + (made.isEmpty() ? "" : " The " + what + " may be left."));
        }
    }

    private static JsonNode resource(ObjectType type, String name) {
        return type == ObjectType.USER
                ? Json.resource(Urns.USER).put("userName", name).put("externalId", name).put("active", true)
                : Json.resource(Urns.GROUP).put("displayName", name).put("externalId", name);
    }

    private ScimAnswer send(ScimRequest request) {
        ScimAnswer answer = endpoint.transport().send(request);
        traces.follow(request, answer);
        return answer;
    }
}
