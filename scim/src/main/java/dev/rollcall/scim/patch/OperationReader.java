package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.patch.PatchOperation.Kind;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.SchemaUrns;
import dev.rollcall.scim.path.UndeclaredName;
import dev.rollcall.scim.resource.UndeclaredValues;
import dev.rollcall.scim.resource.UnreadableValueException;
import dev.rollcall.scim.resource.UnreadableValues;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tolerant half of planning: reads an operation, in whatever known form it came, into strict steps.
 *
 * <p>It never looks at the document, so the same operation always means the same steps.
 */
final class OperationReader {
    private final ResourceType type;
    private final RequestDialect dialect;
    private final FilterLimits limits;
    private final AttributeReader attributes;
    private final MembershipReader membership;
    private final UndeclaredReader undeclared;
    private final List<LeftOut> leftOut = new ArrayList<>();

    OperationReader(ResourceType type, RequestDialect dialect, FilterLimits limits) {
        this.type = type;
        this.dialect = dialect;
        this.limits = limits;
        this.attributes = new AttributeReader(dialect);
        this.membership = new MembershipReader(dialect);
        this.undeclared = new UndeclaredReader(type, dialect);
    }

    /** What is to be done, in order. */
    List<PlacedStep> read(PatchOperation operation) {
        String where = operation.where() + ".value";
        if (operation.path().isEmpty()) {
            return readPathless(operation.kind(), operation.value(), operation.where());
        }
        Target target = new Target(operation.kind(), operation.path().get(), operation.value(), where, false);
        return placed(readPath(target, operation.where() + ".path"), operation.where() + ".path");
    }

    /**
     * An operation on one path.
     *
     * @param inValue whether the path is a key of a path-less value
     */
    private record Target(Kind kind, String path, Optional<JsonNode> value, String where, boolean inValue) {
        JsonNode valueOrNull() {
            return value.orElseGet(JsonNodeFactory.instance::nullNode);
        }
    }

    private List<PlacedStep> readPathless(Kind kind, Optional<JsonNode> value, String where) {
        if (kind == Kind.REMOVE) {
            throw PatchErrors.noTarget(where + " removes, but has no path. Name in path what is to be removed.");
        }
        return readAttributes(kind, Optional.empty(), value.orElseThrow(), where + ".value");
    }

