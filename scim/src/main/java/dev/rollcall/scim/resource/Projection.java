package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.DocumentKeys;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of a resource is answered (RFC 7644 section 3.9, with the returned characteristic of RFC 7643 section 7).
 *
 * <p>Guarantees: {@code id} and {@code schemas} are always in the answer, as is every attribute that is returned
 * always; none is that is never returned; what is returned on request is there only when it was named. Names take any
 * case and may have a URN (7644-3.9-03), a URN alone means its whole container, a complex attribute all that is in it
 * (7644-3.9-07), and names that are unknown are passed over (7644-3.9-06). Undeclared attributes that a resource holds
 * are selected by their name like any other. A name with a filter in brackets ({@code emails[type eq "work"]}, {@code
 * emails[type eq "work"].value}) selects the elements that match, or leaves them out; after a name that is unknown, and in a
 * dialect that filters by nothing undeclared, it is passed over with it. {@code *} selects all that is answered by default, or
 * leaves out all that may be left out. Objects and arrays that are left empty are left out.
 *
 * <p>Immutable, for use by several threads.
 */
public final class Projection {
    private static final Projection EVERYTHING = new Projection(
            Optional.empty(), new NameTree(), ElementSelection.all(), Map.of(), Optional.empty());

    private final Optional<NameTree> wanted;
    private final NameTree unwanted;
    private final ElementSelection elements;
    /** What is left out because nobody asked for it, by canonical path. */
    private final Map<String, List<String>> onRequest;
    /** Empty when nobody has asked, so that it is of every type. */
    private final Optional<Asked> asked;

    /** What it was made of. */
    private record Asked(ResourceType type, List<String> attributes, List<String> excludedAttributes,
            RequestDialect dialect,
            FilterLimits limits) {}

    private Projection(
            Optional<NameTree> wanted, NameTree unwanted, ElementSelection elements,
            Map<String, List<String>> onRequest, Optional<Asked> asked) {
        this.asked = asked;
        this.wanted = wanted;
        this.unwanted = unwanted;
        this.elements = elements;
        this.onRequest = onRequest;
    }

    /** {@return the whole resource as it is stored} */
    public static Projection everything() {
        return EVERYTHING;
    }

    /**
     * {@return the projection that the two parameters ask for}
     *
     * @param type of the resource
     * @param attributes answer only these; empty means all that is answered by default
     * @param excludedAttributes answer all that is answered by default but these
     * @param dialect how filters in brackets are read
     * @param limits length and depth of each filter in brackets, nodes of all of them together
     * @throws ScimException {@code invalidValue} when both are given (7644-3.9-04), {@code invalidFilter} when a filter in
     *     brackets cannot be read, or the filters are beyond the limits
     */
    public static Projection of(ResourceType type, List<String> attributes, List<String> excludedAttributes,
            RequestDialect dialect, FilterLimits limits) {
        if (!attributes.isEmpty() && !excludedAttributes.isEmpty()) {
            throw ScimException.of(ScimType.INVALID_VALUE,
                    "attributes and excludedAttributes cannot be combined; leave one of them out.");
        }
        Asked asked = new Asked(type, List.copyOf(attributes), List.copyOf(excludedAttributes), dialect, limits);
        return attributes.isEmpty()
                ? without(asked, read(type, excludedAttributes, true, dialect, limits))
                : only(asked, read(type, attributes, false, dialect, limits));
    }

    /**
     * {@return what the same names ask for under other schemas of the resource's type} So that a request which began under former ones
     * answers nothing that is hidden by now.
     *
     * @param now the type as it is by now
     * @throws ScimException as {@link #of} does, for what may no longer be asked
     */
    public Projection under(ResourceType now) {
        return asked.filter(before -> before.type != now)
                .map(before -> of(now, before.attributes, before.excludedAttributes, before.dialect, before.limits))
                .orElse(this);
    }

    private static ProjectionNames read(ResourceType type, List<String> names, boolean excluded,
            RequestDialect dialect, FilterLimits limits) {
        ProjectionNames read = new ProjectionNames(type, excluded, dialect, limits);
        names.forEach(name -> read.read(name.strip()));
        return read;
    }

    private static Projection only(Asked asked, ProjectionNames names) {
        return names.all()
                ? of(asked, Optional.empty(), names.places(), new NameTree(), ElementSelection.all())
                : of(asked, Optional.of(names.places()), names.places(), new NameTree(), names.elements());
    }

    private static Projection without(Asked asked, ProjectionNames names) {
        return names.all()
                ? of(asked, Optional.of(new NameTree()), new NameTree(), new NameTree(), ElementSelection.all())
                : of(asked, Optional.empty(), new NameTree(), names.places(), names.elements());
    }

