package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.fault.Faults.When;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * After every fault: whoever waited has an answer, nothing that was acknowledged is missing, nothing that was refused is
 * there, and the store goes on working.
 */
@Timeout(60)
public interface FaultContract {
    String INSERT = "INSERT INTO resource ";

    /** A storage whose connections fail when told to. */
    Storage storage();

    /** What tells them. */
    Faults faults();

    /** How the engine says that its disk is full. */
    SQLException diskFull();

    /** How it says that something is wrong with it. */
    SQLException broken();

    /** How the loss of a connection shows. */
    SQLException lost();

    /** What a transaction begins with. */
    String begin();

    @AfterEach
    default void everyFaultStruckAndTheStoreGoesOn() {
        assertThat(faults().disarm()).as("faults that did not strike").isZero();
        World world = World.in(storage());
        StoredResource user = world.user("afterwards");
        assertThat(world.find(user)).isPresent();
    }

    @Test
    default void aCommitThatFailedIsNotAcknowledged() {
        World world = World.in(storage());
        StoredResource user = world.resource("User", "u");
        faults().arm(When.BEFORE, "COMMIT", broken());
        assertThat(refused(world, user).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(world.find(user)).isEmpty();
    }

    @Test
    default void aCommitWhoseOutcomeNobodyKnowsSaysSo() {
        World world = World.in(storage());
        StoredResource user = world.resource("User", "u");
        faults().arm(When.AFTER, isCommit(), real -> {
            real.close();
            throw lost();
        });
        StorageException failure = refused(world, user);
        assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(failure).hasMessageContaining("Read the resource before you write it again");
        assertThat(world.find(user)).isPresent();
    }

    @Test
    default void anErrorInACommitIsNoSuccess() {
        World world = World.in(storage());
        StoredResource user = world.resource("User", "u");
        faults().arm(When.BEFORE, "COMMIT", new OutOfMemoryError("in the driver"));
        assertThat(refused(world, user).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(world.find(user)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {INSERT, "COMMIT"})
    default void aFullDiskIsNamedUntilThereIsRoom(String statement) {
        World world = World.in(storage());
        StoredResource user = world.resource("User", "u");
        faults().arm(When.BEFORE, statement, diskFull());
        StorageException failure = refused(world, user);
        assertThat(failure.kind()).isEqualTo(Kind.DISK_FULL);
        assertThat(failure).hasMessageContaining("disk");
        assertThat(world.find(user)).isEmpty();
        assertThat(storage().health().isReady()).isFalse();
        assertThat(storage().health().troubles()).singleElement().asString().contains("disk", "free some space");

        world.put(user, World.keys("u"));
        assertThat(storage().health().isReady()).isTrue();
        assertThat(storage().health().sinceCommit()).hasValueSatisfying(since -> assertThat(since)
                .isLessThan(Duration.ofMinutes(1)));
    }

    @Test
    default void anEngineThatGaveTheTransactionUpByItselfIsBelieved() {
        World world = World.in(storage());
        StoredResource user = world.resource("User", "u");
        faults().arm(When.BEFORE, isCommit(), real -> {
            real.prepareStatement("ROLLBACK").execute();
            throw diskFull();
        });
        assertThat(refused(world, user).kind()).isEqualTo(Kind.DISK_FULL);
        assertThat(world.find(user)).isEmpty();
    }

    @Test
    default void anErrorInsideAWorkIsItsCallers() {
        World world = World.in(storage());
        StoredResource user = world.resource("User", "u");
        Error error = new OutOfMemoryError("in the work");
        Throwable thrown = catchThrowable(() -> storage().write(Share.of(world.connection), user.id(), s -> {
            s.resources().insert(user, World.keys("u"));
            throw error;
        }));
        assertThat(thrown).isSameAs(error);
        assertThat(world.find(user)).isEmpty();
        assertThat(catchThrowable(() -> storage().read(Share.of(world.connection), _ -> {
            throw error;
        }))).isSameAs(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", INSERT, "ROLLBACK"})
    default void anErrorBesideAWorkIsAnswered(String statement) {
        World world = World.in(storage());
        StoredResource user = world.resource("User", "u");
        if (statement.equals("ROLLBACK")) {
            faults().arm(When.BEFORE, INSERT, broken());
        }
        faults().arm(When.BEFORE, statement.equals("BEGIN") ? begin() : statement, new StackOverflowError("beside"));
        assertThat(catchThrowable(() -> world.put(user, World.keys("u")))).isNotNull();
        assertThat(world.find(user)).isEmpty();
    }

    @Test
    default void aConnectionThatIsLostBetweenTwoStatementsLeavesNothing() {
        World world = World.in(storage());
        StoredResource user = world.resource("User", "u");
        faults().arm(When.BEFORE, text -> text.matches("INSERT INTO resource_(count|difference) .*"), real -> {
            real.close();
            throw lost();
        });
        assertThat(refused(world, user).kind()).isNotEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(world.find(user)).isEmpty();
    }

    @Test
    default void aReaderWhoseConnectionIsLostIsAnsweredAndReplaced() {
        World world = World.in(storage());
        StoredResource user = world.user("u");
        for (int i = 0; i < 12; i++) {
            faults().arm(When.BEFORE, text -> text.startsWith("SELECT r."), Connection::close);
            assertThat(catchThrowable(() -> world.find(user))).isInstanceOf(StorageException.class);
        }
        assertThat(world.find(user)).isPresent();
    }

    private static StorageException refused(World world, StoredResource user) {
        return catchThrowableOfType(StorageException.class, () -> world.put(user, World.keys("u")));
    }

    private static Predicate<String> isCommit() {
        return "COMMIT"::equals;
    }
}
