package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.RegisteredUrn;
import dev.rollcall.scim.path.UndeclaredName;
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
     * {@return the target that the path names}
     *
     * @param text as it came
     * @param type of the resource
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param where what tolerances are recorded with, for example {@code Operations[0].path}
     * @param limits what a filter in brackets may cost
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
        Optional<PatchPath> undeclaredPart = undeclaredPart();
        if (undeclaredPart.isPresent()) {
            return undeclaredPart.get();
        }
        Optional<RegisteredUrn> urn = RegisteredUrn.startOf(text, type, dialect, fired, where);
        return urn.filter(registered -> registered.rest().isEmpty())
                .map(this::wholeSchema)
                .orElseGet(() -> new PatchPath.ToUndeclared(undeclared(text, urn)));
    }

    private PatchPath wholeSchema(RegisteredUrn urn) {
        if (text.endsWith(":") || text.endsWith(".")) {
            throw malformed();
        }
        if (urn.schema() == type.schema()) {
            throw invalid("is the schema of the whole resource; leave the path out instead.");
        }
        return new PatchPath.ToExtension(urn.schema());
    }

    private UndeclaredName undeclared(String name, Optional<RegisteredUrn> urn) {
        if (urn.isEmpty()) {
            return UndeclaredNames.read(name).orElseThrow(this::malformed);
        }
        Schema schema = urn.get().schema();
        String rest = urn.get().rest();
        if (rest.isEmpty() || name.charAt(name.length() - rest.length() - 1) == '.') {
            // The dot after a URN is an old form of declared attributes only.
            throw malformed();
        }
        Optional<String> container = schema == type.schema() ? Optional.empty() : Optional.of(schema.id());
        return UndeclaredNames.below(container, rest).orElseThrow(this::malformed);
    }

    /** A declared attribute with a sub-attribute that it does not have. */
    private Optional<PatchPath> undeclaredPart() {
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
        return Optional.of(new PatchPath.ToPart(attribute, name(text.substring(dot + 1))));
    }

    private String name(String plain) {
        return UndeclaredNames.below(Optional.empty(), plain)
                .filter(read -> read.subAttribute().isEmpty())
                .orElseThrow(this::malformed)
                .name();
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
        String name = text.substring(0, bracket);
        String rest = text.substring(closing + 1);
        Optional<AttributePath> attribute = AttributePaths.resolve(type, name, dialect, fired, where);
        return attribute.isPresent()
                ? new PatchPath.ToElements(
                        selectable(attribute.get()), filter(inner, attribute.get()),
                        declaredPart(attribute.get(), rest))
                : undeclaredElements(name, inner, rest);
    }

    private PatchPath undeclaredElements(String name, String inner, String rest) {
        UndeclaredName list = undeclared(name, RegisteredUrn.startOf(name, type, dialect, fired, where));
        if (list.subAttribute().isPresent()) {
            throw invalid("has brackets after " + name + ", which is a part of something no schema declares; leave them"
                    + " out.");
        }
        Filter filter = FilterParser.parseUndeclaredElementFilter(inner, type, dialect, fired, where, limits);
        return new PatchPath.ToUndeclaredElements(list, filter, part(name, rest));
    }

    private Optional<String> declaredPart(AttributePath attribute, String rest) {
        Optional<String> part = part(attribute.toString(), rest);
        if (part.isEmpty()) {
            return part;
        }
        Optional<Attribute> sub = AttributePaths.subAttribute(attribute.attribute(), part.get());
        boolean keptUndeclared = attribute.attribute().complex() && dialect.has(Tolerance.UNDECLARED_KEPT);
        if (sub.isEmpty() && !keptUndeclared) {
            throw afterBracket(attribute.toString());
        }
        return Optional.of(sub.map(Attribute::name).orElse(part.get()));
    }

    private Optional<String> part(String name, String rest) {
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        if (!rest.startsWith(".")) {
            throw afterBracket(name);
        }
        return Optional.of(name(rest.substring(1)));
    }

    private ScimException afterBracket(String name) {
        return invalid("must end after the closing bracket, or go on with a dot and a sub-attribute of " + name + ".");
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

    private AttributePath selectable(AttributePath attribute) {
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
