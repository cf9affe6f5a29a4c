package dev.rollcall.server.management.person;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.IdTokens;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.person.GroupEdits;
import dev.rollcall.directory.person.GroupSearch;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.server.management.ManagementRoute;
import dev.rollcall.server.management.connection.ConnectionLookup;
import java.util.List;

/** The table of the routes for people. */
public final class PersonRoutes {
    private static final String USERS = "/users";
    private static final String USER = USERS + "/{id}";
    private static final String GROUPS = "/groups";
    private static final String GROUP = GROUPS + "/{id}";

    private PersonRoutes() {}

    /** All of them. */
    public static List<ManagementRoute> of(People people, Connections connections, IdTokens idTokens) {
        PersonSearch search = new PersonSearch(people);
        PersonEdits edits = new PersonEdits(people);
        UserEndpoint users = new UserEndpoint(search, edits);
        IdentityEndpoint identities = new IdentityEndpoint(new LinkedAccounts(people), connections, idTokens);
        UserLogEndpoint logs = new UserLogEndpoint(search, people.storage());
        GroupEndpoint groups = new GroupEndpoint(new GroupSearch(people), new GroupEdits(people));
        ConnectionUserEndpoint own = new ConnectionUserEndpoint(
                new ConnectionLookup(connections), search, edits, new SignIns(people), people);
        return List.of(
                new ManagementRoute("GET", USERS, ManagementScope.READ_USERS, users::list),
                new ManagementRoute("POST", USERS, ManagementScope.CREATE_USERS, users::create),
                new ManagementRoute("GET", USER, ManagementScope.READ_USERS, users::read),
                new ManagementRoute("PATCH", USER, ManagementScope.UPDATE_USERS, users::change),
                new ManagementRoute("DELETE", USER, ManagementScope.DELETE_USERS, users::delete),
                new ManagementRoute("POST", USER + "/revoke-access", ManagementScope.UPDATE_USERS, users::revokeAccess),
                new ManagementRoute("GET", "/users-by-email", ManagementScope.READ_USERS, users::withEmail),
                new ManagementRoute("POST", USER + "/identities", ManagementScope.UPDATE_USERS, identities::link)
                        .orOwn(ManagementScope.UPDATE_CURRENT_USER_IDENTITIES),
                new ManagementRoute("DELETE", USER + "/identities/{provider}/{userId}", ManagementScope.UPDATE_USERS,
                        identities::unlink)
                        .orOwn(ManagementScope.UPDATE_CURRENT_USER_IDENTITIES),
                new ManagementRoute("GET", USER + "/groups", ManagementScope.READ_GROUPS, groups::ofUser),
                new ManagementRoute("GET", USER + "/logs", ManagementScope.READ_LOGS, logs::list),
                new ManagementRoute("GET", GROUPS, ManagementScope.READ_GROUPS, groups::list),
                new ManagementRoute("GET", GROUP, ManagementScope.READ_GROUPS, groups::read),
                new ManagementRoute("DELETE", GROUP, ManagementScope.DELETE_GROUPS, groups::delete),
                new ManagementRoute("GET", GROUP + "/members", ManagementScope.READ_GROUP_MEMBERS, groups::members),
                new ManagementRoute("DELETE", "/connections/{id}/users", ManagementScope.DELETE_USERS, own::delete),
                new ManagementRoute("POST", "/connections/{id}/logins", ManagementScope.CREATE_LOGINS, own::signIn));
    }
}
