package dev.rollcall.server.management.connection;

import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.management.ManagementFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads members of a body; one that is missing and one that is {@code null} are alike. */
final class BodyFields {
    private final ObjectNode body;

    BodyFields(ObjectNode body) {
        this.body = body;
    }

    Optional<String> text(String name) {
        return present(name).map(value -> {
            if (!value.isString()) {
                throw ManagementFailure.body("The field " + name + " must be a text.");
            }
            return value.stringValue();
        });
    }

    String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> ManagementFailure.body("The field " + name + " is missing. Send it as a text."));
    }

    Optional<List<String>> texts(String name) {
        return array(name).map(array -> {
            List<String> texts = new ArrayList<>();
            for (JsonNode value : array) {
                if (!value.isString()) {
                    throw ManagementFailure.body("The field " + name + " must be a list of texts.");
                }
                texts.add(value.stringValue());
            }
            return texts;
        });
    }

    Optional<ArrayNode> array(String name) {
        return present(name).map(value -> {
            if (!(value instanceof ArrayNode array)) {
                throw ManagementFailure.body("The field " + name + " must be a list.");
            }
            return array;
        });
    }

    OptionalLong number(String name) {
        Optional<JsonNode> value = present(name);
        if (value.isPresent() && !value.get().canConvertToLong()) {
            throw ManagementFailure.body("The field " + name + " must be a whole number.");
        }
        return value.isPresent() ? OptionalLong.of(value.get().longValue()) : OptionalLong.empty();
    }

    /** Refuses every member but these. */
    void requireKnown(List<String> known) {
        body.propertyNames().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw ManagementFailure.body(
                    "There is no field \"" + Excerpt.of(name) + "\" here. The fields are " + String.join(", ", known)
                            + ".");
        });
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
    }
}
