package dev.rollcall.check;

import dev.rollcall.client.reader.ReaderRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a file of checks, and refuses what it does not know. */
final class CatalogReader {
    private static final Set<String> KEYS = Set.of("id", "title", "severity", "why", "mend", "sources", "covers",
            "needs",
            "steps",
            "script", "reading", "answers", "answer-times");

    private final Map<String, CheckScript> scripts;

    /** @param scripts those that are written in Java, by the names that the files use */
    CatalogReader(Map<String, CheckScript> scripts) {
        this.scripts = scripts;
    }

    /** The checks of a file beside this class. */
    List<CatalogEntry> read(String file) {
        JsonNode document;
        try (InputStream in = CatalogReader.class.getResourceAsStream(file)) {
            document = YAMLMapper.builder().build().readTree(Objects.requireNonNull(in, file));
        } catch (IOException e) {
            throw new UncheckedIOException("The checks of " + file + " cannot be read.", e);
        }
        CheckProfile profile = CheckProfile.ofKeyword(document.path("profile").asString("")).orElseThrow();
        Severity usual = severity(document.path("severity"));
        List<CatalogEntry> entries = new ArrayList<>();
        document.path("checks").forEach(check -> entries.add(entry(check, profile, usual)));
        return entries;
    }

    private CatalogEntry entry(JsonNode node, CheckProfile profile, Severity usual) {
        for (String key : node.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("A check has the unknown key '" + key + "': " + node);
            }
        }
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        node.path("needs").forEach(need -> needs.add(Capability.valueOf(upper(need.stringValue()))));
        Check check = new Check(node.path("id").stringValue(), node.path("title").stringValue(), profile,
                node.has("severity") ? severity(node.path("severity")) : usual, text(node, "why"), text(node, "mend"),
                node.path("sources").valueStream().map(JsonNode::asString).toList(), needs);
        return new CatalogEntry(check, body(node),
                node.path("covers").valueStream().map(JsonNode::asString).toList());
    }

    private CheckBody body(JsonNode node) {
        if (node.has("reading")) {
            return new CheckBody.Reading(ReaderRule.valueOf(upper(node.path("reading").stringValue())),
                    CheckBody.Answers.valueOf(upper(node.path("answers").asString("all"))));
        }
        if (node.has("answer-times")) {
            return new CheckBody.AnswerTimes();
        }
        if (node.has("script")) {
            String name = node.path("script").stringValue();
            return new CheckBody.Scripted(Optional.ofNullable(scripts.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("There is no script '" + name + "'.")));
        }
        List<CheckStep> steps = new ArrayList<>();
        node.path("steps").forEach(step -> steps.addAll(StepReader.read(step)));
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A check does nothing: " + node);
        }
        return new CheckBody.Scripted(new StepScript(steps));
    }

    private static String text(JsonNode node, String key) {
        String text = node.path(key).asString("").strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A check has no '" + key + "': " + node);
        }
        return text;
    }

    private static Severity severity(JsonNode node) {
        return Severity.valueOf(upper(node.stringValue()));
    }

    private static String upper(String keyword) {
        return keyword.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
