package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.directory.client.OAuthClient;
import java.util.List;

/** What a person puts into a program, or an identity provider, to use a client. */
final class ClientText {
    private ClientText() {}

    /** Where tokens are asked for, for what, and with which scopes. */
    static List<String> use(LocalDirectory directory, OAuthClient client) {
        return List.of(
                "token URL      " + directory.baseUrl() + "/oauth/token",
                client.id()
                        .connection()
                        .map(id -> "SCIM URL       " + directory.baseUrl() + "/scim/v2/connections/" + id)
                        .orElseGet(() -> "audience       " + directory.baseUrl() + "/api/v2/"),
                "scopes         " + String.join(" ", ClientJson.scopes(client)));
    }
}
