package dev.rollcall.server.management.connection;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.scim.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the options of an Entra connection say that goes badly with provisioning. */
final class OptionWarnings {
    private OptionWarnings() {}

    static List<String> of(Connection connection, JsonNode options) {
        List<String> warnings = new ArrayList<>();
        if (connection.strategy() != Strategy.WAAD) {
            return warnings;
        }
        if (isOn(options, "useCommonEndpoint") || isOn(options, "waad_common_endpoint")) {
            warnings.add(
                    "options.useCommonEndpoint is on, so people of any Entra tenant can sign in, and SCIM provisions"
                            + " those of one. Switch it off.");
        }
        String userId = options.path("userid_attribute").asString("");
        if (userId.equals("sub")) {
            warnings.add(
                    "options.userid_attribute is sub, a pairwise id that Entra never provisions. Users who have signed in"
                            + " before are updated and deleted, but new ones cannot be matched at sign-in: give the SCIM token"
                            + " get:users, patch:users and delete:users alone, and switch Create off in Entra, or use oid.");
        } else if (!userId.isEmpty() && !userId.equals("oid")) {
            warnings.add("options.userid_attribute is \"" + Excerpt.of(userId)
                    + "\"; SCIM works with oid, and for older connections with"
                    + " sub.");
        }
        return warnings;
    }

    private static boolean isOn(JsonNode options, String name) {
        return options.path(name).asBoolean(false);
    }
}
