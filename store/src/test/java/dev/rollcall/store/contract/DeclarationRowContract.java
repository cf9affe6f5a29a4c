package dev.rollcall.store.contract;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.store.write.WriteBatch;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The rows of what connections declare, and that whoever reads a connection has the types of its version. */
interface DeclarationRowContract extends StorageFixture {
    String URN = "urn:example:params:scim:schemas:Badge:2.0:User";

    @Test
    default void aDeclarationIsFoundInAnyCaseReplacedAndRemoved() {
        ConnectionId connection = world().connection;
        ConnectionId other = world().connection;
        Declaration first = schema("level");
        put(connection, first, "v1");

        assertThat(of(connection)).containsExactly(first);
        assertThat(of(other)).isEmpty();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.declarations()
                .find(connection, Kind.SCHEMA, URN.toUpperCase(Locale.ROOT)))).contains(first);
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.declarations().find(connection, Kind.RESOURCE_TYPE, URN))).isEmpty();

        Declaration next = new Declaration(Kind.SCHEMA, URN.toLowerCase(Locale.ROOT),
                schema("number").text(), World.START.plusSeconds(1));
        put(connection, next, "v2");
        assertThat(of(connection)).containsExactly(next);
        assertThat(storage().<Boolean>write(Share.HOUSE, "d",
                s -> s.declarations().remove(connection, Kind.SCHEMA, URN))).isTrue();
        assertThat(storage().<Boolean>write(Share.HOUSE, "d",
                s -> s.declarations().remove(connection, Kind.SCHEMA, URN))).isFalse();
    }

    @Test
    default void whoReadsAConnectionHasTheTypesOfItsVersion() {
        ConnectionId connection = world().connection;
        assertThat(types(connection)).isSameAs(ConnectionTypes.standard());
        put(connection, schema("level"), "v1");
        assertThat(types(connection).version()).isEqualTo("v1");
        assertThat(types(connection).user().schema(URN).orElseThrow().attribute("level")).isPresent();
        assertThat(storage().<Boolean>write(Share.HOUSE, "d", s -> s.declarations().move(connection, "v0", "v2")))
                .as("from a version that it is not of")
                .isFalse();

        put(connection, schema("number"), "v2");
        assertThat(types(connection).user().schema(URN).orElseThrow().attribute("level")).isEmpty();
        assertThat(types(connection).user().schema(URN).orElseThrow().attribute("number")).isPresent();
    }

    @Test
    default void whatIsTakenBackLeavesNoTypesBehind() {
        ConnectionId connection = world().connection;
        assertThatIllegalStateException().isThrownBy(() -> storage().write(Share.HOUSE, "d", s -> {
            s.declarations().put(connection, schema("level"));
            s.declarations().move(connection, "", "v1");
            // Whoever reads it in the same work sees them.
            assertThat(s.connections().find(connection).orElseThrow().types().version()).isEqualTo("v1");
            throw new IllegalStateException("taken back");
        }));
        assertThat(types(connection)).isSameAs(ConnectionTypes.standard());
    }

    @Test
    default void declarationsAreReadByTheirWritersCallerAndNotWhereOthersWait() {
        ConnectionId connection = world().connection;
        put(connection, schema("level"), "v1");
        // Nobody has read them before.
        ConnectionTypes written = storage().write(Share.HOUSE, "d",
                s -> s.connections().find(connection).orElseThrow().types());
        assertThat(written.user().schema(URN).orElseThrow().attribute("level")).isPresent();

        put(connection, new Declaration(Kind.SCHEMA, URN, "{\"schema\":{", World.START), "v2");
        try {
            Throwable unreadable = catchThrowable(() -> storage().write(Share.HOUSE, "d",
                    s -> s.connections().find(connection).isPresent()));
            assertThat(unreadable).isInstanceOf(JacksonException.class);
            assertThat(unreadable.getStackTrace()).isNotEmpty()
                    .extracting(StackTraceElement::getClassName)
                    .doesNotContain(WriteBatch.class.getName());
        } finally {
            assertThat(storage().<Boolean>write(Share.HOUSE, "d", s -> s.connections().discard(connection))).isTrue();
        }
    }

    private ConnectionTypes types(ConnectionId connection) {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(connection))
                .map(Connection::types)
                .orElseThrow();
    }

    private List<Declaration> of(ConnectionId connection) {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.declarations().of(connection));
    }

    private void put(ConnectionId connection, Declaration declaration, String version) {
        storage().write(Share.HOUSE, "d", s -> {
            s.declarations().put(connection, declaration);
            return s.declarations()
                    .move(connection, s.connections().find(connection).orElseThrow().types().version(), version);
        });
    }

    /** A schema of one attribute. */
    static Declaration schema(String attribute) {
        return new Declaration(Kind.SCHEMA, URN,
                "{\"schema\":{\"id\":\"" + URN + "\",\"attributes\":[{\"name\":\"" + attribute
                        + "\",\"type\":\"string\"}]},\"extends\":[{\"resource_type\":\"User\",\"required\":false}]}",
                World.START);
    }
}
