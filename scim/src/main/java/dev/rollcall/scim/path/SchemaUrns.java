package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.Optional;

/** Recognises the URN of a schema where it stands alone, as the key of an extension's container does. */
public final class SchemaUrns {
    private SchemaUrns() {}

    /**
     * {@return the schema of the resource type that the text names, in any case and, by tolerance, under an older name;
     * empty when the text is anything else}
     *
     * @param type whose schemas are known
     * @param text a URN perhaps
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param where what a tolerance that is used here is recorded with
     */
    public static Optional<Schema> resolve(ResourceType type, String text, Dialect dialect, FiredTolerances fired,
            String where) {
        if (text.indexOf(':') < 0) {
            return Optional.empty();
        }
        return RegisteredUrn.startOf(text, type, dialect, fired, where)
                .filter(urn -> urn.rest().isEmpty())
                .map(RegisteredUrn::schema);
    }
}
