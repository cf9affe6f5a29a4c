package dev.rollcall.check;

import dev.rollcall.client.entra.QueryText;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.message.Urns;
import java.util.Optional;

/** Makes one user and deletes it, before the checks make more. */
record RemovalProof(CheckEndpoint endpoint, Traces traces) {
    /**
     * Returns when the user is gone again, or could not even be made.
     *
     * @param name of the user
     * @throws CheckException when the user cannot be deleted; it says what is left
     */
    void demand(String name) {
        String made = "";
        try {
            ScimAnswer created = send(ScriptRequests.request("POST", "/Users", Optional.of(Json.resource(Urns.USER)
                    .put("userName", name)
                    .put("externalId", name)
                    .put("active", true))));
            String id = Json.parse(created).path("id").asString("");
            if (created.status() >= 300 || id.isEmpty()) {
                return;
            }
            made = QueryText.resource(ObjectType.USER, id);
            ScimAnswer deleted = send(ScriptRequests.request("DELETE", made, Optional.empty()));
            ScimAnswer read = send(ScriptRequests.request("GET", made, Optional.empty()));
            boolean done = deleted.status() < 300 || deleted.status() == 404 || deleted.status() == 410;
            if (!done || read.status() == 200) {
                throw new CheckException("The endpoint does not delete: DELETE " + made + " is answered with "
                        + deleted.status() + ", a GET after it with " + read.status() + ". What the checks make would"
                        + " stay, as the user " + name
                        + " does now. Give --keep to make them all the same, and delete by"
                        + " hand what they leave; all names begin with rollcall-check-.");
            }
            traces.forget();
        } catch (TransportException e) {
            throw new CheckException("There is no answer from " + endpoint.url() + ": " + e.getMessage()
                    + (made.isEmpty() ? "" : " The user " + name + " may be left."));
        }
    }

    private ScimAnswer send(ScimRequest request) {
        ScimAnswer answer = endpoint.transport().send(request);
        traces.follow(request, answer);
        return answer;
    }
}
