package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One demand on an answer. */
@FunctionalInterface
interface Expectation {
    /**
     * What is wrong, as the end of a sentence that begins with the request; empty when nothing is.
     *
     * @param body what the answer holds; a missing node when that is no JSON
     */
    Optional<Complaint> unmet(ScimAnswer answer, JsonNode body, Variables variables);

    static Expectation status(List<Integer> allowed) {
        return (answer, body, variables) -> unless(allowed.contains(answer.status()),
                new Symptom.Status(allowed, answer.status()),
                "should be answered with " + allowed.stream().map(String::valueOf).collect(Collectors.joining(" or "))
                        + " but is answered with " + answer.status() + detail(answer, body));
    }

    /** What an error says of itself. */
    private static String detail(ScimAnswer answer, JsonNode body) {
        String detail = body.path("detail").asString("").strip();
        return answer.status() < 400 || detail.isEmpty() ? ""
                : " (" + (detail.length() > 200 ? detail.substring(0, 200) + "…" : detail) + ")";
    }

    static Expectation is(String path, JsonNode template) {
        return (answer, body, variables) -> {
            JsonNode wanted = variables.value(template);
            JsonNode found = ResourcePath.find(body, variables.text(path));
            // Whoever leaves active out is told so once, by the check that reads for it.
            boolean untold = found.isMissingNode() && path.endsWith("/active") && !body.isMissingNode();
            return unless(untold || found.equals(wanted), new Symptom.Value(variables.text(path)),
                    name(path, variables) + " should be " + shown(wanted) + " but is "
                            + shown(found));
        };
    }

    static Expectation not(String path, JsonNode template) {
        return (answer, body, variables) -> {
            JsonNode unwanted = variables.value(template);
            return unless(!ResourcePath.find(body, variables.text(path)).equals(unwanted),
                    new Symptom.Value(variables.text(path)),
                    name(path, variables) + " should not be " + shown(unwanted));
        };
    }

    static Expectation matches(String path, String pattern) {
        return (answer, body, variables) -> {
            JsonNode found = ResourcePath.find(body, variables.text(path));
            return unless(found.isString() && Pattern.matches(variables.text(pattern), found.stringValue()),
                    new Symptom.Value(variables.text(path)),
                    name(path, variables) + " should match " + pattern + " but is " + shown(found));
        };
    }

    /** Missing, null, an empty text, array or object: all of them are without a value. */
    static Expectation absent(String path) {
        return (answer, body, variables) -> {
            JsonNode found = ResourcePath.find(body, variables.text(path));
            boolean empty = found.isMissingNode()
                    || found.isNull()
                    || found.isContainer() && found.isEmpty()
                    || found.isString() && found.stringValue().isEmpty();
            return unless(empty, new Symptom.Value(variables.text(path)),
                    name(path, variables) + " should be absent but is " + shown(found));
        };
    }

    static Expectation present(String path) {
        return (answer, body, variables) -> {
            JsonNode found = ResourcePath.find(body, variables.text(path));
            return unless(!found.isMissingNode() && !found.isNull(), new Symptom.Value(variables.text(path)),
                    name(path, variables)
                            + " should be there but is not");
        };
    }

    static Expectation size(String path, int size) {
        return (answer, body, variables) -> {
            JsonNode found = ResourcePath.find(body, variables.text(path));
            return unless(found.size() == size, new Symptom.Value(variables.text(path)),
                    name(path, variables) + " should have " + size + " elements but is "
                            + shown(found));
        };
    }

    static Expectation lacks(String text) {
        return (answer, body, variables) -> unless(!answer.text().contains(text), new Symptom.Value(""),
                "should not be answered with the text '" + text + "'");
    }

    static Expectation empty() {
        return (answer, body, variables) -> unless(answer.body().length == 0, new Symptom.Value(""),
                "should be answered without a body");
    }

    static Expectation header(String name, String pattern) {
        return (answer, body, variables) -> {
            Optional<String> value = answer.header(name);
            return unless(value.filter(v -> Pattern.matches(variables.text(pattern), v)).isPresent(),
                    new Symptom.Value("/" + name), "should have the"
                            + " header " + name + " that matches " + pattern + " but has "
                            + value.map(v -> "'" + v + "'").orElse("none"));
        };
    }

    /** The header is not there. */
    static Expectation without(String name) {
        return (answer, body, variables) -> unless(answer.header(name).isEmpty(), new Symptom.Value("/" + name),
                "should not have the header " + name);
    }

    /** The list, or the members of a group, have these as the values of a property, in any order, and no others. */
    static Expectation all(String array, String property, List<String> templates) {
        return (answer, body, variables) -> {
            List<String> wanted = templates.stream().map(variables::text).sorted().toList();
            List<String> found = ResourcePath.find(body, array)
                    .valueStream()
                    .map(element -> element.path(property).asString(""))
                    .sorted()
                    .toList();
            return unless(found.equals(wanted), new Symptom.Value(array),
                    array.substring(1) + " should hold " + quantity(wanted) + " but holds "
                            + quantity(found));
        };
    }

    /** The list has these among others. */
    static Expectation among(String array, String property, List<String> templates) {
        return (answer, body, variables) -> {
            TreeSet<String> wanted = new TreeSet<>(templates.stream().map(variables::text).toList());
            ResourcePath.find(body, array).forEach(element -> wanted.remove(element.path(property).asString("")));
            return unless(wanted.isEmpty(), new Symptom.Value(array),
                    array.substring(1) + " should hold " + wanted + " as well");
        };
    }

    /** A value as a sentence shows it, cut when it is long. */
    static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "missing" : value.toString();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private static String quantity(List<String> values) {
        return switch (values.size()) {
            case 0 -> "none";
            case 1, 2, 3 -> values.toString();
            default -> values.size() + " elements";
        };
    }

    private static String name(String path, Variables variables) {
        String text = variables.text(path);
        return text.isEmpty() ? "the body" : "'" + text.substring(1).replace('/', '.') + "'";
    }

    private static Optional<Complaint> unless(boolean fine, Symptom symptom, String complaint) {
        return fine ? Optional.empty() : Optional.of(new Complaint(complaint, symptom));
    }
}
