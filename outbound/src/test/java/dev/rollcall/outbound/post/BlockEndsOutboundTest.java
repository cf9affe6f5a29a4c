package dev.rollcall.outbound.post;

import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.EndedBlocks;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.house.OutboundHouse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A block reaches everybody, its end as well, and sessions are told to end. */
class BlockEndsOutboundTest {
    @TempDir
    Path folder;

    private PostedHouse posted;

    @BeforeEach
    void open() {
        posted = new PostedHouse(folder);
    }

    @AfterEach
    void close() {
        posted.close();
    }

    @Test
    void aBlockThatEndsByItselfSendsItsEvent() {
        assertThat(posted.webhook(StreamFilter.NONE)).isNotEqualTo(posted.house.scimStream(posted.application));
        UserId ada = UserId.parse(posted.house.userId(posted.house.user("ada"))).orElseThrow();
        String end = posted.clock.instant().plus(Duration.ofHours(1)).toString();
        assertThat(new PersonEdits(posted.people).patch(posted.caller(), ada,
                OutboundHouse.json("{'blocked_until':'" + end + "'}"))).isPresent();
        posted.await("the block is there", () -> isActive(ada, false) && posted.postedOf(ada.toString()).size() == 2);
        assertThat(posted.postedOf(ada.toString()).getLast()).contains("user.updated", " blocked", " blocked_until");

        posted.clock.advance(Duration.ofHours(2));
        EndedBlocks blocks = new EndedBlocks(posted.house.storage, posted.clock, posted.ids, System::nanoTime);
        posted.await("the end is recorded and sent", () -> {
            assertThat(blocks.step()).isIn(true, false);
            return isActive(ada, true) && posted.postedOf(ada.toString()).size() == 3;
        });
        assertThat(posted.posted().getLast().path("data").path("object").path("blocked").booleanValue()).isFalse();
    }

    private boolean isActive(UserId user, boolean active) {
        return posted.application.user(user.toString())
                .filter(found -> found.path("active").asBoolean(!active) == active)
                .isPresent();
    }

    @Test
    void whoeverIsBlockedOrDeletedIsLoggedOutAtTheConnectionsLogoutUrl() {
        set("{\"options\":{\"backchannel_logout_uri\":\"" + posted.receiver.url("/logout") + "\"}}");
        String adaId = posted.house.user("ada");
        UserId ada = UserId.parse(posted.house.userId(adaId)).orElseThrow();
        String benId = posted.house.user("ben");
        UserId ben = UserId.parse(posted.house.userId(benId)).orElseThrow();
        posted.house.patch(adaId, "{'op':'replace','path':'title','value':'x'}");
        PersonEdits edits = new PersonEdits(posted.people);
        assertThat(edits.patch(posted.caller(), ada, OutboundHouse.json("{'blocked':true}"))).isPresent();
        posted.await("who is blocked is logged out", () -> loggedOut().equals(List.of(token(ada))));
        assertThat(edits.patch(posted.caller(), ada, OutboundHouse.json("{'blocked':false}"))).isPresent();
        assertThat(edits.revokeAccess(posted.caller(), ada)).isTrue();
        posted.await("whose access is revoked", () -> loggedOut().size() == 2);
        posted.house.delete(benId);
        posted.await("and who is deleted", () -> loggedOut().size() == 3);
        assertThat(loggedOut()).containsExactly(token(ada), token(ada), token(ben));

        set("{}");
        assertThat(posted.house.storage.<Boolean>read(Share.HOUSE,
                session -> session.streams().logoutOf(posted.house.connection.id()).isPresent()))
                .as("without the option there is no stream")
                .isFalse();
    }

    /** Nobody sees this stream, so nobody could resume it. */
    @Test
    void aLogoutUrlThatRefusesATokenOrWasLostGetsTheNextOne() {
        String uri = "\"backchannel_logout_uri\":\"" + posted.receiver.url("/logout") + "\"";
        set("{\"options\":{" + uri + "}}");
        assertThatThrownBy(() -> set("{\"options\":{\"backchannel_logout_uri\":\"http://app.example/logout\"}}"))
                .hasMessageContaining("Plain http");
        List<String> people = List.of("ada", "ben", "cyd", "dan").stream().map(posted.house::user).toList();
        List<String> tokens = people.stream()
                .map(id -> token(UserId.parse(posted.house.userId(id)).orElseThrow()))
                .toList();
        posted.receiver.next("POST /logout", Fault.error(410, "", "Gone"));
        posted.receiver.next("POST /logout", Fault.error(401, "", "Who?"));
        for (int i = 0; i < 3; i++) {
            int told = i + 1;
            posted.house.delete(people.get(i));
            posted.await("token " + told, () -> loggedOut().size() == told);
        }
        StreamId stream = posted.house.storage
                .read(Share.HOUSE, session -> session.streams().logoutOf(posted.house.connection.id()))
                .orElseThrow()
                .id();
        posted.house.storage.write(Share.HOUSE, "lost", session -> session.changeReaders()
                .remove(Optional.empty(), stream.readerName())
                && session.streams()
                        .state(stream, StreamState.needsSync("as a store of old has it", posted.clock.instant()),
                                Set.of(StreamState.Kind.ENABLED)));
        posted.house.delete(people.get(3));
        set("{\"options\":{" + uri + ",\"icon_url\":\"https://acme.example/icon.png\"}}");
        posted.await("what has happened meanwhile", () -> loggedOut().size() == 4);
        assertThat(loggedOut()).isEqualTo(tokens);
    }

    private void set(String document) {
        assertThat(posted.house.connections.changeDetail(posted.house.connection.id(), detail -> new ConnectionDetail(
                detail.connectionId(), Optional.empty(), document, posted.clock.instant()))
                .detail()
                .document()).isEqualTo(document);
    }

    private static String token(UserId user) {
        return "logout_token=" + URLEncoder.encode("token-for-" + user, StandardCharsets.UTF_8);
    }

    private List<String> loggedOut() {
        return posted.receiver.journal()
                .stream()
                .filter(line -> line.request().path().equals("/logout"))
                .map(line -> line.request().body())
                .toList();
    }

    @Test
    void aConditionAndWatchedAttributesDecideWhatIsSent() {
        StreamFilter filter = new StreamFilter(Set.of(), Set.of("nickname", "app_metadata"),
                Optional.of("!has(object.nickname) || object.nickname != 'secret'"), false, false);
        assertThat(posted.webhook(filter)).isNotEqualTo(posted.house.scimStream(posted.application, filter,
                OutboundHouse.PATIENT));
        String id = posted.house.user("ada");
        UserId ada = UserId.parse(posted.house.userId(id)).orElseThrow();
        posted.house.patch(id, "{'op':'replace','path':'name.givenName','value':'Ada'}");
        posted.house.patch(id, "{'op':'replace','path':'nickName','value':'secret'}");
        posted.house.patch(id, "{'op':'replace','path':'nickName','value':'open'}");
        posted.await("only what passes is sent", () -> posted.postedOf(ada.toString()).size() == 2
                && posted.application.user(ada.toString())
                        .filter(user -> user.path("nickName").asString("").equals("open"))
                        .isPresent());
        posted.house.patch(id, "{'op':'replace','path':'nickName','value':'secret'}");
        posted.house.delete(id);
        posted.await("nobody stays there whom the condition does not see any more",
                () -> posted.application.user(ada.toString()).isEmpty());
        assertThat(posted.postedOf(ada.toString())).containsExactly("user.created", "user.updated nickname");
    }
}
