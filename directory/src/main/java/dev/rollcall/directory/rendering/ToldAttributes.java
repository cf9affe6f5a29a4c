package dev.rollcall.directory.rendering;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What events may tell of resources of a type: what a GET answers by itself, and nothing that is returned never or only on request. */
public final class ToldAttributes {
    private static final String URN = "urn:";

    private final ResourceType type;
    private final Projection projection;
    /** What was hidden then, and is declared so no more. */
    private final WithheldParts withheld;

    /**
     * What may be told.
     *
     * @param type of the resources, with the extensions that the connection declares
     * @param at of when they are
     */
    public ToldAttributes(ResourceType type, Connection connection, Instant at) {
        this.type = type;
        this.projection = Projection.of(type, List.of(), List.of(),
                new RequestDialect(connection.dialect(), new FiredTolerances()), FilterLimits.defaults());
        this.withheld = new WithheldParts(connection.types().withheld().of(type.name(), at));
    }

    private boolean tellsAll() {
        return projection.isEverything() && withheld.isEmpty();
    }

    /** What may be told of a stored document, which is left as it is. */
    public ObjectNode of(ObjectNode document) {
        return withheld.without(projection.apply(document));
    }

    /** The steps without those of which nothing may be told, and the values without what may not. */
    List<ResourceEvent.Step> of(List<ResourceEvent.Step> steps) {
        return tellsAll() ? steps : steps.stream().map(this::told).flatMap(Optional::stream).toList();
    }

    /** Those of the paths of which something may be told, in their order. */
    List<String> paths(List<String> paths) {
        return tellsAll()
                ? paths
                : paths.stream()
                        .filter(path -> told(new ResourceEvent.Step("remove", path, Optional.empty())).isPresent())
                        .toList();
    }

    private Optional<ResourceEvent.Step> told(ResourceEvent.Step step) {
        if (withheld.hold(step.attribute())) {
            return Optional.empty();
        }
        List<String> keys = keys(step.attribute());
        ObjectNode around = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = around;
        for (String key : keys.subList(0, keys.size() - 1)) {
            inner = inner.putObject(key);
        }
        // What is removed has no value; whether it may be told is asked of any.
        inner.set(keys.getLast(), step.value().orElseGet(() -> JsonNodeFactory.instance.stringNode("removed")));
        JsonNode told = projection.apply(around);
        for (String key : keys) {
            told = told.path(key);
        }
        if (told.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode value = withheld.isEmpty() ? told : withheld.without(step.attribute(), told);
        return Optional.of(new ResourceEvent.Step(step.operation(), step.path(), step.value().map(before -> value)));
    }

    /** The names on the way to an attribute, from the outside in. */
    private List<String> keys(String path) {
        for (ResourceType.Extension extension : type.extensions()) {
            String urn = extension.schema().id();
            if (path.startsWith(urn + ":")) {
                List<String> keys = parts(path.substring(urn.length() + 1));
                return keys.size() == 1 ? List.of(urn, keys.getFirst()) : List.of(urn, keys.getFirst(), keys.getLast());
            }
        }
        return path.startsWith(URN) ? List.of(path) : parts(path);
    }

    private static List<String> parts(String path) {
        return List.of(path.split("\\.", 2));
    }
}
