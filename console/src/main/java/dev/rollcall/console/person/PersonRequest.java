package dev.rollcall.console.person;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A request of the console as those know it who work with people and resources. */
final class PersonRequest {
    private static final String ADDRESS = "console";
    private static final int NOT_FOUND = 404;

    private PersonRequest() {}

    /** Who asks. */
    static PersonCaller caller(ConsoleRequest request) {
        return new PersonCaller(request.caller().actor(), request.id(), ADDRESS, request.origin().baseUrl(),
                request.share(), request.client());
    }

    /**
     * A resource as the identity provider sees it, as JSON laid out for reading; of a group without its members, of which there may
     * be very many. It leaves no row in the request log. Empty when there is none.
     */
    static Optional<String> resource(ConsoleServices services, ConsoleRequest request, Connection connection,
            ResourceType type, String id) {
        ScimCall call = new ScimCall(
                new Caller(connection, request.caller().clientId(), EnumSet.allOf(TokenScope.class)),
                request.origin().baseUrl() + "/scim/v2/connections/" + connection.id(),
                new RequestTrace(request.id(), services.clock().instant(), services.nanoTime().getAsLong(), ADDRESS,
                        "READ", "/"),
                request.client(),
                services.management().people().turns().effort(connection.id(), request.client()),
                false, request.share());
        Projection projection = Projection.of(type, List.of(), List.of("members"),
                new RequestDialect(connection.dialect(), new FiredTolerances()),
                services.management().people().resources().filterLimits());
        try {
            Representation found = services.management().people().resources().get(call, type, id, projection);
            return found.json()
                    .flatMap(json -> json.known())
                    .map(bytes -> ScimJson.tree(bytes).toPrettyString());
        } catch (ScimException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
