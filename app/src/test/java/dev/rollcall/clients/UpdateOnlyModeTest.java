package dev.rollcall.clients;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.token.TokenScope;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An identity provider that may change and remove users but not make them. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class UpdateOnlyModeTest {
    private final ClientFlow everything;
    private final ClientFlow updateOnly;

    UpdateOnlyModeTest(StoreKind kind, LiveServers servers) {
        LiveServer server = servers.on(kind);
        Connection connection = server.newConnection(false);
        everything = new ClientFlow(server.client(connection, EnumSet.allOf(TokenScope.class)));
        updateOnly = new ClientFlow(server.client(connection,
                EnumSet.of(TokenScope.GET_USERS, TokenScope.PATCH_USERS, TokenScope.DELETE_USERS)));
    }

    @Test
    void createIsRefusedWithTheMissingScope() {
        Answer answer = updateOnly.client().send("POST", "/Users", "{schemas:['" + Urn.USER + "'],userName:'new'}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.at("/detail")).asString().contains("post:users");
        assertThat(answer.header().apply("WWW-Authenticate")).hasValueSatisfying(
                challenge -> assertThat(challenge).contains("insufficient_scope"));
        assertThat(everything.client().get("/Users").at("/totalResults")).isEqualTo(0);
    }

    @Test
    void otherVerbsAndGroupsAreRefusedToo() {
        String user = everything.user("existing");
        assertThat(updateOnly.client()
                .send("PUT", "/Users/" + user, "{schemas:['" + Urn.USER + "'],userName:'x'}")
                .at("/detail")).asString().contains("put:users");
        assertThat(updateOnly.client().get("/Groups").at("/detail")).asString().contains("get:groups");
        assertThat(updateOnly.client()
                .send("POST", "/Groups", "{schemas:['" + Urn.GROUP + "'],displayName:'x'}")
                .at("/detail")).asString().contains("post:groups");
    }

    @Test
    void existingUserIsMatchedByExternalIdChangedAndDeleted() {
        String user = everything.user("existing");
        everything.user("other");
        assertThat(updateOnly.findOne("/Users", "externalId eq \"x-existing\"").path("id").stringValue())
                .isEqualTo(user);
        assertThat(updateOnly.find("/Users", "externalId eq \"X-EXISTING\"").at("/totalResults")).isEqualTo(0);
        updateOnly.patch("/Users/" + user, "{op:'Replace',path:'active',value:'False'}");
        assertThat(updateOnly.read("/Users/" + user, "/active")).isEqualTo(false);
        updateOnly.delete("/Users/" + user);
        assertThat(updateOnly.client().get("/Users/" + user).status()).isEqualTo(404);
    }

    @Test
    void existingUserIsMatchedByWorkMail() {
        String body = "{schemas:['" + Urn.USER + "'],userName:'%s',emails:[{type:'%s',value:'User@Contoso.com'}]}";
        String user = everything.client().create("/Users", body.formatted("one", "work")).path("id").stringValue();
        everything.client().create("/Users", body.formatted("two", "home"));
        assertThat(updateOnly.findOne("/Users", "emails[type eq \"work\"].value eq \"user@contoso.com\"")
                .path("id")
                .stringValue()).isEqualTo(user);
        updateOnly.patch("/Users/" + user, "{op:'replace',value:{'name.givenName':'New'}}");
        assertThat(updateOnly.read("/Users/" + user, "/name/givenName")).isEqualTo("New");
    }
}
