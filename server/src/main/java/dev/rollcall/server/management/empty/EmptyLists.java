package dev.rollcall.server.management.empty;

import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementHandler;
import dev.rollcall.server.management.ManagementRoute;
import dev.rollcall.server.management.PageRequest;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Auth0 has and Rollcall does not: lists that are empty. Auth0's deploy tool ends where one of them is missing.
 */
public final class EmptyLists {
    private EmptyLists() {}

    /** Their routes. */
    public static List<ManagementRoute> routes() {
        return List.of(
                new ManagementRoute("GET", "/actions/actions", ManagementScope.READ_ACTIONS, numbered("actions")),
                new ManagementRoute("GET", "/clients", ManagementScope.READ_CLIENTS, numbered("clients")));
    }

    private static ManagementHandler numbered(String name) {
        return request -> {
            PageRequest page = PageRequest.of(request.query());
            long start = page instanceof PageRequest.ByNumber byNumber ? byNumber.offset() : 0;
            int number = page instanceof PageRequest.ByNumber byNumber ? byNumber.page() : 0;
            return ManagementAnswer.ok(list(name)
                    .put("total", 0)
                    .put("start", start)
                    .put("limit", page.limit())
                    .put("length", 0)
                    .put("page", number)
                    .put("per_page", page.limit()));
        };
    }

    private static ObjectNode list(String name) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray(name);
        return json;
    }
}
