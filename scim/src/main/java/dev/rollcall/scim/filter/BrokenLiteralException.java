package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.util.Optional;

/**
 * The refusal of a text literal that is perhaps not escaped: what stands behind its closing quote cannot go on a filter, or
 * a backslash in it begins no escape. Everything else that is wrong with a filter is wrong however its literals are read.
 */
final class BrokenLiteralException extends ScimException {
    private static final long serialVersionUID = 1L;

    BrokenLiteralException(int position, String detail) {
        super(ScimType.INVALID_FILTER.status(), Optional.of(ScimType.INVALID_FILTER),
                FilterSyntax.at(position, detail));
    }
}
