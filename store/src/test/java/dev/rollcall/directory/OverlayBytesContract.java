package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.PersonPage;
import dev.rollcall.directory.person.PersonQuery;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.query.ProfileQueryParser;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** However much the product keeps of its people, no snapshot reads more of it than there is room for, on every engine. */
abstract class OverlayBytesContract {
    private static final int EACH = 250_000;
    private static final int PAGE = 1 << 20;
    /** Together more than a stretch of a search reads. */
    private static final int USERS = 24;
    private static final String SHARED = "office@example.com";

    private WatchedStorage watched;
    private House house;
    private PersonSearch search;
    private final List<String> users = new ArrayList<>();

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        users.clear();
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
        People usual = house.people();
        search = new PersonSearch(new People(usual.storage(), usual.resources(), usual.settings(), usual.clock(),
                usual.ids(), usual.turns(), new PersonLimits(usual.limits().overlaySize(),
                        usual.limits().signInSize(), PAGE, usual.limits().searchTime(),
                        usual.limits().connections(), usual.limits().formerSubjects())));
        for (int i = 0; i < USERS; i++) {
            users.add(house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'u" + i + "','title':'T'}")
                    .path("id")
                    .stringValue());
            // What the last sign-in said is in no profile.
            StoredOverlay overlay = new StoredOverlay(new PersonKey(house.connection().id(), users.getLast()), 1, false,
                    Optional.empty(), "{\"attributes\":{\"app_metadata\":{\"n\":\"n" + i + "\"}},\"beside\":\""
                            + "x".repeat(EACH) + "\"}");
            store().<Boolean>write(Share.HOUSE, users.getLast(), session -> session.overlays().put(overlay));
        }
        watched.forget();
    }

    @Test
    void aPageEndsEarlyAndTheNextOneGoesOn() {
        List<String> found = new ArrayList<>();
        Optional<PersonPage> page = Optional.empty();
        do {
            page = Optional.of(search.list(house.caller(), query("", false, page.flatMap(PersonPage::last), USERS)));
            assertThat(page.get().profiles()).hasSizeLessThanOrEqualTo(5);
            page.get().profiles().forEach(profile -> found.add(scimId(profile)));
        } while (page.get().more());
        assertThat(found).isEqualTo(users);
        assertThat(watched.largestOverlays()).isBetween((long) PAGE, PAGE + EACH + 100L);
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> search.list(house.caller(), query("", true, Optional.empty(), USERS)))
                .withMessageContaining("limits.profile-page-bytes");
        PersonPage counted = search.list(house.caller(), query("", true, Optional.empty(), 4));
        assertThat(counted.total()).isEqualTo(USERS);
        assertThat(counted.profiles()).hasSize(4);
    }

    @Test
    void aSearchLooksAtAllOfThemWithinItsBudget() {
        PersonPage page = search.list(house.caller(), query("app_metadata.n:n*", true, Optional.empty(), USERS));
        assertThat(page.profiles().stream().map(OverlayBytesContract::scimId)).containsExactlyElementsOf(users);
        assertThat(watched.largestOverlays()).isBetween(4L << 20, (4L << 20) + EACH + 100);
        // Each is paid for once, however many stretches there are.
        House exact = house.withScanBytes(documentBytes());
        assertThat(new PersonSearch(exact.people()).list(house.caller(),
                query("app_metadata.n:n" + (USERS - 1), true, Optional.empty(), USERS)).profiles()).hasSize(1);
    }

    @Test
    void whoSharesAnAddressIsAnsweredWholeOrNotAtAll() {
        share(users.subList(0, 4));
        assertThat(search.withEmail(house.caller(), SHARED)).hasSize(4);
        share(users.subList(4, 8));
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> search.withEmail(house.caller(), SHARED))
                .withMessageContaining("limits.profile-page-bytes");
    }

    private void share(List<String> ids) {
        ids.forEach(id -> house.patch(USER, id,
                "[{'op':'replace','path':'emails','value':[{'type':'work','value':'" + SHARED
                        + "'}]}]"));
    }

    @Test
    void everybodyIsToldOfAChangedMapping() {
        new ScimConfigurations(store(), Clock.systemUTC(), house.random).update(house.connection().id(),
                ConfigurationEdit.ofMapping(
                        "[{\"scim\":\"userName\",\"auth0\":\"username\"},{\"scim\":\"title\",\"auth0\":\"nickname\"}]"),
                Actor.COMMAND_LINE);
        ConnectionJobs jobs = new ConnectionJobs(watched.storage(),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), house.ids, System::nanoTime);
        for (int steps = 0; jobs.step(); steps++) {
            assertThat(steps).as("it ends").isLessThan(1_000);
        }
        assertThat(house.changes().stream().filter(record -> record.plan().contains(":nickname")))
                .extracting(ChangeRecord::resourceId)
                .containsExactlyElementsOf(users);
        assertThat(watched.largestOverlays()).isBetween(1L, (1L << 20) + EACH + 100);
    }

    private long documentBytes() {
        return users.stream()
                .mapToLong(id -> store().<Integer>read(Share.HOUSE, session -> session.resources()
                        .find(house.connection().id(), "User", id)
                        .orElseThrow()
                        .document().length))
                .sum();
    }

    private PersonQuery query(String q, boolean counts, Optional<PersonKey> after, int limit) {
        return new PersonQuery(Optional.of(house.connection().name()), ProfileQueryParser.parse(q), IndexColumn.ID,
                false, counts, after, 0, limit);
    }

    private static String scimId(ObjectNode profile) {
        return profile.path("identities").path(0).path("scim_id").stringValue();
    }
}
