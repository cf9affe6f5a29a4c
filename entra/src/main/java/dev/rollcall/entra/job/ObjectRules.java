package dev.rollcall.entra.job;

import dev.rollcall.entra.mapping.AttributeMapping;
import dev.rollcall.entra.mapping.MappedObject;
import dev.rollcall.entra.source.SourceObject;
import java.util.Optional;

/** What the rows of a mapping make of a source object. */
interface ObjectRules {
    /** What the target should show. */
    MappedObject map(SourceObject object, boolean creating);

    /** The value that a row matches by; empty when the source has none. */
    Optional<String> matchingValue(AttributeMapping row, SourceObject object);
}
