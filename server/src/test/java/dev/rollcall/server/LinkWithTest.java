package dev.rollcall.server;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A second account is linked by the ID token that a sign-in to it was answered with. */
class LinkWithTest {
    private Service service;
    private ManagementClient client;
    private ScimClient provider;
    private UserId ada;
    private UserId second;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.manage();
        provider = service.connect("acme");
        ada = person("ada");
        second = person("second");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void theAccountOfTheTokenIsLinked() {
        assertThat(client.post(identities(ada), linkWith(second)).is(201).tree()).hasSize(2);
        assertThat(client.get("/users/" + encoded(second)).json().path("linked_to").stringValue())
                .isEqualTo(ada.toString());
        assertThat(client.post(identities(ada), linkWith(second)).error(409)).contains("Unlink it there first");
        UserId other = person("other");
        assertThat(client.post(identities(other), linkWith(second)).error(409)).contains("linked to another");
        assertThat(client.post(identities(second), linkWith(other)).error(400)).contains(ada.toString());
    }

    @Test
    void whatCannotBeLinkedIsSaid() {
        assertThat(client.post(identities(ada), linkWith(ada)).error(400)).contains("to itself");
        String nobody = "waad|acme|nobody";
        assertThat(client.post(identities(ada), "{'link_with':'" + nobody + "'}").error(400)).contains(nobody, "GET");
        client.post(identities(UserId.parse(nobody).orElseThrow()), linkWith(second)).error(404, "inexistent_user");
        assertThat(client.post(identities(ada), "{'link_with':'x'}").error(400)).contains("is refused");
        assertThat(client.post(identities(ada), "{'link_with':7}").error(400)).contains("must be a text");
        assertThat(client.post(identities(ada), "{'link_with':'x','user_id':'y'}").error(400))
                .contains("Send it alone");
        assertThat(client.post(identities(ada), "{'link_with':'unavailable'}").error(503)).contains("cannot be had");
        assertThat(client.get("/users/" + encoded(ada)).json().path("identities")).hasSize(1);
    }

    @Test
    void whoIsSignedInLinksByATokenAndTakesApartTheOwnAccountAlone() {
        ManagementClient signedIn = service.signedIn(ada);
        assertThat(signedIn.post(identities(ada), "{'provider':'waad','user_id':'" + second.withoutProvider() + "'}")
                .error(400)).contains("link_with");
        assertThat(signedIn.post(identities(second), linkWith(ada)).error(403, "insufficient_scope"))
                .contains("own account");
        signedIn.get("/users/" + encoded(ada)).error(403, "insufficient_scope");
        signedIn.delete("/users/" + encoded(ada)).error(403, "insufficient_scope");
        assertThat(signedIn.post(identities(ada), linkWith(second)).is(201).tree()).hasSize(2);
        AuditEntry row = service.storage()
                .read(Share.HOUSE, session -> session.audit().before("", 1).getFirst());
        assertThat(row.actor()).isEqualTo(Actor.person(ada.toString()));
        service.signedIn(second).delete(taken(ada, second)).error(403, "insufficient_scope");
        assertThat(signedIn.delete(taken(ada, second)).is(200).tree()).hasSize(1);
    }

    /** Otherwise an account that is kept out by its primary's block could be taken out of it by whoever is still signed in. */
    @Test
    void whoIsBlockedOrDeactivatedTakesNoAccountOutOfTheBlock() {
        client.post(identities(ada), linkWith(second)).is(201);
        client.patch("/users/" + encoded(ada), "{'blocked':true}").is(200);
        ManagementClient signedIn = service.signedIn(ada);
        assertThat(signedIn.delete(taken(ada, second)).error(403, "forbidden")).contains("blocked");
        client.patch("/users/" + encoded(ada), "{'blocked':false}").is(200);
        provider.patch("/Users/" + scimId("ada"), "[{'op':'replace','path':'active','value':false}]");
        signedIn.delete(taken(ada, second)).error(403, "forbidden");
        signedIn.post(identities(ada), linkWith(person("third"))).error(403, "forbidden");
        assertThat(client.delete(taken(ada, second)).is(200).tree()).hasSize(1);
    }

    /** Otherwise a thief could make an account of his own part of the victim's, which would outlive the revocation. */
    @Test
    void aTokenFromBeforeARevocationLinksAndTakesApartNothing() {
        ManagementClient stolen = service.signedIn(ada);
        String ofSecond = service.clock().instant().getEpochSecond() + " " + second;
        service.clock().advance(Duration.ofMinutes(1));
        client.post("/users/" + encoded(ada) + "/revoke-access", "{}").is(202);
        assertThat(stolen.post(identities(ada), linkWith(second)).error(403, "forbidden"))
                .contains("sign in once more");
        service.clock().advance(Duration.ofMinutes(1));
        ManagementClient signedIn = service.signedIn(ada);
        client.post("/users/" + encoded(second) + "/revoke-access", "{}").is(202);
        assertThat(signedIn.post(identities(ada), "{'link_with':'" + ofSecond + "'}").error(403, "forbidden"))
                .contains("sign in once more");
        service.clock().advance(Duration.ofMinutes(1));
        assertThat(signedIn.post(identities(ada), linkWith(second)).is(201).tree()).hasSize(2);
        stolen.delete(taken(ada, second)).error(403, "forbidden");
        assertThat(signedIn.delete(taken(ada, second)).is(200).tree()).hasSize(1);
    }

    private UserId person(String name) {
        provider.user(name);
        String found = client.get("/users?connection=acme&q=preferred_username:" + name + "%20OR%20upn:" + name)
                .tree()
                .get(0)
                .path("user_id")
                .stringValue();
        return UserId.parse(found).orElseThrow();
    }

    private String scimId(String name) {
        return provider.get("/Users?filter=userName%20eq%20%22" + name + "%22")
                .json()
                .path("Resources")
                .get(0)
                .path("id")
                .stringValue();
    }

    private static String linkWith(UserId userId) {
        return "{'link_with':'" + userId + "'}";
    }

    private static String identities(UserId userId) {
        return "/users/" + encoded(userId) + "/identities";
    }

    private static String taken(UserId primary, UserId linked) {
        return identities(primary) + "/waad/" + URLEncoder.encode(linked.withoutProvider(), StandardCharsets.UTF_8);
    }

    private static String encoded(UserId userId) {
        return URLEncoder.encode(userId.toString(), StandardCharsets.UTF_8);
    }
}
