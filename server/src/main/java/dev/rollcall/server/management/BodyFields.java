package dev.rollcall.server.management;

import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads members of a body; one that is missing and one that is {@code null} are alike. */
public final class BodyFields {
    private final ObjectNode body;

    /** Of this body. */
    public BodyFields(ObjectNode body) {
        this.body = body;
    }

    /** @throws ManagementFailure 400 when it is no text */
    public Optional<String> text(String name) {
        return present(name).map(value -> {
            if (!value.isString()) {
                throw ManagementFailure.body("The field " + name + " must be a text.");
            }
            return value.stringValue();
        });
    }

    /** @throws ManagementFailure 400 when it is missing or no text */
    public String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> ManagementFailure.body("The field " + name + " is missing. Send it as a text."));
    }

    /** @throws ManagementFailure 400 when it is no list of texts */
    public Optional<List<String>> texts(String name) {
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

    /** @throws ManagementFailure 400 when it is no list */
    public Optional<ArrayNode> array(String name) {
        return present(name).map(value -> {
            if (!(value instanceof ArrayNode array)) {
                throw ManagementFailure.body("The field " + name + " must be a list.");
            }
            return array;
        });
    }

    /** @throws ManagementFailure 400 when it is no whole number */
    public OptionalLong number(String name) {
        Optional<JsonNode> value = present(name);
        if (value.isPresent() && !value.get().canConvertToLong()) {
            throw ManagementFailure.body("The field " + name + " must be a whole number.");
        }
        return value.isPresent() ? OptionalLong.of(value.get().longValue()) : OptionalLong.empty();
    }

    /** @throws ManagementFailure 400 when it is neither true nor false */
    public Optional<Boolean> flag(String name) {
        return present(name).map(value -> {
            if (!value.isBoolean()) {
                throw ManagementFailure.body("The field " + name + " must be true or false.");
            }
            return value.booleanValue();
        });
    }

    /** @throws ManagementFailure 400 when it is no object */
    public Optional<ObjectNode> object(String name) {
        return present(name).map(value -> {
            if (!(value instanceof ObjectNode object)) {
                throw ManagementFailure.body("The field " + name + " must be an object.");
            }
            return object;
        });
    }

    /** @throws ManagementFailure 400 when it is no time in ISO 8601 with an offset or {@code Z} */
    public Optional<Instant> instant(String name) {
        return text(name).map(text -> Moment.read(text)
                .orElseThrow(() -> ManagementFailure.body("The field " + name + " must be a time in ISO 8601, such as"
                        + " 2026-03-01T12:00:00Z.")));
    }

    /**
     * Refuses every member but these.
     *
     * @throws ManagementFailure 400 that names the first other one, and these
     */
    public void requireKnown(List<String> known) {
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
