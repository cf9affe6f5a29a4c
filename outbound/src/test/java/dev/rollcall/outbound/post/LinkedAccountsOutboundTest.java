package dev.rollcall.outbound.post;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.outbound.scim.StoredSubjects;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A linked account is deleted for whoever takes it for part of another one, and comes back when it is taken off. */
class LinkedAccountsOutboundTest {
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
    void linkingDeletesTheSecondAccountAndUnlinkingBringsItBackUnlessTheStreamKeepsLinkedAccounts() {
        EventStream hook = posted.webhook(StreamFilter.NONE);
        EventStream states = posted.house.scimStream(posted.application);
        assertThat(List.of(hook, states)).doesNotHaveDuplicates();
        String ada = posted.house.user("ada");
        String ben = posted.house.user("ben");
        UserId adaId = UserId.parse(posted.house.userId(ada)).orElseThrow();
        UserId benId = UserId.parse(posted.house.userId(ben)).orElseThrow();
        posted.await("both are created", () -> posted.application.users().size() == 2 && posted.posted().size() == 2);

        LinkedAccounts links = new LinkedAccounts(posted.people);
        assertThat(links.link(posted.caller(), adaId, benId)).isPresent();
        posted.await("the second one is deleted", () -> posted.application.users().size() == 1
                && posted.postedOf(benId.toString()).contains("user.deleted")
                && posted.postedOf(adaId.toString()).contains("user.updated identities"));
        // What the identity provider still does to the linked account is nobody's event.
        posted.house.patch(ben, "{'op':'replace','path':'title','value':'x'}");
        assertThat(links.unlink(posted.caller(), adaId, benId)).isPresent();
        posted.await("it is back", () -> posted.application.user(benId.toString()).isPresent()
                && posted.postedOf(benId.toString()).size() == 3
                && posted.postedOf(adaId.toString()).size() == 3);
        assertThat(posted.postedOf(benId.toString())).containsExactly("user.created", "user.deleted", "user.created");
        assertThat(posted.postedOf(adaId.toString())).containsExactly("user.created", "user.updated identities",
                "user.updated identities");
        assertThat(posted.application.users()).hasSize(2);
    }

    @Test
    void whoeverIsLinkedStandsAloneWhenThePrimaryAccountIsDeleted() {
        EventStream hook = posted.webhook(StreamFilter.NONE);
        EventStream states = posted.house.scimStream(posted.application);
        assertThat(List.of(hook, states)).doesNotHaveDuplicates();
        String ada = posted.house.user("ada");
        String ben = posted.house.user("ben");
        UserId adaId = UserId.parse(posted.house.userId(ada)).orElseThrow();
        UserId benId = UserId.parse(posted.house.userId(ben)).orElseThrow();
        assertThat(new LinkedAccounts(posted.people).link(posted.caller(), adaId, benId)).isPresent();
        posted.await("it is part of the other", () -> posted.postedOf(benId.toString()).contains("user.deleted")
                && posted.application.user(adaId.toString()).isPresent()
                && posted.application.users().size() == 1);
        posted.house.delete(ada);
        posted.house.patch(ben, "{'op':'replace','path':'nickName','value':'b'}");
        posted.await("it stands alone", () -> posted.postedOf(benId.toString()).size() == 4
                && posted.application.users().size() == 1
                && posted.application.user(benId.toString())
                        .filter(user -> user.path("nickName").asString("").equals("b"))
                        .isPresent());
        assertThat(posted.postedOf(benId.toString())).containsExactly("user.created", "user.deleted", "user.created",
                "user.updated nickname");
    }