    /**
     * The projection with what the schemas say of each attribute.
     *
     * @param wanted what is answered, and grows by what always is; empty for all
     * @param named what was asked for by name
     * @param unwanted what is not answered, and changes by what never or always is
     * @param asked what it is made of
     */
    private static Projection of(Asked asked, Optional<NameTree> wanted, NameTree named, NameTree unwanted,
            ElementSelection elements) {
        ResourceType type = asked.type;
        Map<String, List<String>> onRequest = new HashMap<>();
        eachDeclared(type, path -> apply(path, wanted, named, unwanted, onRequest));
        if (asked.dialect.dialect().has(Tolerance.UNQUALIFIED_EXTENSION)) {
            hideUnqualified(type, unwanted);
        }
        return new Projection(wanted, unwanted, elements, onRequest, Optional.of(asked));
    }

    /**
     * {@return the projection of the answer to a change} What is returned on request is in it when the change was about it,
     * unless the request says itself which attributes it wants (7643-7-15).
     *
     * @param changed the canonical paths of what was changed
     */
    public Projection afterChange(Collection<String> changed) {
        List<List<String>> told = onRequest.entrySet()
                .stream()
                .filter(each -> changed.stream().anyMatch(path -> isAbout(path, each.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (wanted.isPresent() || told.isEmpty()) {
            return this;
        }
        NameTree rest = unwanted.copy();
        told.forEach(rest::removeAlone);
        return new Projection(wanted, rest, elements, onRequest, asked);
    }

    /** Whether the change is of the attribute, of a part of it, or of the whole that it is a part of. */
    private static boolean isAbout(String changed, String attribute) {
        return changed.equals(attribute) || changed.startsWith(attribute + ".") || attribute.startsWith(changed + ".");
    }

    /** {@return whether nothing is left out, so that a stored document may be answered as it is} */
    public boolean isEverything() {
        return wanted.isEmpty() && unwanted.isEmpty() && elements.isAll();
    }

    /**
     * {@return whether any part of the attribute can be in the answer, so that it has to be loaded}
     *
     * @param topLevelAttribute an attribute of the base schema, a common attribute, or the URN of an extension
     */
    public boolean includes(String topLevelAttribute) {
        return (wanted.isEmpty() || wanted.get().holdsPartOf(topLevelAttribute))
                && !unwanted.names(List.of(topLevelAttribute));
    }

    /**
     * {@return the part of the resource to answer; the resource itself is left as it is, and shares its parts}
     *
     * @param fullResource with all that it has
     */
    public ObjectNode apply(ObjectNode fullResource) {
        ObjectNode matching = elements.apply(fullResource);
        ObjectNode selected = wanted.isPresent() ? wanted.get().select(matching) : matching;
        return unwanted.isEmpty() ? selected : unwanted.without(selected);
    }

    private static void eachDeclared(ResourceType type, Consumer<AttributePath> action) {
        CommonAttributes.all().forEach(attribute -> eachIn(AttributePaths.common(attribute), action));
        type.schema().attributes().forEach(attribute -> eachIn(AttributePaths.common(attribute), action));
        for (ResourceType.Extension extension : type.extensions()) {
            Optional<Schema> schema = Optional.of(extension.schema());
            extension.schema()
                    .attributes()
                    .forEach(attribute -> eachIn(new AttributePath(schema, attribute, Optional.empty()), action));
        }
    }

    private static void eachIn(AttributePath path, Consumer<AttributePath> action) {
        action.accept(path);
        path.attribute().subAttributes().forEach(sub -> action.accept(path.withSubAttribute(sub)));
    }

    /** What came without its URN before its schema was declared stands at the top level until it is moved. */
    private static void hideUnqualified(ResourceType type, NameTree unwanted) {
        for (ResourceType.Extension extension : type.extensions()) {
            for (Attribute attribute : extension.schema().attributes()) {
                boolean other = type.schema().attribute(attribute.name()).isPresent()
                        || CommonAttributes.named(attribute.name()).isPresent();
                if (attribute.neverAnswered() && !other) {
                    unwanted.add(List.of(attribute.name()));
                }
            }
        }
    }

    private static void apply(AttributePath path, Optional<NameTree> wanted, NameTree named, NameTree unwanted,
            Map<String, List<String>> onRequest) {
        Attribute attribute = path.leaf();
        if (attribute.neverAnswered()) {
            // A password is in no document, so that the default answer can stay everything.
            if (!path.is("password")) {
                unwanted.add(DocumentKeys.of(path));
            }
            return;
        }
        switch (attribute.returned()) {
            case DEFAULT, NEVER -> {
            }
            case ALWAYS -> {
                unwanted.remove(DocumentKeys.of(path));
                boolean below = path.subAttribute().isPresent() || path.extension().isPresent();
                wanted.filter(tree -> !below || tree.holdsPartOf(DocumentKeys.of(path).getFirst()))
                        .ifPresent(tree -> tree.add(DocumentKeys.of(path)));
            }
            case REQUEST -> {
                List<String> keys = DocumentKeys.of(path);
                if (!named.leadsTo(keys)) {
                    if (!unwanted.names(keys)) {
                        onRequest.put(path.toString(), keys);
                    }
                    unwanted.add(keys);
                }
            }
        }
    }
}
