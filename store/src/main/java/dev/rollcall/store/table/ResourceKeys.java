package dev.rollcall.store.table;

import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.KnownResource;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.store.jdbc.Row;
import java.util.Optional;

/** What a row of {@code resource} holds beside the resource itself, as it is or as it shall be. */
record ResourceKeys(
        long version,
        long membership,
        boolean active,
        String uniqueKey,
        Optional<String> externalId,
        Optional<String> displayName,
        Optional<String> manager,
        Optional<String> referenceName,
        String entries) implements KnownResource.Keys {

    static final String COLUMNS = "r.version, r.membership, r.active, r.unique_key, r.external_id, r.display_name,"
            + " r.manager, r.reference_name, r.entries";

    static ResourceKeys of(StoredResource resource, IndexKeys keys) {
        return new ResourceKeys(resource.version(), resource.membership(), keys.active(),
                IndexText.cut(keys.uniqueKey()), keys.externalId().map(IndexText::cut),
                keys.displayName().map(IndexText::cut), keys.manager().map(IndexText::cut),
                DisplayName.of(resource.document()), EntryText.write(EntryTable.indexed(keys)));
    }

    /** Reads {@link #COLUMNS} from a column on. */
    static ResourceKeys read(Row row, int first) {
        return new ResourceKeys(row.number(first), row.number(first + 1), row.flag(first + 2), row.text(first + 3),
                row.optionalText(first + 4), row.optionalText(first + 5), row.optionalText(first + 6),
                row.optionalText(first + 7), row.text(first + 8));
    }
}
