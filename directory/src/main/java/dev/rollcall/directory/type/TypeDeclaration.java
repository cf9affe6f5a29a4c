package dev.rollcall.directory.type;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.type.DeclaredType.Extension;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.text.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a resource type that somebody wants to declare, by the letter of RFC 7643 section 6. Whether its schemas are there is for
 * {@link DeclarationRules} to see.
 */
public final class TypeDeclaration {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");
    private static final Pattern ENDPOINT = Pattern.compile("/[A-Za-z][A-Za-z0-9_-]{0,63}");
    /** In lower case. What the standard has, and what the change record calls a connection itself. */
    private static final Set<String> NAMES = Set.of("user", "group", "schema", "resourcetype", "serviceproviderconfig",
            "connection", "external", "uri");
    private static final Set<String> ENDPOINTS = Set.of("/users", "/groups", "/me", "/bulk", "/schemas",
            "/resourcetypes",
            "/serviceproviderconfig");

    private TypeDeclaration() {}

    /**
     * The resource type in that JSON, an object with {@code resource_type}.
     *
     * @throws DirectoryException when it cannot be declared
     */
    public static DeclaredType read(ObjectNode json, DeclarationLimits limits) {
        DeclarationSize.requireSmall(json, limits);
        new DocumentFields(json, "The declaration").requireKnown(List.of(DeclaredType.RESOURCE_TYPE));
        if (!(json.get(DeclaredType.RESOURCE_TYPE) instanceof ObjectNode document)) {
            throw new DirectoryException(Kind.INVALID, "The declaration needs the resource type as the object"
                    + " \"resource_type\": the document that RFC 7643 section 6 describes, with name, endpoint and schema.");
        }
        DocumentFields fields = new DocumentFields(document, "The resource type");
        fields.requireKnown(List.of("schemas", "id", "name", "endpoint", "description", DeclaredType.SCHEMA,
                DeclaredType.EXTENSIONS, "meta"));
        List<String> schemas = fields.texts("schemas");
        if (!schemas.isEmpty() && !schemas.equals(List.of(Urns.RESOURCE_TYPE))) {
            throw fields.refused("says in \"schemas\" that it is something else; write [\"" + Urns.RESOURCE_TYPE
                    + "\"], or leave it out.");
        }
        String name = fields.requiredText("name");
        requireName(fields, name);
        String endpoint = fields.requiredText("endpoint");
        requireEndpoint(fields, endpoint);
        return new DeclaredType(name, endpoint, fields.text("description").orElse(""),
                fields.requiredText(DeclaredType.SCHEMA), extensions(fields, limits));
    }

    private static void requireName(DocumentFields fields, String name) {
        if (!NAME.matcher(name).matches()) {
            throw fields.refused("has the name \"" + Excerpt.of(name)
                    + "\"; a name is a letter, then letters or digits, at most 64, such as Device.");
        }
        if (NAMES.contains(name.toLowerCase(Locale.ROOT))) {
            throw fields.refused("has the name " + name + ", which means something else already. Choose another one.");
        }
        if (fields.text("id").filter(id -> !id.equals(name)).isPresent()) {
            throw fields.refused("has an id that is not its name. Leave the id out, or make both alike.");
        }
    }

    private static void requireEndpoint(DocumentFields fields, String endpoint) {
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw fields.refused("has the endpoint \"" + Excerpt.of(endpoint)
                    + "\"; an endpoint is a slash and a name of letters, digits, - and _, such as /Devices.");
        }
        if (ENDPOINTS.contains(endpoint.toLowerCase(Locale.ROOT))) {
            throw fields.refused("has the endpoint " + endpoint + ", which serves something else. Choose another one.");
        }
    }

    private static List<Extension> extensions(DocumentFields fields, DeclarationLimits limits) {
        List<ObjectNode> objects = fields.objects(DeclaredType.EXTENSIONS);
        if (objects.size() > limits.schemas()) {
            throw fields.refused("has " + objects.size() + " schemaExtensions, and a connection may declare "
                    + limits.schemas()
                    + " schemas (limits.schemas). List fewer, or have the operator raise the setting.");
        }
        Set<String> urns = new HashSet<>();
        List<Extension> extensions = new ArrayList<>();
        for (ObjectNode object : objects) {
            DocumentFields extension = new DocumentFields(object, "What schemaExtensions lists");
            extension.requireKnown(List.of(DeclaredType.SCHEMA, DeclaredType.REQUIRED));
            String urn = extension.requiredText(DeclaredType.SCHEMA);
            if (!urns.add(Declaration.key(urn))) {
                throw extension.refused("has " + Excerpt.of(urn) + " twice; keep one of them.");
            }
            extensions.add(new Extension(urn, extension.flag(DeclaredType.REQUIRED)));
        }
        return extensions;
    }
}
