package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.RegisteredUrn;
import dev.rollcall.scim.path.UndeclaredNames;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Optional;

/**
 * Reads the {@code path} of a PATCH operation (RFC 7644 section 3.5.2, figure 7, with erratum 7122).
 *
 * <p>Forms: {@code attr}, {@code attr.sub}, {@code attr[filter]}, {@code attr[filter].sub}, each with a URN in front or
 * not; the URN of an extension alone; and {@code attr op value} or {@code attr sub op value}, which select elements as
 * {@code attr[…]} does. A well-formed name that no schema declares is a {@link PatchPath.ToUndeclared}. What is
 * malformed is refused with {@code invalidPath}, a bad filter in brackets with {@code invalidFilter}, each with a
 * sentence that says what to write instead.
 */
public final class PatchPathParser {
    private final String text;
    private final ResourceType type;
    private final Dialect dialect;
    private final FiredTolerances fired;
    private final String where;
    private final FilterLimits limits;

    private PatchPathParser(String text, ResourceType type, Dialect dialect, FiredTolerances fired, String where,
            FilterLimits limits) {
        this.text = text;
        this.type = type;
        this.dialect = dialect;
        this.fired = fired;
        this.where = where;
        this.limits = limits;
    }

    /**
     * The target that the path names.
     *
     * @param where what tolerances are recorded with, for example {@code Operations[0].path}
     */
    public static PatchPath parse(String text, ResourceType type, Dialect dialect, FiredTolerances fired, String where,
            FilterLimits limits) {
        return new PatchPathParser(text, type, dialect, fired, where, limits).path();
    }

    private PatchPath path() {
        if (text.isBlank()) {
            throw invalid("is empty; name an attribute, or leave the path out.");
        }
        if (text.length() > limits.maxLength()) {
            throw ScimException.of(ScimType.INVALID_PATH, "The path has " + text.length() + " characters; at most "
                    + limits.maxLength() + " are read.");
        }
        int bracket = text.indexOf('[');
        int blank = text.indexOf(' ');
        if (bracket >= 0 && (blank < 0 || bracket < blank)) {
            return elements(bracket);
        }
        return blank >= 0 ? attributeExpression(blank) : plain();
    }

    private PatchPath plain() {
        Optional<AttributePath> path = AttributePaths.resolve(type, text, dialect, fired, where);
        if (path.isPresent()) {
            return new PatchPath.ToAttribute(path.get());
        }
        Optional<PatchPath> undeclaredSub = undeclaredSubAttribute();
        if (undeclaredSub.isPresent()) {
            return undeclaredSub.get();
        }
        Optional<RegisteredUrn> urn = RegisteredUrn.startOf(text, type, dialect, fired, where);
        return urn.isPresent()
                ? belowRegistered(urn.get())
                : new PatchPath.ToUndeclared(UndeclaredNames.read(text).orElseThrow(this::malformed));
    }

    private PatchPath belowRegistered(RegisteredUrn urn) {
        Schema schema = urn.schema();
        boolean base = schema == type.schema();
        if (!urn.rest().isEmpty()) {
            if (text.charAt(text.length() - urn.rest().length() - 1) == '.') {
                // The dot after a URN is an old form of declared attributes only.
                throw malformed();
            }
            return new PatchPath.ToUndeclared(
                    UndeclaredNames.below(base ? Optional.empty() : Optional.of(schema.id()), urn.rest())
                            .orElseThrow(this::malformed));
        }
        if (text.endsWith(":") || text.endsWith(".")) {
            throw malformed();
        }
        if (base) {
            throw invalid("is the schema of the whole resource; leave the path out instead.");
        }
        return new PatchPath.ToExtension(schema);
    }

