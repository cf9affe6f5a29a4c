package dev.rollcall.scim.bulk;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.bulk.BulkOperation.Change;
import java.util.Optional;

/** Whoever works the operations of a bulk request, each as it would a request of its own. Never throws for one that fails. */
public interface BulkProvider {

    /** {@return why no other operation may be begun; empty when one may} Asked before each. */
    Optional<ScimException> end();

    /** {@return an id for a resource that is still to be made, which other operations may refer to before it is} */
    String newId();

    /**
     * Makes a resource under that id.
     *
     * @param change without names of other operations
     * @param id of the resource, one that {@link #newId} gave
     * @return what came of it
     */
    BulkOutcome create(Change change, String id);

    /**
     * Replaces, changes or deletes a resource.
     *
     * @param change without names of other operations
     * @return what came of it
     */
    BulkOutcome change(Change change);

    /**
     * Deletes a resource that was made, because it refers to one that was not; whoever asked for it need not have the right to
     * delete.
     *
     * @param creation what made it
     * @param id of the resource
     * @return whether it is gone
     */
    boolean takeBack(Change creation, String id);

    /**
     * {@return the absolute URL that a change is about}
     *
     * @param change without names of other operations
     */
    String location(Change change);
}
