package dev.rollcall.server.management.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonPage;
import dev.rollcall.directory.person.PersonQuery;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.person.query.ProfileQuery;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageRequest;
import dev.rollcall.server.management.connection.ConnectionLookup;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /connections/{id}/users} and {@code /connections/{id}/logins}. */
final class ConnectionUserEndpoint {
    /** Characters of a claim that is read. */
    private static final int LONGEST_CLAIM = 4_096;

    /** Characters of an address, with the zone of one of IPv6. */
    private static final int LONGEST_ADDRESS = 100;

    private final ConnectionLookup connections;
    private final PersonSearch search;
    private final PersonEdits edits;
    private final SignIns signIns;
    private final People people;

    ConnectionUserEndpoint(
            ConnectionLookup connections, PersonSearch search, PersonEdits edits, SignIns signIns, People people) {
        this.connections = connections;
        this.search = search;
        this.edits = edits;
        this.signIns = signIns;
        this.people = people;
    }

    ManagementAnswer delete(ManagementRequest request) {
        Connection connection = connections.of(request).connection();
        String email = request.query()
                .text("email")
                .orElseThrow(() -> ManagementFailure.query("The parameter email is missing: it says whom to delete."));
        PersonPage page = new PersonPage(0, Optional.empty(), true, List.of());
        while (page.more()) {
            page = search.list(Callers.of(request), new PersonQuery(Optional.of(connection.name()),
                    Optional.of(new ProfileQuery.Is("email", email)), IndexColumn.ID, false, false, page.last(), 0,
                    PageRequest.LARGEST));
            page.profiles().forEach(profile -> delete(request, profile));
        }
        return ManagementAnswer.nothing();
    }

    private void delete(ManagementRequest request, ObjectNode profile) {
        UserId.parse(profile.path("user_id").asString(""))
                .ifPresent(userId -> request.change(204,
                        trail -> edits.delete(Callers.of(request).audited(trail), userId)));
    }

    ManagementAnswer signIn(ManagementRequest request) {
        Connection connection = connections.of(request).connection();
        SignIn signIn = signIn(request, connection, request.requiredBody());
        SignInAnswer answer = request
                .change(200, trail -> signIns.signIn(Callers.of(request).audited(trail), connection, signIn));
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("allowed", answer.allowed())
                .put("reason", answer.reason().word())
                .put("message", answer.reason().sentence())
                .put("found_by", answer.found().word());
        answer.profile().ifPresent(profile -> json.set("user", profile));
        if (!answer.ignored().isEmpty()) {
            ObjectNode ignored = json.putObject("ignored");
            answer.ignored().forEach(ignored::put);
        }
        return ManagementAnswer.ok(json);
    }

    private SignIn signIn(ManagementRequest request, Connection connection, ObjectNode body) {
        if (!(body.path("claims") instanceof ObjectNode sent)) {
            throw ManagementFailure
                    .body("\"claims\" must be an object: the claims of the ID token, or the attributes of the"
                            + " assertion, that your product has checked.");
        }
        for (var claim : sent.properties()) {
            if (claim.getValue().isString() && claim.getValue().stringValue().length() > LONGEST_CLAIM) {
                throw ManagementFailure.body("The claim \"" + claim.getKey() + "\" has more than " + LONGEST_CLAIM
                        + " characters. Leave it out.");
            }
        }
        // What was parsed of a body cannot be changed.
        ObjectNode claims = sent.deepCopy();
        JsonNode subject = body.path("subject");
        if (subject.isString() && !subject.stringValue().isEmpty()) {
            claims.set("sub", subject);
        }
        JsonNode address = body.path("ip");
        if (address.asString("").length() > LONGEST_ADDRESS) {
            throw ManagementFailure.body("\"ip\" must be an address of at most " + LONGEST_ADDRESS + " characters.");
        }
        Optional<String> claim = subject.isString() && !subject.stringValue().isEmpty()
                ? Optional.of("sub")
                : subjectClaim(request, connection);
        return SignIn.of(connection.strategy(), claims, claim,
                address.isString() ? Optional.of(address.stringValue()) : Optional.empty())
                .orElseThrow(
                        () -> ManagementFailure.body("No claim says who signed in. Send \"subject\", or the claim that"
                                + " holds it: oid or sub, for SAML nameID."));
    }

    private Optional<String> subjectClaim(ManagementRequest request, Connection connection) {
        return people.storage()
                .read(request.share(), session -> people.settings().of(session, connection).signIn().subjectClaim());
    }
}