    /** A declared attribute with a sub-attribute that it does not have. */
    private Optional<PatchPath> undeclaredSubAttribute() {
        int dot = text.lastIndexOf('.');
        if (dot <= text.lastIndexOf(':') + 1) {
            return Optional.empty();
        }
        Optional<AttributePath> parent = AttributePaths.resolve(type, text.substring(0, dot), dialect, fired, where);
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        AttributePath attribute = parent.get();
        if (attribute.subAttribute().isPresent() || !attribute.attribute().complex()) {
            throw invalid("goes on after " + attribute + ", which has no sub-attributes; end it there.");
        }
        Optional<String> container = attribute.extension().map(Schema::id);
        return Optional.of(new PatchPath.ToUndeclared(
                UndeclaredNames.below(container, attribute.local() + text.substring(dot))
                        .orElseThrow(this::malformed)));
    }

    private PatchPath elements(int bracket) {
        int closing = text.lastIndexOf(']');
        if (closing < bracket) {
            throw invalid("has an opening bracket without a closing one.");
        }
        String inner = text.substring(bracket + 1, closing);
        if (inner.isBlank() || inner.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid("has no filter in its brackets; select elements by their content, "
                    + "for example emails[type eq \"work\"].");
        }
        AttributePath attribute = selectable(text.substring(0, bracket));
        Optional<Attribute> sub = afterBracket(attribute, text.substring(closing + 1));
        return new PatchPath.ToElements(attribute, filter(inner, attribute), sub);
    }

    private Optional<Attribute> afterBracket(AttributePath attribute, String rest) {
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        Optional<Attribute> sub = rest.startsWith(".")
                ? AttributePaths.subAttribute(attribute.attribute(), rest.substring(1))
                : Optional.empty();
        if (sub.isEmpty()) {
            throw invalid("must end after the closing bracket, or go on with a dot and a sub-attribute of " + attribute
                    + ".");
        }
        return sub;
    }

    /** Erratum 7122: {@code members value eq "x"}, {@code members eq "x"}, {@code emails.type eq "work"}. */
    private PatchPath attributeExpression(int blank) {
        String name = text.substring(0, blank);
        String rest = text.substring(blank + 1).strip();
        AttributePath named = AttributePaths.resolve(type, name, dialect, fired, where).orElseThrow(this::malformed);
        if (!named.attribute().multiValued()) {
            throw invalid("selects by a value, but " + named.withoutSubAttribute() + " has only one; name it alone.");
        }
        AttributePath attribute = named.withoutSubAttribute();
        String expression = named.subAttribute().isPresent()
                ? named.leaf().name() + " " + rest
                : startsWithOperator(rest) ? "value " + rest : rest;
        return new PatchPath.ToElements(attribute, filter(expression, attribute), Optional.empty());
    }

    private static boolean startsWithOperator(String rest) {
        int blank = rest.indexOf(' ');
        String first = blank < 0 ? rest : rest.substring(0, blank);
        return first.length() == 2;
    }

    private AttributePath selectable(String name) {
        AttributePath attribute = AttributePaths.resolve(type, name, dialect, fired, where)
                .orElseThrow(() -> invalid("selects elements of \"" + name + "\", which is not an attribute of "
                        + type.name() + "; use one that /Schemas lists."));
        boolean single = !attribute.attribute().multiValued();
        if (attribute.subAttribute().isPresent() || (single && !attribute.attribute().complex())) {
            throw invalid("has brackets after " + attribute + ", which has no elements; leave them out.");
        }
        if (single && !dialect.allows(Tolerance.SINGLE_VALUE_FILTER, fired, where)) {
            throw invalid("has brackets after " + attribute + ", which has a single value; leave them out.");
        }
        return attribute;
    }

    private Filter filter(String inner, AttributePath attribute) {
        return FilterParser.parseElementFilter(inner, attribute, type, dialect, fired, where, limits);
    }

    private ScimException malformed() {
        return invalid("cannot be read; write an attribute as /Schemas lists it, for example userName, name.givenName "
                + "or emails[type eq \"work\"].value.");
    }

    private ScimException invalid(String rest) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return ScimException.of(ScimType.INVALID_PATH, "The path \"" + shown + "\" " + rest);
    }
}
