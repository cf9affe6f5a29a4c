package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.store.fault.Faults;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What writes of people cost, counted in statements. */
public interface WriteStatementContract {

    /** A storage whose connections tell what they are asked. */
    Storage storage();

    /** Whom they tell. */
    Faults faults();

    @Test
    default void anOwnSubjectCostsACreationNoStatement() {
        World world = World.in(storage());
        create(world, "warm", Optional.of("X0"));
        List<String> without = statements(() -> create(world, "without", Optional.empty()));
        assertThat(without).isNotEmpty();
        assertThat(statements(() -> create(world, "with", Optional.of("X1")))).hasSameSizeAs(without);
        assertThat(statements(() -> create(world, "taken", Optional.of("X1"))))
                .as("seen to be somebody's in the same statement")
                .hasSameSizeAs(without);
    }

    @Test
    default void aDeletionTakesTheSubjectDownAndLooksForMoreInOneStatement() {
        World world = World.in(storage());
        StoredResource plain = create(world, "plain", Optional.empty());
        StoredResource person = create(world, "person", Optional.of("X1"));
        List<String> without = statements(() -> delete(world, plain, false));
        assertThat(statements(() -> delete(world, person, true))).hasSize(without.size() + 1);
    }

    private List<String> statements(Runnable write) {
        faults().watch();
        write.run();
        return faults().seen();
    }

    private StoredResource create(World world, String name, Optional<String> subject) {
        StoredResource resource = world.resource("User", name);
        return storage().write(Share.of(world.connection), resource.id(), s -> {
            s.resources().insert(resource, World.keys(name), subject);
            return resource;
        });
    }

    private void delete(World world, StoredResource resource, boolean person) {
        storage().write(Share.of(world.connection), resource.id(), s -> {
            StoredResource row = s.resources().find(world.connection, "User", resource.id()).orElseThrow();
            if (person) {
                s.identities().retire(new PersonKey(world.connection, row.id()));
            }
            s.resources().delete(row, false);
            return row;
        });
    }
}
