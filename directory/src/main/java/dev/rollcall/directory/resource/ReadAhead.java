package dev.rollcall.directory.resource;

import dev.rollcall.directory.resource.Computation.Parts;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import java.util.Optional;

/**
 * What the answer to a change holds beside the document, read in the snapshot that the change is planned on, so that the answer
 * costs no transaction of its own.
 *
 * <p>Guarantees: what it gives was committed when the request had its turn or later, and belongs to the manager that the
 * written document names. Members are not among it: they change with the change. Of one request, and confined to it.
 */
final class ReadAhead {
    private final Parts parts;
    private Optional<Known> known = Optional.empty();

    private record Known(StoredResource row, Computed computed) {}

    /** @param parts what the answer needs */
    ReadAhead(Parts parts) {
        this.parts = new Parts(parts.manager(), parts.groups(), false);
    }

    /** Reads it for a row that a change is planned for; what was read for another one is forgotten. */
    void read(ReadSession session, ScimCall call, StoredResource row) {
        known = Optional.of(new Known(row, new Computation(session, call).of(row, parts)));
    }

    /** What the answer holds beside this row; empty when nothing was read, or the change may have made it another. */
    Optional<Computed> of(StoredResource written) {
        return known.filter(before -> !parts.manager() || sameManager(before.row, written)).map(Known::computed);
    }

    /** Whether the manager is who it was, and nobody whom the change itself may have given another name. */
    private static boolean sameManager(StoredResource before, StoredResource written) {
        if (before == written) {
            return true;
        }
        Optional<String> manager = Rendering.managerOf(written);
        return manager.equals(Rendering.managerOf(before)) && manager.filter(written.id()::equals).isEmpty();
    }
}
