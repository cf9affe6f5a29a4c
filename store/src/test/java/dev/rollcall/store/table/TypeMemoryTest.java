package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclaredVersion;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is remembered of declared types, how much, and for whom. */
class TypeMemoryTest {
    private static final ConnectionId BYSTANDER = connection(0);

    @Test
    void ofConnectionsThatTakeAlikeTheOnesThatWereAskedForLastAreKeptWithinTheBytes() {
        long size = types("v1", 10).bytes();
        TypeMemory memory = new TypeMemory(size * 2);
        TypeSource source = memory.reading();
        read(source, 1, "v1", 10);
        read(source, 2, "v1", 10);
        forgetWhatNobodyHas();
        assertThat(isKept(memory, 1, "v1")).isTrue();
        read(source, 3, "v1", 10);
        forgetWhatNobodyHas();
        assertThat(isKept(memory, 2, "v1")).as("longest not asked for").isFalse();
        assertThat(isKept(memory, 1, "v1")).isTrue();
        assertThat(isKept(memory, 3, "v1")).isTrue();
        assertThat(memory.bytes()).isEqualTo(size * 2);

        read(source, 4, "v1", 2_000);
        forgetWhatNobodyHas();
        assertThat(isKept(memory, 4, "v1")).as("larger than all").isFalse();
        assertThat(memory.bytes()).isEqualTo(size * 2);
    }

    @Test
    void neitherManyLargeConnectionsNorOneWithManyVersionsPushOutAnotherOnes() {
        long most = 1 << 20;
        TypeMemory memory = new TypeMemory(most);
        TypeSource source = memory.reading();
        read(source, 0, "v1", 10);
        for (int i = 1; i <= 20; i++) {
            read(source, i, "v1", 500);
            read(source, 1, "version " + i, 500);
            assertThat(memory.bytes()).isBetween(1L, most);
        }
        forgetWhatNobodyHas();
        assertThat(memory.find(BYSTANDER, "v1")).isPresent();
    }

    @Test
    void noMoreIsKeptThanWasSaid() {
        TypeMemory memory = new TypeMemory(1 << 16);
        TypeSource source = memory.reading();
        for (int i = 0; i < 50; i++) {
            read(source, i, "v1", 10);
            assertThat(memory.bytes()).isBetween(1L, 1L << 16);
        }
    }

    @Test
    void whatSomebodyHasInHandIsFoundHoweverLittleIsKept() {
        TypeMemory memory = new TypeMemory(0);
        AtomicInteger readings = new AtomicInteger();
        ConnectionTypes inHand = memory.reading().of(BYSTANDER, "v1", () -> declared(readings));
        assertThat(memory.bytes()).isZero();
        assertThat(memory.reading().of(BYSTANDER, "v1", () -> declared(readings))).isSameAs(inHand);
        assertThat(memory.writing().of(BYSTANDER, "v1", () -> declared(readings))).isSameAs(inHand);
        assertThat(readings).hasValue(1);
    }

    @Test
    void aWriterReadsNoDeclarationsTheCallerDoesAndTheWriteIsRunAgain() {
        TypeMemory memory = new TypeMemory(0);
        AtomicInteger readings = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        ConnectionTypes types = new TypedWrites(memory, 20).run(() -> {
            runs.incrementAndGet();
            return memory.writing().of(BYSTANDER, "v1", () -> {
                throw new IllegalStateException("read in the writer");
            });
        }, connection -> Optional.of(new DeclaredVersion("v1", declared(readings))));
        assertThat(types.version()).isEqualTo("v1");
        assertThat(runs).hasValue(2);
        assertThat(readings).hasValue(1);
    }

    @Test
    void whatAWorkHasChangedItselfItReadsItself() {
        TypeMemory memory = new TypeMemory(1 << 20);
        AtomicInteger readings = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        ConnectionTypes types = new TypedWrites(memory, 20).run(() -> memory.writing()
                .of(BYSTANDER, "new " + runs.incrementAndGet(), () -> declared(readings)),
                connection -> Optional.of(new DeclaredVersion("old", List.of())));
        assertThat(types.version()).isEqualTo("new 3");
        assertThat(readings).hasValue(1);
        assertThat(memory.bytes()).as("of a work that may be taken back").isZero();
        assertThatExceptionOfType(UnreadTypesException.class)
                .isThrownBy(() -> memory.writing().of(BYSTANDER, "new 4", () -> declared(readings)));
    }

    private static List<Declaration> declared(AtomicInteger readings) {
        readings.incrementAndGet();
        return declarations(1);
    }

    /** What is held weakly alone is gone behind this; waits until it is. */
    private static void forgetWhatNobodyHas() {
        List<byte[]> garbage = new ArrayList<>();
        WeakReference<Object> nobodys = new WeakReference<>(new Object());
        while (nobodys.get() != null) {
            System.gc();
            garbage.add(new byte[1 << 16]);
        }
        assertThat(garbage).isNotNull();
    }

    private static boolean isKept(TypeMemory memory, int connection, String version) {
        return memory.find(connection(connection), version).isPresent();
    }

    private static void read(TypeSource source, int connection, String version, int attributes) {
        assertThat(source.of(connection(connection), version, () -> declarations(attributes)).version())
                .isEqualTo(version);
    }

    private static ConnectionId connection(int number) {
        return new ConnectionId(String.format(Locale.ROOT, "con_%016d", number));
    }

    private static ConnectionTypes types(String version, int attributes) {
        return ConnectionTypes.of(version, declarations(attributes));
    }

    private static List<Declaration> declarations(int attributes) {
        StringBuilder text = new StringBuilder("{\"schema\":{\"id\":\"urn:example:a:1.0:User\",\"attributes\":[");
        for (int i = 0; i < attributes; i++) {
            text.append(i == 0 ? "" : ",").append("{\"name\":\"a").append(i).append("\",\"type\":\"string\"}");
        }
        return List.of(new Declaration(Kind.SCHEMA, "urn:example:a:1.0:User",
                text.append("]}}").toString(), Instant.EPOCH));
    }
}