    /** The target makes a new account, which is in no group there, and no event of a group tells of it. */
    @Test
    void whoStandsAloneAgainIsInTheSameGroupsAgain() {
        EventStream states = posted.house.scimStream(posted.application);
        String ada = posted.house.user("ada");
        String ben = posted.house.user("ben");
        UserId adaId = UserId.parse(posted.house.userId(ada)).orElseThrow();
        UserId benId = UserId.parse(posted.house.userId(ben)).orElseThrow();
        List.of("One", "Two").forEach(name -> posted.house.group(name, ada, ben));
        posted.house.group("Three", ada);
        posted.await("all are there", () -> members("One").size() == 2
                && members("Two").size() == 2
                && members("Three").size() == 1);
        LinkedAccounts links = new LinkedAccounts(posted.people);
        for (int i = 0; i < 2; i++) {
            assertThat(links.link(posted.caller(), adaId, benId)).isPresent();
            posted.await("ben is no user there", () -> posted.application.users().size() == 1);
            assertThat(links.unlink(posted.caller(), adaId, benId)).isPresent();
            posted.await("he is back, and where he was", () -> posted.application.user(benId.toString())
                    .map(user -> user.path("id").asString())
                    .filter(id -> members("One").contains(id) && members("Two").contains(id))
                    .isPresent());
        }
        assertThat(members("One")).hasSize(2);
        assertThat(members("Three")).hasSize(1);
        posted.await("nothing is left to do", () -> posted.house.storage
                .read(Share.OUTBOUND, session -> session.deliveries().heads(states.id(), 10)) == 0);
    }

    /** Whom a group of the application has, by the ids there. */
    private List<String> members(String group) {
        return posted.application.groups()
                .stream()
                .filter(there -> there.path("displayName").asString("").equals(group))
                .flatMap(there -> there.path("members").valueStream())
                .map(member -> member.path("value").asString())
                .toList();
    }

    /** Members are read in stretches, and whoever is none at the target leaves a stretch short: the rest must not be lost for that. */
    @Test
    void aGroupHasAsManyMembersAsThereAreUsersHoweverManyOthersAreAmongThem() {
        EventStream states = posted.house.scimStream(posted.application);
        String ada = posted.house.user("ada");
        String ben = posted.house.user("ben");
        String cleo = posted.house.user("cleo");
        String dora = posted.house.user("dora");
        assertThat(new LinkedAccounts(posted.people).link(posted.caller(),
                UserId.parse(posted.house.userId(ada)).orElseThrow(),
                UserId.parse(posted.house.userId(ben)).orElseThrow())).isPresent();
        SubjectKey team = SubjectKey.group(posted.house.connection.id(),
                posted.house.group("Team", ada, ben, cleo, dora));
        StoredSubjects subjects = new StoredSubjects(
                posted.house.storage, posted.house.profiles, posted.house.clock, states);
        assertThat(subjects.members(team, 3)).containsExactly(ada, cleo, dora);
        assertThat(subjects.members(team, 2)).containsExactly(ada, cleo);
        assertThat(subjects.members(team, 9)).containsExactly(ada, cleo, dora);
    }

    @Test
    void aStreamThatKeepsLinkedAccountsDeletesNobody() {
        StreamFilter keep = new StreamFilter(Set.of(), Set.of(), Optional.empty(), true, false);
        EventStream hook = posted.webhook(keep);
        EventStream states = posted.house.scimStream(posted.application, keep, OutboundHouse.PATIENT);
        assertThat(List.of(hook, states)).doesNotHaveDuplicates();
        String ada = posted.house.user("ada");
        String ben = posted.house.user("ben");
        UserId adaId = UserId.parse(posted.house.userId(ada)).orElseThrow();
        UserId benId = UserId.parse(posted.house.userId(ben)).orElseThrow();
        assertThat(new LinkedAccounts(posted.people).link(posted.caller(), adaId, benId)).isPresent();
        posted.house.patch(ben, "{'op':'replace','path':'nickName','value':'b'}");
        posted.await("the change of the linked account arrives", () -> posted.postedOf(benId.toString()).size() == 2
                && posted.application.user(benId.toString())
                        .filter(user -> user.path("nickName").asString("").equals("b"))
                        .isPresent());
        assertThat(posted.postedOf(benId.toString())).containsExactly("user.created", "user.updated nickname");
        assertThat(posted.application.asked()).noneMatch(request -> request.startsWith("DELETE"));
    }
}
