package dev.rollcall.scim.bulk;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.bulk.BulkOperation.Change;
import java.util.Optional;

/** Whoever works the operations of a bulk request, each as it would a request of its own. Never throws for one that fails. */
public interface BulkProvider {

    /** Why no other operation may be begun; empty when one may. Asked before each. */
    Optional<ScimException> end();

    /** An id for a resource that is still to be made, which other operations may refer to before it is. */
    String newId();

    /**
     * Makes a resource under that id.
     *
     * @param change without names of other operations
     */
    BulkOutcome create(Change change, String id);

    /** Replaces, changes or deletes a resource. */
    BulkOutcome change(Change change);

    /**
     * Deletes a resource that was made, because it refers to one that was not; whoever asked for it need not have the right to
     * delete.
     *
     * @return whether it is gone
     */
    boolean takeBack(Change creation, String id);

    /** The absolute URL that a change is about. */
    String location(Change change);
}