    /** The attributes of an object, each as an operation of its own; those of an extension where one is given. */
    private List<PlacedStep> readAttributes(Kind kind, Optional<Schema> extension, JsonNode value, String where) {
        JsonNode single = extension.isPresent()
                && value.size() == 1
                && value.path(0).isObject()
                && dialect.allows(Tolerance.ARRAY_FOR_SINGLE, where) ? value.path(0) : value;
        if (!(single instanceof ObjectNode object)) {
            if (extension.isEmpty()) {
                throw PatchErrors.invalidValue(
                        Excerpt.of(where) + " must be an object of attributes, as the operation has no path.");
            }
            leftOut.add(new LeftOut(where, new UnreadableValueException(
                    Excerpt.of(where)
                            + " must be an object of attributes, as the operation is about a whole extension.")));
            return List.of();
        }
        List<PlacedStep> steps = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String place = where + "." + member.getKey();
            String key = extension.map(schema -> schema.id() + ":").orElse("") + member.getKey();
            Target target = new Target(kind, key, Optional.of(member.getValue()), place, true);
            steps.addAll(extension.isPresent()
                    ? placed(readExtensionKey(target, extension.get(), member.getKey()), place)
                    : readKey(target));
        }
        return steps;
    }

    /** As at the top level, a plain name is never parsed. */
    private List<Step> readExtensionKey(Target target, Schema extension, String name) {
        Optional<Attribute> declared = extension.attribute(name);
        if (declared.isPresent()) {
            return readAttribute(target, new AttributePath(Optional.of(extension), declared.get(), Optional.empty()));
        }
        return isPlain(name)
                ? undeclared.read(target.kind(),
                        new UndeclaredName(Optional.of(extension.id()), name, Optional.empty()),
                        target.valueOrNull(), target.where(), true)
                : readPath(target, target.where());
    }

    private List<PlacedStep> readKey(Target target) {
        String key = target.path();
        JsonNode value = target.valueOrNull();
        Optional<Schema> schema = schemaAlone(key, target.where());
        if (schema.isPresent()) {
            return readSchema(target.kind(), schema.get(), value, target.where());
        }
        if (undeclared.isContainer(key, value)) {
            return placed(undeclared.readContainer(target.kind(), key, value, target.where()), target.where());
        }
        if (isPlain(key)) {
            return placed(readName(target), target.where());
        }
        if (!dialect.allows(Tolerance.PATH_KEY, target.where())) {
            throw PatchErrors.undeclared(key);
        }
        return placed(readPath(target, target.where()), target.where());
    }

    private static boolean isPlain(String key) {
        return key.indexOf('.') < 0 && key.indexOf(':') < 0 && key.indexOf('[') < 0;
    }

    /** A plain name is never parsed, so that whatever a client calls an attribute of its own can be kept. */
    private List<Step> readName(Target target) {
        String name = target.path();
        Optional<AttributePath> path = AttributePaths.resolve(type, name, dialect.dialect(), dialect.fired(),
                target.where());
        if (path.isPresent()) {
            return readAttribute(target, path.get());
        }
        return undeclared.read(
                target.kind(),
                new UndeclaredName(Optional.empty(), name, Optional.empty()),
                target.valueOrNull(),
                target.where(),
                true);
    }

    private List<PlacedStep> readSchema(Kind kind, Schema schema, JsonNode value, String where) {
        if (schema == type.schema()) {
            return readAttributes(kind, Optional.empty(), value, where);
        }
        boolean nothing = value.isNull() || value.isArray() && value.isEmpty();
        if (kind == Kind.REMOVE || nothing) {
            return placed(List.of(new Step.RemoveExtension(schema)), where);
        }
        return readAttributes(kind, Optional.of(schema), value, where);
    }

    private List<Step> readPath(Target target, String place) {
        Optional<Schema> schema = schemaAlone(target.path(), place);
        if (schema.isPresent()) {
            return readExtension(target, schema.get());
        }
        PatchPath path = PatchPathParser.parse(
                target.path(), type, dialect.dialect(), dialect.fired(), place, limits);
        return switch (path) {
            case PatchPath.ToAttribute to -> readAttribute(target, to.path());
            case PatchPath.ToElements to -> readElements(target, to);
            case PatchPath.ToPart to -> readPart(target, to);
            case PatchPath.ToUndeclared to -> undeclared.read(
                    target.kind(), to.name(), target.valueOrNull(), target.where(), target.inValue());
            case PatchPath.ToUndeclaredElements to -> undeclared.readElements(
                    target.kind(), to, target.valueOrNull(), target.where(), target.inValue());
            case PatchPath.ToExtension to -> readExtension(target, to.extension());
        };
    }

    private List<Step> readExtension(Target target, Schema extension) {
        return readSchema(target.kind(), extension, target.valueOrNull(), target.where())
                .stream()
                .map(PlacedStep::step)
                .toList();
    }

    private List<Step> readAttribute(Target target, AttributePath path) {
        if (isMembers(path)) {
            return membership(membership.read(target.kind(), path, target.value(), target.where()));
        }
        if (!isWritable(target, path, path.leaf())) {
            return List.of();
        }
        return target.kind() == Kind.REMOVE
                ? attributes.remove(path, target.value(), target.where())
                : readable(target, path, path.toString(),
                        () -> attributes.assign(target.kind(), path, target.valueOrNull(), target.where()));
    }

    private List<Step> readElements(Target target, PatchPath.ToElements to) {
        AttributePath list = to.attribute();
        if (isMembers(list)) {
            return membership(membership.read(target.kind(), to, target.value(), target.where()));
        }
        Attribute leaf = to.part().flatMap(list.attribute()::subAttribute).orElse(list.attribute());
        if (to.part().filter(UndeclaredValues::isPassword).isPresent() || !isWritable(target, list, leaf)) {
            return List.of();
        }
        String path = list + to.part().map(part -> "." + part).orElse("");
        return target.kind() == Kind.REMOVE
                ? attributes.removeElements(to)
                : readable(target, list, path,
                        () -> attributes.assignElements(to, target.valueOrNull(), target.where()));
    }

    /** A part that no schema declares of an attribute that one does: what a POST keeps of it, a path leads to. */
    private List<Step> readPart(Target target, PatchPath.ToPart to) {
        AttributePath whole = to.attribute();
        boolean reference = whole.attribute().subAttribute("$ref").isPresent();
        if (reference && target.inValue()) {
            // What is said of a manager beside its id is not kept, and never blocks the rest of a request.
            return List.of();
        }
        boolean valueBeside = target.kind() == Kind.REMOVE && target.value().isPresent();
        if (reference || valueBeside || !dialect.allows(Tolerance.UNDECLARED_KEPT, target.where())) {
            throw PatchErrors.undeclared(target.path());
        }
        if (UndeclaredValues.isPassword(to.part()) || !isWritable(target, whole, whole.attribute())) {
            return List.of();
        }
        return target.kind() == Kind.REMOVE
                ? AttributeReader.clearPart(whole, to.part())
                : attributes.assignPart(whole, to.part(), target.valueOrNull(), target.where());
    }

    /** The steps, or none when the value cannot be read and is left out. */
    private List<Step> readable(Target target, AttributePath attribute, String path, Supplier<List<Step>> steps) {
        try {
            return steps.get();
        } catch (UnreadableValueException e) {
            UnreadableValues.requireOptional(attribute.attribute(), path, e);
            leftOut.add(new LeftOut(target.where(), e));
            return List.of();
        }
    }

    /** A value that could not be read, so that nothing is done about its attribute. */
    private record LeftOut(String where, UnreadableValueException why) {}

    /**
     * Says that all operations were read.
     *
     * @param nothing whether no step came of them: then there is no rest that a value which cannot be read would block
     * @throws UnreadableValueException for the first such value, when it is all that there is, or when it must not be left out
     */
    void end(boolean nothing) {
        UnreadableValues unreadable = new UnreadableValues(dialect);
        for (LeftOut value : leftOut) {
            if (nothing) {
                throw value.why;
            }
            unreadable.leaveOut(value.why, value.where);
        }
    }

    private boolean isMembers(AttributePath path) {
        return path.extension().isEmpty() && path.attribute().name().equals("members");
    }

    private static List<Step> membership(Optional<Change> change) {
        return change.<List<Step>>map(c -> List.of(new Step.Membership(c))).orElse(List.of());
    }

    /** Whether the operation is to be read further; what belongs to the service is passed over or refused. */
    private boolean isWritable(Target target, AttributePath path, Attribute leaf) {
        if (leaf.mutability() == Mutability.WRITE_ONLY || path.attribute().mutability() == Mutability.WRITE_ONLY) {
            return false;
        }
        boolean readOnly = leaf.mutability() == Mutability.READ_ONLY
                || path.attribute().mutability() == Mutability.READ_ONLY;
        if (readOnly && !(target.inValue() && dialect.allows(Tolerance.READ_ONLY_IN_VALUE, target.where()))) {
            throw PatchErrors.readOnly(target.path());
        }
        return !readOnly && !isSchemas(target, path);
    }

    /** {@code schemas} may be edited, but is always computed from what the resource holds (7644-3.5.2-17). */
    private boolean isSchemas(Target target, AttributePath path) {
        if (!path.is("schemas")) {
            return false;
        }
        if (target.kind() == Kind.REMOVE && target.value().isEmpty() && target.path().indexOf('[') < 0) {
            throw PatchErrors.required("schemas");
        }
        return true;
    }

    private Optional<Schema> schemaAlone(String text, String where) {
        return SchemaUrns.resolve(type, text, dialect.dialect(), dialect.fired(), where);
    }

    private static List<PlacedStep> placed(List<Step> steps, String where) {
        return steps.stream().map(step -> new PlacedStep(step, where)).toList();
    }
}
