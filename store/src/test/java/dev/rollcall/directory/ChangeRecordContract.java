package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ConnectionRecords;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the change record says of each write: who, why, about whom, and what. */
abstract class ChangeRecordContract {
    private static final ResourceType USER = StandardSchemas.user();
    private static final ResourceType GROUP = StandardSchemas.group();
    private static final Actor TOKEN = Actor.token("tok_0000000000000000");

    private House house;

    abstract Storage storage();

    @BeforeEach
    void move(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
    }

    @Test
    void itSaysWhoDidItBecauseOfWhichRequestAndHowTheSubjectWasCalled() {
        String id = house.create(USER, "{'userName':'Ada','externalId':'e1','displayName':'Ada L.'}")
                .path("id")
                .stringValue();
        house.patch(USER, id,
                "[{'op':'replace','path':'userName','value':'Ada2'},{'op':'remove','path':'displayName'}]");
        house.delete(USER, id);

        List<ChangeRecord> changes = changes();
        assertThat(changes).extracting(ChangeRecord::action).containsExactly("created", "updated", "deleted");
        assertThat(changes).extracting(ChangeRecord::subject)
                .containsExactly(
                        new Subject("User", id, Optional.of("Ada"), Optional.of("e1"), Optional.of("Ada L.")),
                        new Subject("User", id, Optional.of("Ada2"), Optional.of("e1"), Optional.empty()),
                        new Subject("User", id, Optional.of("Ada2"), Optional.of("e1"), Optional.empty()));
        List<String> requests = house.storage.read(Share.HOUSE, session -> session.log()
                .list(new LogQuery(
                        house.connection().id(), Optional.of(""), 0, 999, Optional.of(id), 10)))
                .stream()
                .map(row -> row.id())
                .toList();
        assertThat(changes).extracting(ChangeRecord::cause)
                .containsExactlyElementsOf(requests.stream().map(r -> new Cause(TOKEN, Optional.of(r))).toList());
    }

    @Test
    void whoLeavesAGroupBecauseItIsDeletedDoesSoByTheSameRequest() {
        String id = house.user("ada");
        String group = house.group("g", List.of(id));
        house.delete(USER, id);

        List<ChangeRecord> changes = changes();
        ChangeRecord left = changes.getLast();
        assertThat(left.subject()).isEqualTo(
                new Subject("Group", group, Optional.empty(), Optional.empty(), Optional.of("g")));
        assertThat(left.cause()).isEqualTo(changes.get(changes.size() - 2).cause());
        assertThat(ChangePlanJson.read(left.plan(), GROUP)).containsExactly(new Change.MembersRemoved(List.of(id)));
    }

    @Test
    void theDeletionOfAGroupHoldsItsMembers() {
        String group = house.group("g", List.of("b", "a"));
        house.delete(GROUP, group);
        assertThat(ChangePlanJson.read(changes().getLast().plan(), GROUP))
                .contains(new Change.MembersRemoved(List.of("a", "b")));
    }

    @Test
    void theDeletionOfALargeGroupHoldsItsMembersInParts() {
        List<String> members = IntStream.range(0, 2 * House.MEMBER_CHUNK + 1)
                .mapToObj(i -> "m%05d".formatted(i))
                .toList();
        String group = house.group("g", members);
        house.delete(GROUP, group);

        List<ChangeRecord> deletion = changes().stream().filter(c -> c.action().equals("deleted")).toList();
        assertThat(deletion).hasSize(4);
        assertThat(deletion).extracting(ChangeRecord::part).containsExactly(0, 1, 2, 3);
        assertThat(deletion).extracting(ChangeRecord::id).containsOnly(deletion.getFirst().id());
        assertThat(deletion).extracting(ChangeRecord::last).containsExactly(false, false, false, true);
        TreeSet<String> removed = new TreeSet<>();
        for (ChangeRecord part : deletion) {
            for (Change change : ChangePlanJson.read(part.plan(), GROUP)) {
                if (change instanceof Change.MembersRemoved(List<String> values)) {
                    assertThat(values).hasSizeLessThanOrEqualTo(House.MEMBER_CHUNK);
                    removed.addAll(values);
                }
            }
        }
        assertThat(removed).containsExactlyElementsOf(members);
    }

    @Test
    void theDeletionOfAConnectionIsRecorded() {
        String before = storage().read(Share.HOUSE, session -> session.changes().end());
        house.user("ada");
        assertThat(house.connections.delete(house.connection().id(), Actor.COMMAND_LINE)).isTrue();
        assertThat(house.connections.delete(house.connection().id(), Actor.COMMAND_LINE)).isFalse();

        List<ChangeRecord> ours = new ArrayList<>();
        house.neighbour().user("later");
        String position = before;
        while (ours.stream().noneMatch(record -> record.action().equals("deleted"))) {
            String from = position;
            ChangeFeedPage page = storage().read(Share.HOUSE, session -> session.changes().page(from, 100));
            page.changes().stream().filter(c -> c.connection().equals(house.connection().id())).forEach(ours::add);
            position = page.position();
        }
        assertThat(ours.getLast().subject()).isEqualTo(new Subject(Subject.CONNECTION, house.connection().id().value(),
                Optional.empty(), Optional.empty(), Optional.of(house.connection().name())));
        assertThat(ours.getLast().cause()).isEqualTo(new Cause(Actor.COMMAND_LINE, Optional.empty()));
    }

    @Test
    void aConnectionThatIsMadeOrSetOtherwiseIsRecorded() {
        ScimConfigurations configurations = new ScimConfigurations(storage(), Clock.systemUTC(), house.random);
        House made = house.withConnection(Strategy.OKTA);
        ConnectionId id = made.connection().id();
        made.connections.setDeletionPolicy(id, new DeletionPolicy(3));
        configurations.update(id, ConfigurationEdit.ofMapping("[]"), Actor.client("cli_1"));
        made.connections.setDeletionPolicy(id, new DeletionPolicy(3));
        configurations.update(id, ConfigurationEdit.ofMapping("[]"), Actor.client("cli_1"));
        made.connections.changeDetail(id, detail -> new ConnectionDetail(
                id, Optional.of("Acme"), "{\"options\":{\"domain\":\"acme.test\"}}", Instant.now()));
        made.connections.discard(made.connection());

        List<ChangeRecord> records = made.ownRecords();
        assertThat(records).extracting(ChangeRecord::action)
                .containsExactly("created", "updated", "updated", "updated", "deleted");
        assertThat(records.get(2).cause().actor()).isEqualTo(Actor.client("cli_1"));
        Optional<JsonNode> before = Optional.empty();
        for (ChangeRecord record : records) {
            Change.Assigned change = (Change.Assigned) ChangePlanJson.read(record.plan(), House.USER).getFirst();
            assertThat(change.path()).isEqualTo(ConnectionRecords.PATH);
            assertThat(change.before()).as("%s goes on where the one before ended", record.action()).isEqualTo(before);
            before = change.after();
        }
        ObjectNode last = House.json(records.get(3).plan().substring(1, records.get(3).plan().length() - 1));
        assertThat(last.path("after").toString()).contains("\"display_name\":\"Acme\"", "\"domain\":\"acme.test\"",
                "\"deleted_users_kept_days\":3", "\"mapping_version\":1", "\"strategy\":\"okta\"");
    }

    private List<ChangeRecord> changes() {
        return house.changes();
    }
}
