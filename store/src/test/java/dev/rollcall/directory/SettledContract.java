package dev.rollcall.directory;

import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.resource.EndpointNotOpenException;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.tolerance.Dialect;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A connection's settings change between a request's admission and its write, on every engine. */
@Timeout(120)
abstract class SettledContract {
    private static final String USERS = "{'schemas':['" + Urns.USER + "'],'userName':'";
    private static final String GROUPS = "{'schemas':['" + Urns.GROUP + "'],'displayName':'g','members':";

    private WatchedStorage watched;
    private House house;
    private ConnectionId connection;
    private String user;
    private String group;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
        connection = house.connection().id();
        user = house.user("ada");
        group = house.group("g", List.of("a"));
    }

    /** Every kind of write that a provider asks for. */
    private List<Runnable> writes() {
        List<String> many = IntStream.range(0, 3 * House.MEMBER_CHUNK).mapToObj("m%05d"::formatted).toList();
        return List.of(
                () -> house.user("eve"),
                () -> house.group("h", many),
                () -> house.put(USER, user, USERS + "ada','title':'T'}"),
                () -> house.patch(USER, user, "[{'op':'replace','path':'active','value':false}]"),
                () -> house.patch(GROUP, group, "[{'op':'add','path':'members','value':[{'value':'b'}]}]"),
                () -> house.patch(GROUP, group, "[{'op':'replace','path':'displayName','value':'x'}]"),
                () -> house.put(GROUP, group, GROUPS + House.members(List.of("c")) + "}"),
                () -> house.put(GROUP, group, GROUPS + House.members(many) + "}"),
                () -> house.delete(USER, user),
                () -> house.delete(GROUP, group));
    }

    @Test
    void whatIsPausedMeanwhileIsNotWrittenTo() {
        for (Runnable write : writes()) {
            beforeItsFirstWrite(() -> house.connections.setPaused(connection, true));
            assertThatExceptionOfType(EndpointNotOpenException.class)
                    .isThrownBy(write::run)
                    .satisfies(e -> assertThat(e.state()).isEqualTo(EndpointState.PAUSED));
            watched.listen(method -> {});
            house.connections.setPaused(connection, false);
        }
        requireUnchanged();
    }

    @Test
    void whatIsClosedMeanwhileIsNotWrittenTo() {
        ScimConfigurations configurations = new ScimConfigurations(store(), Clock.systemUTC(), house.random);
        for (Runnable write : writes()) {
            beforeItsFirstWrite(() -> configurations.delete(connection));
            assertThatExceptionOfType(EndpointNotOpenException.class)
                    .isThrownBy(write::run)
                    .satisfies(e -> assertThat(e.state()).isEqualTo(EndpointState.CLOSED));
            watched.listen(method -> {});
            configurations.create(connection, ConfigurationEdit.NOTHING, Actor.COMMAND_LINE);
        }
        requireUnchanged();
    }

    @Test
    void whatIsDeletedMeanwhileIsNotWrittenTo() {
        beforeItsFirstWrite(() -> house.connections.delete(connection, Actor.COMMAND_LINE));
        for (Runnable write : writes()) {
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(write::run)
                    .satisfies(e -> assertThat(e.status()).isEqualTo(404))
                    .withMessageContaining("connection was deleted");
        }
    }

    @Test
    void whatIsReadOtherwiseMeanwhileIsPlannedAgain() {
        for (Runnable write : List.<Runnable>of(
                () -> house.create(USER, USERS + "eve','active':'False'}"),
                () -> house.put(USER, user, USERS + "ada','active':'False'}"),
                () -> house.patch(USER, user, "[{'op':'Replace','path':'active','value':'False'}]"),
                () -> house.patch(GROUP, group, "[{'op':'Add','path':'members','value':[{'value':'b'}]}]"))) {
            beforeItsFirstWrite(() -> house.connections.setDialect(connection, Dialect.strict()));
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(write::run)
                    .satisfies(e -> assertThat(e.status()).isEqualTo(400));
            watched.listen(method -> {});
            house.connections.setDialect(connection, Dialect.tolerant());
        }
        requireUnchanged();
        for (Runnable write : writes()) {
            beforeItsFirstWrite(() -> house.connections.setDialect(connection, Dialect.strict()));
            write.run();
            watched.listen(method -> {});
            house.connections.setDialect(connection, Dialect.tolerant());
        }
        assertThat(names("User")).containsExactly("eve");
    }

    private void requireUnchanged() {
        assertThat(names("User")).containsExactly("ada");
        assertThat(names("Group")).containsExactly("g");
        assertThat(house.get(USER, user).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        assertThat(house.get(GROUP, group).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        assertThat(house.memberValues(group)).containsExactly("a");
    }

    private List<String> names(String type) {
        List<String> names = new ArrayList<>();
        house.list(type.equals("User") ? USER : GROUP, Map.of())
                .path("Resources")
                .forEach(each -> names.add(each.path(type.equals("User") ? "userName" : "displayName").stringValue()));
        return names;
    }

    private void beforeItsFirstWrite(Runnable other) {
        AtomicBoolean armed = new AtomicBoolean(true);
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && armed.getAndSet(false)) {
                other.run();
            }
        });
    }
}
