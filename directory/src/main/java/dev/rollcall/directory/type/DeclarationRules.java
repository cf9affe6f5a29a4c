package dev.rollcall.directory.type;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.type.DeclaredType.Extension;
import dev.rollcall.scim.text.Excerpt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the declarations of one connection must be together. */
public final class DeclarationRules {
    private DeclarationRules() {}

    /**
     * Passes when these can stand beside each other: what a resource type names is declared, no two schemas can be taken for each
     * other, no two types have a name or an endpoint alike, a schema is the base of one type at most and extends none then, and
     * they are within the limits.
     *
     * @param newest the one that was added or replaced, which limits of number are told of
     * @throws DirectoryException otherwise
     */
    public static void check(List<Declaration> declarations, Declaration newest, DeclarationLimits limits) {
        List<DeclaredSchema> schemas = schemas(declarations);
        List<DeclaredType> types = types(declarations);
        if (newest.kind() == Declaration.Kind.SCHEMA && schemas.size() > limits.schemas()) {
            throw tooMany(limits.schemas(), "schemas", "limits.schemas");
        }
        if (newest.kind() == Declaration.Kind.RESOURCE_TYPE && types.size() > limits.resourceTypes()) {
            throw tooMany(limits.resourceTypes(), "resource types", "limits.resource-types");
        }
        if (newest.kind() == Declaration.Kind.SCHEMA) {
            SchemaDeclaration.requireFewIndexes(schemas.stream().mapToInt(schema -> schema.indexes().size()).sum(),
                    limits);
        }
        SchemaDeclaration.requireApart(schemas.stream().map(schema -> schema.schema().id()).toList());
        check(schemas, types);
    }

    private static void check(List<DeclaredSchema> schemas, List<DeclaredType> types) {
        Set<String> declared = schemas.stream()
                .map(schema -> Declaration.key(schema.schema().id()))
                .collect(Collectors.toSet());
        Map<String, DeclaredType> known = new HashMap<>();
        Set<String> bases = new HashSet<>();
        for (DeclaredType type : types) {
            // An endpoint begins with a slash, as no name does.
            for (String key : List.of(Declaration.key(type.name()), Declaration.key(type.endpoint()))) {
                Optional.ofNullable(known.putIfAbsent(key, type)).ifPresent(DeclarationRules::refuse);
            }
            requireDeclared(declared, type, type.schema());
            if (!bases.add(Declaration.key(type.schema()))) {
                throw invalid("The schema " + type.schema()
                        + " is the base of another resource type already, so that nobody could tell their resources apart."
                        + " Declare one for each.");
            }
        }
        for (DeclaredType type : types) {
            for (Extension extension : type.extensions()) {
                requireDeclared(declared, type, extension.schema());
                requireNoBase(bases, extension.schema());
            }
        }
        schemas.stream()
                .filter(schema -> !schema.attachments().isEmpty())
                .forEach(schema -> requireNoBase(bases, schema.schema().id()));
    }

    private static void refuse(DeclaredType other) {
        throw new DirectoryException(Kind.TAKEN, "There is a resource type " + other.name() + " at " + other.endpoint()
                + " already, and names and endpoints are compared without regard to case. Choose others.");
    }

    private static void requireDeclared(Set<String> declared, DeclaredType type, String urn) {
        if (!declared.contains(Declaration.key(urn))) {
            throw invalid("The resource type " + type.name() + " names the schema " + Excerpt.of(urn)
                    + ", which this connection does not declare. Declare the schema first.");
        }
    }

    private static void requireNoBase(Set<String> bases, String urn) {
        if (bases.contains(Declaration.key(urn))) {
            throw invalid("The schema " + urn
                    + " is the base of a resource type and cannot extend one as well. Declare another schema for that.");
        }
    }

    /** The resource type that needs a schema; empty when none does. */
    public static Optional<DeclaredType> userOf(List<Declaration> declarations, String urn) {
        return types(declarations).stream().filter(type -> uses(type, urn)).findFirst();
    }

    /** Whether a resource type names a schema. */
    public static boolean uses(DeclaredType type, String urn) {
        return type.schema().equalsIgnoreCase(urn)
                || type.extensions().stream().anyMatch(extension -> extension.schema().equalsIgnoreCase(urn));
    }

    /** The schemas among them, in their order. */
    static List<DeclaredSchema> schemas(List<Declaration> declarations) {
        return declarations.stream()
                .filter(declaration -> declaration.kind() == Declaration.Kind.SCHEMA)
                .map(declaration -> DeclaredSchema.stored(declaration.text()))
                .toList();
    }

    /** The resource types among them, in their order. */
    static List<DeclaredType> types(List<Declaration> declarations) {
        return declarations.stream()
                .filter(declaration -> declaration.kind() == Declaration.Kind.RESOURCE_TYPE)
                .map(declaration -> DeclaredType.stored(declaration.text()))
                .toList();
    }

    private static DirectoryException tooMany(int most, String what, String setting) {
        return new DirectoryException(Kind.FORBIDDEN, "A connection may declare " + most + " " + what
                + " (" + setting + "), and this one has as many. Remove one, or have the operator raise the setting.");
    }

    private static DirectoryException invalid(String message) {
        return new DirectoryException(Kind.INVALID, message);
    }
}
