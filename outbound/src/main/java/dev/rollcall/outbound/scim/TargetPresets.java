package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.TargetPreset;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetRow;
import dev.rollcall.mapping.target.TargetRows;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of mappings that go with a preset, and those that a stream has of its own. */
public final class TargetPresets {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TargetPresets() {}

    /** The rows that hold for a stream: its own, else those of its preset. */
    public static List<TargetRow> rows(ScimTarget target, TargetKind kind) {
        Optional<JsonNode> own = target.mapping().map(TargetPresets::parsed).map(mapping -> mapping.path(name(kind)));
        return own.filter(JsonNode::isArray).map(TargetRows::read).orElseGet(() -> usual(target.preset(), kind));
    }

    /** The rows of a preset. */
    public static List<TargetRow> usual(String preset, TargetKind kind) {
        return TargetPreset.ofWord(preset).orElse(TargetPreset.RFC) == TargetPreset.ENTRA
                ? TargetRows.read(resource("entra-" + name(kind) + ".json"))
                : TargetRows.usual(kind);
    }

    private static String name(TargetKind kind) {
        return kind == TargetKind.USER ? "user" : "group";
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new UnusableStreamException("The stream's mapping is no JSON; set it again.", e);
        }
    }

    private static JsonNode resource(String name) {
        try (InputStream in = TargetPresets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build.");
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
