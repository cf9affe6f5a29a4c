package dev.rollcall.directory;

import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is left of a request when the store fails in the middle of it, or another node comes between, on every engine. */
@Timeout(120)
abstract class OvertakenContract {
    private static final int MEMBERS = 4 * House.MEMBER_CHUNK;

    private WatchedStorage watched;
    private House house;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
    }

    /** The commit came through and its answer did not: the new members are in force, and so is all of their record. */
    @Test
    void aLargeMembershipOfUnknownOutcomeIsNotTakenBack() {
        AtomicBoolean armed = new AtomicBoolean(true);
        watched.listenAfterWrites(calls -> {
            if (calls.contains(WatchedStorage.ROW) && armed.getAndSet(false)) {
                throw new StorageException(Kind.OUTCOME_UNKNOWN, "Nobody knows.");
            }
        });
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> house.group("g", members("m")));
        String id = House.values(house.list(GROUP, Map.of()).path("Resources"), "id").getFirst();
        assertThat(house.memberValues(id)).isEqualTo(members("m"));
        requireWholeRecord(id, 1);

        armed.set(true);
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> house.put(GROUP, id,
                "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','members':" + House.members(members("n")) + "}"));
        assertThat(house.memberValues(id)).isEqualTo(members("n"));
        requireWholeRecord(id, 2);
    }

    /** The other side of it: what is known not to be in force leaves nothing. */
    @Test
    void aLargeMembershipThatFailedIsTakenBack() {
        String id = house.group("g", List.of("a"));
        AtomicInteger writes = new AtomicInteger();
        watched.listen(method -> {
            if (method.equals(WatchedStorage.ROW) && writes.getAndIncrement() == 0) {
                throw new StorageException("It failed.");
            }
        });
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> house.put(GROUP, id,
                "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','members':" + House.members(members("n")) + "}"));
        assertThat(house.memberValues(id)).containsExactly("a");
        assertThat(record(id, 2)).isEmpty();
    }

    @Test
    void aDeletionThatIsDurableIsAnsweredSoAndUpkeepLeavesTheGroups() {
        String user = house.user("u");
        String group = house.group("g", List.of(user, "other"));
        AtomicInteger writes = new AtomicInteger();
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && writes.getAndIncrement() == 1) {
                throw new StorageException(Kind.OVERLOADED, "Too much waits.");
            }
        });
        assertThatCode(() -> house.delete(USER, user)).doesNotThrowAnyException();
        watched.listen(method -> {});
        assertThat(writes).hasValue(2);
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> house.get(USER, user))
                .satisfies(e -> assertThat(e.status()).isEqualTo(404));
        assertThat(house.memberValues(group)).containsExactly("other");
        assertThat(version(group)).isEqualTo("W/\"1\"");
        while (house.unfinished.step()) {
            continue;
        }
        assertThat(version(group)).isEqualTo("W/\"2\"");
    }

    @Test
    void aChangeOfMembersHoldsWhenAnotherNodeRenamesTheGroupMeanwhile() {
        String id = house.group("g", List.of("a"));
        House node = house.withIndexRows(1);
        AtomicInteger attempts = new AtomicInteger();
        beforeTheFirstWrite(attempts,
                () -> node.patch(GROUP, id, "[{'op':'replace','path':'displayName','value':'renamed'}]"));
        house.patch(GROUP, id, "[{'op':'add','path':'members','value':[{'value':'b'}]}]");
        assertThat(attempts).as("writes, one of them the other node's").hasValue(2);
        assertThat(house.memberValues(id)).containsExactly("a", "b");
        assertThat(house.get(GROUP, id).path("displayName").stringValue()).isEqualTo("renamed");
    }

    @Test
    void aChangeOfTheDocumentIsPlannedAgainWhenAnotherNodeRenamesTheGroupMeanwhile() {
        String id = house.group("g", List.of("a"));
        House node = house.withIndexRows(1);
        AtomicInteger attempts = new AtomicInteger();
        beforeTheFirstWrite(attempts,
                () -> node.patch(GROUP, id, "[{'op':'replace','path':'displayName','value':'renamed'}]"));
        house.patch(GROUP, id, "[{'op':'add','path':'members','value':[{'value':'b'}]},"
                + "{'op':'replace','path':'externalId','value':'x'}]");
        assertThat(attempts).as("writes, one of them the other node's").hasValue(3);
        assertThat(house.get(GROUP, id).path("displayName").stringValue()).isEqualTo("renamed");
        assertThat(house.get(GROUP, id).path("externalId").stringValue()).isEqualTo("x");
        assertThat(house.memberValues(id)).containsExactly("a", "b");
    }

    /** What the row was found by is known of the reading; it must be that of the row that is replaced. */
    @Test
    void aChangeOfAUserIsPlannedAgainWhenAnotherNodeChangesItMeanwhile() {
        String id = house.user("u");
        House node = house.withIndexRows(1);
        AtomicInteger attempts = new AtomicInteger();
        beforeTheFirstWrite(attempts, () -> node.patch(USER, id, "[{'op':'add','value':{'userName':'renamed',"
                + "'emails':[{'value':'one@x','type':'work'}]}}]"));
        house.patch(USER, id, "[{'op':'replace','path':'emails','value':[{'value':'two@x','type':'work'}]}]");
        assertThat(attempts).as("writes, one of them the other node's").hasValue(3);
        assertThat(house.get(USER, id).path("userName").stringValue()).isEqualTo("renamed");
        for (Map.Entry<String, Integer> found : Map.of("emails.value eq \"one@x\"", 0, "emails.value eq \"two@x\"", 1,
                "userName eq \"u\"", 0, "userName eq \"renamed\"", 1).entrySet()) {
            assertThat(house.list(USER, Map.of("filter", found.getKey())).path("totalResults").intValue())
                    .as(found.getKey())
                    .isEqualTo(found.getValue());
        }
        assertThat(house.get(USER, id).path("meta").path("version").stringValue()).isEqualTo("W/\"3\"");
    }

    @Test
    void aChangeOfAUserWhomAnotherNodeDeletesMeanwhileFindsNobody() {
        String id = house.user("u");
        House node = house.withIndexRows(1);
        beforeTheFirstWrite(new AtomicInteger(), () -> node.delete(USER, id));
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.patch(USER, id, "[{'op':'replace','path':'active','value':false}]"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(404));
        assertThat(record(id, 2)).extracting(ChangeRecord::action).containsExactly("deleted");
    }

    /** Its record is made beside the writer, so that it may be of a row that is no more. */
    @Test
    void aDeletionIsRecordedAgainWhenAnotherNodeChangesTheUserMeanwhile() {
        String id = house.user("u");
        House node = house.withIndexRows(1);
        AtomicInteger attempts = new AtomicInteger();
        beforeTheFirstWrite(attempts,
                () -> node.patch(USER, id, "[{'op':'replace','path':'userName','value':'renamed'}]"));
        house.delete(USER, id);
        assertThat(attempts).as("writes, one of them the other node's").hasValue(3);
        assertThat(record(id, 2)).extracting(ChangeRecord::action).containsExactly("updated");
        assertThat(record(id, 3)).extracting(ChangeRecord::action).containsExactly("deleted");
        assertThat(house.user("renamed")).isNotEqualTo(id);
    }

    /** The uses of one connection's tokens are not lost because the store refused another's, nor are these. */
    @Test
    void aUseThatCouldNotBeRecordedIsRecordedTheNextTime() {
        Tokens tokens = new Tokens(watched.storage(), Clock.systemUTC(), new Random(7));
        Authenticator authenticator = new Authenticator(watched.storage(), Clock.systemUTC());
        List<House> houses = List.of(house, house.neighbour(), house.neighbour());
        for (House each : houses) {
            IssuedToken token = tokens.issue(each.connection().id(), EnumSet.allOf(TokenScope.class), Optional.empty());
            assertThat(authenticator.authenticate(each.connection().id().value(), token.secret())).isPresent();
        }
        AtomicInteger writes = new AtomicInteger();
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && writes.getAndIncrement() == 0) {
                throw new StorageException(Kind.OVERLOADED, "Too much waits.");
            }
        });
        assertThatExceptionOfType(StorageException.class).isThrownBy(authenticator::recordUses);
        assertThat(used(tokens, houses)).isEqualTo(2);
        authenticator.recordUses();
        assertThat(used(tokens, houses)).isEqualTo(3);
    }

    /** Its members are read after the change, so its version is that of the same moment. */
    @Test
    void theAnswerToAGroupsChangeHasTheVersionOfTheMembersThatItShows() {
        String id = house.group("g", List.of("a"));
        House node = house.withIndexRows(1);
        AtomicBoolean armed = new AtomicBoolean(true);
        watched.listenAfterWrites(calls -> {
            if (armed.getAndSet(false)) {
                node.patch(GROUP, id, "[{'op':'add','path':'members','value':[{'value':'c'}]}]");
            }
        });
        Representation answer = house.withPatchAnswers(10)
                .patch(GROUP, id, "[{'op':'add','path':'members','value':[{'value':'b'}]}]");
        assertThat(House.values(House.json(answer).path("members"), "value")).containsExactly("a", "b", "c");
        assertThat(answer.version()).isEqualTo(3);
        assertThat(House.json(answer).path("meta").path("version").stringValue()).isEqualTo("W/\"3\"");

        armed.set(true);
        ObjectNode replaced = house.put(GROUP, id, "{'schemas':['" + Urns.GROUP + "'],'displayName':'h','members':"
                + House.members(List.of("d")) + "}");
        assertThat(House.values(replaced.path("members"), "value")).containsExactly("c", "d");
        assertThat(replaced.path("meta").path("version").stringValue()).isEqualTo("W/\"5\"");
    }

    private void beforeTheFirstWrite(AtomicInteger writes, Runnable other) {
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && writes.getAndIncrement() == 0) {
                other.run();
            }
        });
    }

    private static long used(Tokens tokens, List<House> houses) {
        return houses.stream()
                .flatMap(each -> tokens.list(each.connection().id()).stream())
                .filter(token -> token.lastUsedAt().isPresent())
                .count();
    }

    private String version(String group) {
        return house.get(GROUP, group).path("meta").path("version").stringValue();
    }

    private void requireWholeRecord(String id, long version) {
        List<ChangeRecord> parts = record(id, version);
        assertThat(parts.stream().map(ChangeRecord::part)).isEqualTo(IntStream.range(0, parts.size()).boxed().toList());
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts.getLast().last()).isTrue();
    }

    private List<ChangeRecord> record(String id, long version) {
        return house.changes()
                .stream()
                .filter(change -> change.resourceId().equals(id) && change.version() == version)
                .toList();
    }

    private static List<String> members(String prefix) {
        return IntStream.range(0, MEMBERS).mapToObj(i -> "%s%05d".formatted(prefix, i)).toList();
    }
}
